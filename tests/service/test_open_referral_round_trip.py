"""What the feed tells of the demo county comes in again as it went out."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from graph.model import Activity, Organisation, Source
from graph.tables import network_of
from seeds.demo import read_demo
from seeds.open_referral.reading import read_open_referral
from service.open_referral.feed import Beside, Feed
from service.open_referral.identity import uuid_of
from service.open_referral.services import service_whole

NUMBERS = ("GB-CHC-1234567", "GB-COH-00123456")


def test_services_come_in_again_as_they_went_out(tmp_path: Path) -> None:
    records = list(read_demo())
    activities = [one for one in records if isinstance(one, Activity)]
    ours = {f"oruk-{uuid_of('service', one.id)}": one for one in activities}
    runners = {one.id: one for one in records if isinstance(one, Organisation)}
    network = network_of(records)
    numbers = dict.fromkeys(runners, NUMBERS)
    beside = Beside(identifiers=numbers, emails={}, changed={}, newest=None)
    feed = Feed(network=network, beside=beside)
    documents = [service_whole(feed, row) for row in range(len(network.activities))]
    path = tmp_path / "services.json"
    path.write_text(json.dumps(documents))
    source = Source(id="oruk-again", name="Our own feed")
    reading = read_open_referral(path, source=source, today=date(2026, 11, 1))

    theirs = [one for one in reading.records if isinstance(one, Activity)]
    assert reading.refused == ()
    assert len(theirs) == len(ours)
    for one in theirs:
        before = ours[one.id]
        assert one.name == before.name
        assert one.theme is before.theme, one.name
        assert (one.ages, one.audience, one.entry) == (
            before.ages,
            before.audience,
            before.entry,
        ), one.name
        assert set(one.sessions) == set(before.sessions), one.name
        assert one.cost_pounds == before.cost_pounds, one.name
        assert before.description in one.description
    names = {one.name for one in runners.values()}
    again = [one for one in reading.records if isinstance(one, Organisation)]
    assert {one.name for one in again} <= names
    assert all(set(one.identifiers) == set(NUMBERS) for one in again)
