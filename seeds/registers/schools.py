"""Schools and colleges as Get Information About Schools (GIAS) lists them.

Names, titles and telephone numbers of heads are in the same file and are never read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path

from graph.errors import InvalidData
from graph.model import Organisation, OrganisationKind, Site, Source
from graph.projection import to_degrees
from seeds.layouts import OGL
from seeds.reading import Reading, counted
from seeds.registers.extracts import Extract, cleaned, extracts
from seeds.registers.taking import Held, Taking, Wish

SOURCE = Source(
    id="gias-schools",
    name="Get Information About Schools (Department for Education)",
    licence=OGL,
    attribution="Contains public sector information from the Department for Education, licensed "
    "under the Open Government Licence v3.0.",
    website="https://get-information-schools.service.gov.uk/Downloads",
)
FIELDS: Mapping[str, tuple[str, ...]] = {
    "urn": ("urn",),
    "name": ("establishmentname", "establishment_name", "schname", "school_name"),
    "type": ("typeofestablishment_name", "establishment_type", "type_of_establishment"),
    "group": ("establishmenttypegroup_name", "establishment_type_group"),
    "status": (
        *("establishmentstatus_name", "establishment_status", "status"),
        "establishmentstatus_code",
    ),
    "closed": ("closedate", "close_date"),
    "phase": (
        *("phaseofeducation_name", "education_phase", "phase_of_education", "phase"),
        "phaseofeducation_code",
    ),
    "oldest": ("statutoryhighage", "statutory_high_age"),
    "easting": ("easting",),
    "northing": ("northing",),
    "lsoa": ("lsoa_code", "lsoa21_code"),
    "country": ("country_name",),
    "street": ("street",),
    "locality": ("locality",),
    "address3": ("address3",),
    "town": ("town",),
    "postcode": ("postcode",),
    "website": ("schoolwebsite", "school_website", "website"),
    "ukprn": ("ukprn",),
}
PHASES = {"secondary", "middle deemed secondary", "all-through", "all through", "16 plus"}
PHASES |= {"4", "5", "6", "7"}  # the same in the codes of the register
COLLEGES = {"colleges"}
ABROAD = {"british schools overseas", "offshore schools", "welsh establishment"}
"""Types that are not in England, though the register has them."""


def _known(columns: frozenset[str]) -> bool:
    return "urn" in columns and bool(columns.intersection(FIELDS["name"]))


def read_schools(paths: Iterable[Path], held: Held, wish: Wish) -> Reading:
    """Read schools and colleges, each with the site where it stands.

    Parameters
    ----------
    paths
        The register as it is downloaded (headers such as ``EstablishmentName``), or with
        headers such as ``establishment_name``.
    held, wish
        What the graph has, and what is wanted.

    Returns
    -------
    Reading
        Open secondary schools and colleges, or those of every phase where everything is wanted.
    """
    reading = _Schools(held, wish)
    for path in paths:
        for extract in extracts(path, header=_known):
            reading.read(extract)
    return reading.reading()


class _Schools:
    """The register as its files are read."""

    def __init__(self, held: Held, wish: Wish) -> None:
        self.held, self.wish = held, wish
        self.taking = Taking(SOURCE)
        self.phases: Counter[str] = Counter()
        self.nowhere = 0

    def read(self, extract: Extract) -> None:
        kept = [
            (number, row)
            for number, row in extract.rows(FIELDS, self.wish.progress)
            if self._wanted(row)
        ]
        metres = [(_number(row["easting"]), _number(row["northing"])) for _, row in kept]
        east, north = to_degrees([at[0] for at in metres], [at[1] for at in metres])
        for (number, row), longitude, latitude in zip(
            kept, east.tolist(), north.tolist(), strict=True
        ):
            self.taking.add(
                extract,
                number,
                partial(self._made, row, (longitude, latitude)),
            )
        self.taking.ended(extract)

    def _wanted(self, row: dict[str, str]) -> bool:
        row["lsoa"] = row["lsoa"].upper()
        status, kind = row["status"].casefold(), row["type"].casefold()
        if status.startswith("closed") or status == "2" or (row["closed"] and not status):
            self.taking.pass_over("is closed", "are closed")
        elif status.startswith("proposed") or status == "4":
            self.taking.pass_over("is only proposed to open", "are only proposed to open")
        elif kind in ABROAD:
            self.taking.pass_over("is not in England", "are not in England")
        elif not self.wish.everything and not _for_young_people(row):
            self.phases[row["phase"] or "not stated"] += 1
        elif self.wish.here and row["lsoa"] not in self.held.areas:
            self.taking.pass_over(
                "stands in no small area of the graph", "stand in no small area of the graph"
            )
        else:
            return True
        return False

    def _made(self, row: Mapping[str, str], at: tuple[float, float]) -> Organisation:
        urn = row["urn"]
        if not (urn.isascii() and urn.isdigit()):
            raise InvalidData(f"“{urn[:40]}” is not a URN; it is a number.", field="URN")
        site = self._site(row, at)
        ukprn = row["ukprn"] if row["ukprn"].isascii() and row["ukprn"].isdigit() else ""
        school = Organisation(
            id=f"school-{urn}",
            name=cleaned(row["name"]),
            kind=OrganisationKind.SCHOOL,
            description=_described(row),
            website=_website(row["website"]),
            identifiers=(f"GB-EDU-{urn}", *((f"GB-UKPRN-{ukprn}",) if ukprn else ())),
            site_id=site.id if site else None,
            source_id=SOURCE.id,
        )
        if site is not None:
            self.taking.sites.setdefault(site.id, site)
        return school

    def _site(self, row: Mapping[str, str], at: tuple[float, float]) -> Site | None:
        longitude, latitude = at
        if longitude != longitude or latitude != latitude:
            self.nowhere += 1
            return None
        parts = (row[name] for name in ("street", "locality", "address3", "town"))
        postcode = row["postcode"].upper()
        return Site(
            id=f"school-{row['urn']}",
            name=cleaned(row["name"]),
            latitude=round(latitude, 6),
            longitude=round(longitude, 6),
            address=", ".join(dict.fromkeys(cleaned(part) for part in parts if part))[:500],
            postcode=postcode if len(postcode) <= 10 else "",
            area_ids=(row["lsoa"],) if row["lsoa"] in self.held.areas else (),
            source_id=SOURCE.id,
        )

    def reading(self) -> Reading:
        taking = self.taking
        if self.phases:
            number = sum(self.phases.values())
            shown = ", ".join(f"{phase} {n:,}" for phase, n in self.phases.most_common(6))
            taking.told.append(
                f"{counted(number, 'school', 'schools')} of other phases passed over ({shown}); "
                "--all takes them too."
            )
        if self.nowhere:
            shown = counted(self.nowhere, "school has", "schools have")
            taking.told.append(f"{shown} no position, and so no site.")
        return taking.reading(one="school", many="schools")


def _for_young_people(row: Mapping[str, str]) -> bool:
    """Whether a school is secondary or further education, by its phase or its group."""
    return row["phase"].casefold() in PHASES or row["group"].casefold() in COLLEGES


def _described(row: Mapping[str, str]) -> str:
    phase = "" if row["phase"].casefold() in ("", "not applicable") else row["phase"]
    return cleaned(", ".join(part for part in (row["type"], phase) if part))


def _website(text: str) -> str:
    if not text or any(sign in text for sign in ' <>"@'):
        return ""
    return text if text.lower().startswith(("http://", "https://")) else f"https://{text}"


def _number(text: str) -> float:
    try:
        metres = float(text.replace(",", ""))
    except ValueError:
        return float("nan")
    return metres if 1 < metres < 1_300_000 else float("nan")
