"""What partners ask each other for: rooms, a minibus, hands, kit, money."""

from __future__ import annotations

from datetime import date

from graph.model import AssetKind, Organisation, Request, RequestStage, parse_times
from seeds.demo.making.county import County, hand, listed, slug, theme
from seeds.demo.making.draw import checked_on
from seeds.demo.making.purposes import ages


def add_requests(county: County) -> None:
    """The requests of the hand-written list."""
    for row in hand("requests.csv"):
        county.add(_request(county, row))


def _request(county: County, row: dict[str, str]) -> Request:
    asker = county.get(Organisation, slug(row["by"]))
    id = slug(f"{row['name']} {asker.id}")[:110]
    return Request(
        id=id,
        name=row["name"],
        source_id="demo-partners",
        verified_on=checked_on(id),
        organisation_id=asker.id,
        wanted=AssetKind(row["wanted"]),
        description=row["description"],
        quantity=_number(row["quantity"]),
        unit=row["unit"],
        capacity=int(row["capacity"]) if row["capacity"] else None,
        times=parse_times(row["times"]),
        area_ids=tuple(county.parishes[name].id for name in listed(row["areas"])),
        ages=ages(row["ages"]),
        theme=theme(row["theme"]) if row["theme"] else None,
        most_pounds_per_hour=_number(row["most"]),
        step_free=row["step_free"] == "yes",
        starts_on=date.fromisoformat(row["starts_on"]) if row["starts_on"] else None,
        ends_on=date.fromisoformat(row["ends_on"]) if row["ends_on"] else None,
        stage=RequestStage(row["stage"]),
    )


def _number(cell: str) -> float | None:
    return float(cell) if cell else None
