"""Reading Open Referral: a page of services whole, beside ``json`` alone."""

from __future__ import annotations

import json
import random
import tempfile
import uuid
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from benchmarks.measuring import Row, rates
from graph.model import Source
from seeds.open_referral.reading import read_open_referral
from seeds.reading import Reading

SERVICES = 10_000
ORGANISATIONS = 2_500
LEAST_A_SECOND = 5_000
MOST_TIMES_JSON = 8.0
SEED = 20_261_122
TODAY = date(2026, 5, 4)
SOURCE = Source(id="oruk-bench", name="Drawn services")
_NAMES = ("Youth club", "Football on Fridays", "Drama group", "Art and crafts", "Homework club")
_TERMS = ("Youth clubs", "Sport", "Performing arts", "Arts and crafts", "Learning support")
_TALK = "Open to young people. We meet in the hall and do many things, from games to cooking. "


def _drawn(chance: random.Random) -> list[dict[str, Any]]:
    """Services as a county's feed has them, about 3,000 characters each."""

    def uid() -> str:
        return str(uuid.UUID(int=chance.getrandbits(128), version=4))

    organisations = [
        {
            "id": uid(),
            "name": f"Group {number} Trust",
            "description": "A charity for young people. " * 3,
            "website": "https://group.example/",
            "organization_identifiers": [
                {"id": uid(), "identifier_scheme": "GB-CHC", "identifier_type": "Charity",
                 "identifier": str(1_000_000 + number)}
            ],
        }
        for number in range(ORGANISATIONS)
    ]  # fmt: skip
    return [_service(number, chance, uid, organisations) for number in range(SERVICES)]


def _service(number: int, chance: random.Random, uid: Any, organisations: Any) -> dict[str, Any]:
    sort = chance.randrange(len(_NAMES))
    address = {
        "id": uid(),
        "address_1": f"{number} Fore Street",
        "city": "Truro",
        "state_province": "Cornwall",
        "postal_code": "TR1 1AA",
        "country": "GB",
        "address_type": "physical",
    }
    location = {
        "id": uid(),
        "location_type": "physical",
        "name": f"Hall {number}",
        "latitude": 50.2 + chance.random() / 5,
        "longitude": -5.2 + chance.random() / 5,
        "addresses": [address],
        "accessibility": [{"id": uid(), "description": "A ramp at the side"}],
    }
    term = {"id": uid(), "name": _TERMS[sort], "description": "", "taxonomy": "services"}
    group = {"id": uid(), "name": "Young people", "description": "", "taxonomy": "people"}
    area = "http://statistics.data.gov.uk/id/statistical-geography/E06000052"
    return {
        "id": uid(),
        "name": f"{_NAMES[sort]} {number}",
        "description": _TALK * 5,
        "url": f"https://group.example/{number}",
        "status": "active",
        "minimum_age": 8 + chance.randrange(5),
        "maximum_age": 16 + chance.randrange(5),
        "last_modified": "2026-01-01T10:00:00Z",
        "schedules": [
            {"id": uid(), "freq": "WEEKLY", "interval": 1, "valid_from": "2026-01-01",
             "byday": chance.choice(("MO", "TU,TH", "FR")), "opens_at": "18:00:00",
             "closes_at": "20:00:00"}
        ],
        "service_areas": [{"id": uid(), "name": "Cornwall", "uri": area}],
        "service_at_locations": [{"id": uid(), "location": location}],
        "languages": [{"id": uid()}],
        "organization": chance.choice(organisations),
        "cost_options": [{"id": uid(), "amount": 2.5, "amount_description": "per session"}],
        "contacts": [{"id": uid(), "title": "Lead"}],
        "attributes": [
            {"id": uid(), "link_type": "service_type", "taxonomy_term": term},
            {"id": uid(), "link_type": "eligibility", "taxonomy_term": group},
        ],
    }  # fmt: skip


@cache
def _written() -> Path:
    """A file with a page of services, kept as long as this process."""
    path = Path(tempfile.mkdtemp()) / "services.json"
    path.write_text(json.dumps({"contents": _drawn(random.Random(SEED))}), encoding="utf-8")
    return path


def _read() -> Reading:
    return read_open_referral(_written(), source=SOURCE, today=TODAY, areas={"E06000052"})


def open_referral() -> Row:
    """Services to activities with their sites and organisations, before any database."""
    path = _written()
    kinds = len(_read().records)  # and let go of them: what is held slows down whoever reads next
    ours, other, ratio = rates(
        _read,
        lambda: json.loads(path.read_text(encoding="utf-8")),
        size=SERVICES,
        reset=lambda: None,
    )
    return Row(
        name="Reading Open Referral",
        unit="services a second",
        ours=ours,
        other=other,
        ratio=ratio,
        target=f"at least {LEAST_A_SECOND:,}, and within {MOST_TIMES_JSON:g} times of json alone",
        met=ours.median >= LEAST_A_SECOND and ratio.median >= 1 / MOST_TIMES_JSON,
        note=(
            f"{SERVICES:,} services whole ({path.stat().st_size / 2**20:,.0f} MiB) to {kinds:,} "
            "records, checked; the other parses the same file and does nothing with it"
        ),
    )
