"""360Giving files before the database, beside parsing the same bytes with ``json`` alone."""

from __future__ import annotations

import json
import tempfile
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.measuring import Row, rates
from benchmarks.settlement import DATA
from seeds.three_sixty_giving import read_grants

FILE = DATA / "grants" / "360g_lloyds_bank_foundation_2010-2015.json"
LEAST_A_SECOND = 5_000
MOST_TIMES = 8.0
FOLD = 10
DRAWN = 4_116


def one_funders_grants() -> Row:
    """Reading one funder's real file."""
    return _reading("Grants of one funder read (360Giving JSON)", _grants())


def many_grants() -> Row:
    """Reading a file ten times as long: the same grants again, under other identifiers."""
    once = _grants()
    again = [{**grant, "id": f"{grant['id']}-{number}"} for number in range(FOLD) for grant in once]
    return _reading("Grants of a large file read (360Giving JSON)", again)


def _grants() -> list[dict[str, Any]]:
    if FILE.exists():
        grants: list[dict[str, Any]] = json.loads(FILE.read_text())["grants"]
        return grants
    return [_drawn(number) for number in range(DRAWN)]


def _drawn(number: int) -> dict[str, Any]:
    """A grant such as a foundation publishes."""
    return {
        "id": f"360G-bench-{number}",
        "title": f"Grant to Youth Project {number}",
        "description": "Towards two evenings a week of open youth work, with a part-time worker, "
        "sports kit and the hire of the hall",
        "currency": "GBP",
        "amountAwarded": 500 + number,
        "awardDate": f"20{10 + number % 15}-0{1 + number % 9}-10T00:00:00+00:00",
        "plannedDates": [{"startDate": "2024-07-01T00:00:00+00:00", "duration": 12}],
        "recipientOrganization": [
            {
                "id": f"GB-CHC-{1_000_000 + number * 7 % DRAWN}",
                "name": f"Youth Project {number * 7 % DRAWN}",
                "charityNumber": f"{1_000_000 + number * 7 % DRAWN}",
                "streetAddress": "1 High Street",
                "postalCode": "TR1 1AA",
                "url": "https://example.org",
            }
        ],
        "fundingOrganization": [{"id": "GB-CHC-1", "name": "The Foundation"}],
        "grantProgramme": [{"title": "Youth"}],
    }


def _reading(name: str, grants: list[dict[str, Any]]) -> Row:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "grants.json"
        path.write_text(json.dumps({"grants": grants}))
        ours, other, ratio = rates(
            partial(read_grants, path),
            lambda: json.loads(path.read_text()),
            size=len(grants),
            reset=lambda: None,
        )
        size_mib = path.stat().st_size / 2**20
    whence = "of a real funder" if FILE.exists() else "drawn, because the open data is absent,"
    return Row(
        name=name,
        unit="grants a second",
        ours=ours,
        other=other,
        ratio=ratio,
        target=f"at least {LEAST_A_SECOND:,} a second, and within {MOST_TIMES:g} times of json",
        met=ours.median >= LEAST_A_SECOND and ratio.median >= 1 / MOST_TIMES,
        note=(
            f"{len(grants):,} grants {whence} in {size_mib:.1f} MiB, from the file to checked "
            "organisations and grants with every note; the other parses the same file with "
            "`json` and makes nothing of it"
        ),
    )
