"""Boards, forums, networks and projects, and who sits on them."""

from __future__ import annotations

from graph.model import (
    Organisation,
    Participation,
    Partnership,
    PartnershipKind,
    Seat,
    SeatHolder,
)
from seeds.demo.making.county import County, hand, listed
from seeds.demo.making.draw import checked_on
from seeds.demo.reading import COUNTY

YOUNG = "young:"


def add_boards(county: County) -> None:
    """Every partnership with its seats, young people's among them."""
    for row in hand("partnerships.csv"):
        county.add(
            Partnership(
                id=row["id"],
                name=row["name"],
                source_id="demo-boards",
                verified_on=checked_on(f"partnership:{row['id']}"),
                kind=PartnershipKind(row["kind"]),
                area_ids=(county.parishes[row["area"]].id if row["area"] else COUNTY,),
                participation=Participation(row["participation"]),
                participation_evidence=row["evidence"],
            )
        )
        for number, seat in enumerate(listed(row["seats"]), start=1):
            county.add(_seat(county, row["id"], number, seat))


def _seat(county: County, partnership_id: str, number: int, text: str) -> Seat:
    """A seat from its words: ``cornwall-council chair``, ``young:care-crew-kernow paid``."""
    who, *words = text.removeprefix(YOUNG).split() if text != YOUNG else ("",)
    young = text.startswith(YOUNG)
    name = county.get(Organisation, who).name if who else "nobody else"
    return Seat(
        id=f"{partnership_id}-{number:02d}",
        name="Chair" if "chair" in words else "Young adviser" if young else f"Seat of {name}",
        source_id="demo-boards",
        partnership_id=partnership_id,
        holder=SeatHolder.YOUNG_PEOPLE if young else SeatHolder.ORGANISATION,
        organisation_id=who or None,
        voting="advises" not in words,
        paid="paid" in words,
        chair="chair" in words,
    )
