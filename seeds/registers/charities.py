"""The Charity Commission's public extract: charities, where they work, whom they are for.

The correspondent's address, telephone, e-mail and web address are never read: many charities
are run from somebody's home.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from pathlib import Path

from graph.errors import FileRefused, InvalidData
from graph.model import Organisation, OrganisationKind, Source
from seeds.layouts import OGL
from seeds.reading import Reading, refusal
from seeds.registers.charity_areas import PLACES, CharityAreas
from seeds.registers.extracts import Extract, extracts
from seeds.registers.taking import Held, Taking, Wish, described, named, registered_name

SOURCE = Source(
    id="charity-register-england-wales",
    name="Register of charities of England and Wales (public extract)",
    licence=OGL,
    attribution="Contains information from the Charity Commission for England and Wales, "
    "licensed under the Open Government Licence v3.0.",
    website="https://register-of-charities.charitycommission.gov.uk/register/full-register-download",
)
YOUNG = "201"
"""The classification "Children/young people"."""

GRANTS = {"301", "302"}
SERVICES = {"304", "305", "306", "307"}

_KEY = {
    "number": ("registered_charity_number", "regno", "charity_number", "reg_charity_number"),
    "linked": ("linked_charity_number", "subno", "subsidiary_number", "group_subsidiary_suffix"),
}
_CHARITY = {
    **_KEY,
    "name": ("charity_name", "name"),
    "status": ("charity_registration_status", "registration_status", "reg_status", "orgtype"),
    "removed": ("date_of_removal", "removal_date", "remdate"),
    "activities": ("charity_activities", "activities"),
    "company": ("charity_company_registration_number", "company_registration_number"),
    "extracted": ("date_of_extract",),
}
_CLASS = {
    **_KEY,
    "code": ("classification_code", "class"),
    "words": ("classification_description",),
}
_AREA = {
    **_KEY,
    "kind": ("geographic_area_type", "aootype"),
    "name": ("geographic_area_description", "aooname"),
}
_STATED = {
    "kind": ("geographic_area_type",),
    "name": ("geographic_area_description",),
    "gss": ("gss",),
}


def _known(columns: frozenset[str]) -> bool:
    numbered = any(name in columns for name in _KEY["number"])
    return (numbered and bool(columns & _TELLING)) or {"gss", *_STATED["name"]} <= columns


_TELLING = {
    *(*_CHARITY["status"], *_CLASS["code"], *_AREA["name"]),
    *("charity_name_type", "charity_name_id"),
}


def read_charities(paths: Iterable[Path], held: Held, wish: Wish) -> Reading:
    """Read charities out of the public extract.

    Parameters
    ----------
    paths
        publicextract.charity, and beside it, in any order, charity_area_of_operation,
        charity_classification, and a look-up from areas of operation to GSS codes.
    held
        What the graph has: its areas, and who in it has which identifier.
    wish
        What is wanted of it.

    Returns
    -------
    Reading
        Registered main charities as organisations. Removed and linked ones are counted.

    Raises
    ------
    FileRefused
        A file is none of those, or no charity is left.
    """
    reading = _Charities(held, wish)
    main: list[Path] = []
    for path in paths:
        for extract in extracts(path, header=_known):
            if extract.has(_STATED["name"][0], "gss"):
                reading.read_stated(extract)
            elif any(extract.has(name) for name in _CLASS["code"]):
                reading.read_classes(extract)
            elif any(extract.has(name) for name in _AREA["name"]):
                reading.read_areas(extract)
            elif extract.has("charity_name_id"):
                reading.taking.told.append(f"{extract.file}: other names were passed over.")
            elif path not in main:
                main.append(path)
    if not main:
        raise FileRefused(
            refusal(
                "register of charities",
                "None of the files lists charities; give publicextract.charity as well.",
            ).errors
        )
    reading.settle()
    for path in main:
        for extract in extracts(path, header=_known):
            if any(extract.has(name) for name in _CHARITY["status"]):
                reading.read_main(extract)
    return reading.reading()


class _Charities:
    """The register as its files are read."""

    def __init__(self, held: Held, wish: Wish) -> None:
        self.held, self.wish = held, wish
        self.taking = Taking(SOURCE)
        self.young: set[str] = set()
        self.grants: set[str] = set()
        self.serving: set[str] = set()
        self.classified = False
        self.operating: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
        self.stated: dict[tuple[str, str], str] = {}
        self.areas = CharityAreas(held.areas)
        self.unplaced: set[tuple[str, str]] = set()
        self.removed: list[str] = []
        self.extracted: date | None = None

    def read_stated(self, extract: Extract) -> None:
        for _, row in extract.rows(_STATED, self.wish.progress):
            if row["gss"]:
                self.stated[row["kind"].casefold(), row["name"].casefold()] = row["gss"].upper()

    def read_classes(self, extract: Extract) -> None:
        self.classified = True
        for _, row in extract.rows(_CLASS, self.wish.progress):
            if row["linked"] not in ("", "0"):
                continue
            if row["code"] == YOUNG or row["words"].casefold() == "children/young people":
                self.young.add(row["number"])
            elif row["code"] in GRANTS:
                self.grants.add(row["number"])
            elif row["code"] in SERVICES:
                self.serving.add(row["number"])
        self.taking.ended(extract)

    def read_areas(self, extract: Extract) -> None:
        words: dict[tuple[str, str], tuple[str, str]] = {}
        for _, row in extract.rows(_AREA, self.wish.progress):
            if row["linked"] in ("", "0"):
                place = (row["kind"], row["name"])
                self.operating[row["number"]].append(words.setdefault(place, place))
        self.taking.ended(extract)

    def settle(self) -> None:
        """Know the areas, once every look-up has been read."""
        self.areas = CharityAreas(self.held.areas, self.stated)

    def read_main(self, extract: Extract) -> None:
        for number, row in extract.rows(_CHARITY, self.wish.progress):
            if row["extracted"] and self.extracted is None:
                self.extracted = _day(row["extracted"])
            if self._wanted(row):
                self.taking.add(extract, number, partial(self._made, row))
        self.taking.ended(extract)

    def _wanted(self, row: dict[str, str]) -> bool:
        taking = self.taking
        if row["linked"] not in ("", "0"):
            taking.pass_over(
                "is linked to another charity (a subsidiary) and was passed over",
                "are linked to another charity (subsidiaries) and were passed over",
            )
        elif row["status"].casefold() not in ("registered", "r"):
            taking.pass_over(
                "has been removed from the register and was passed over",
                "have been removed from the register and were passed over",
            )
            name = self.held.identified.get(f"GB-CHC-{row['number']}")
            if name:
                self.removed.append(name)
        elif self.classified and not self.wish.everything and row["number"] not in self.young:
            taking.pass_over(
                "is not classified as for children or young people (--all takes it too)",
                "are not classified as for children or young people (--all takes them too)",
            )
        else:
            return True
        return False

    def _made(self, row: dict[str, str]) -> Organisation | None:
        number = row["number"]
        if not (number.isascii() and number.isdigit() and len(number) <= 7):
            raise InvalidData(
                f"“{number[:40]}” is not a charity's number; it has up to seven digits.",
                field="number",
            )
        areas = self._served(number)
        if self.wish.here and not any(self.areas.local(id) for id in areas):
            self.taking.pass_over(
                "does not say that it works in a local area of the graph",
                "do not say that they work in a local area of the graph",
            )
            return None
        company = row["company"].replace(" ", "").upper()
        identifiers = [f"GB-CHC-{number}"]
        if company.isalnum() and 4 <= len(company) <= 8 and company.strip("0"):
            identifiers.append(f"GB-COH-{company.zfill(8)}")
        grants_only = number in self.grants and number not in self.serving
        return Organisation(
            id=f"charity-{number}",
            name=registered_name(row["name"]),
            kind=OrganisationKind.FUNDER if grants_only else OrganisationKind.VOLUNTARY,
            description=described(row["activities"]),
            identifiers=tuple(identifiers),
            area_ids=areas,
            source_id=SOURCE.id,
        )

    def _served(self, number: str) -> tuple[str, ...]:
        found: dict[str, None] = {}
        for place in self.operating.get(number, ()):
            ids = self.areas.ids(*place)
            found.update(dict.fromkeys(ids))
            if not ids and place[0].casefold() in PLACES:
                self.unplaced.add(place)
        return tuple(sorted(found))

    def reading(self) -> Reading:
        taking = self.taking
        taking.source = replace(SOURCE, retrieved_on=self.extracted)
        if not self.classified and not self.wish.everything:
            taking.told.append(
                "Whom the charities are for is not known: give "
                "publicextract.charity_classification as well to take only those for children "
                "and young people."
            )
        if not self.operating:
            taking.told.append(
                "Where the charities work is not known: give "
                "publicextract.charity_area_of_operation as well."
            )
        if self.unplaced:
            shown = named([name for _, name in self.unplaced])
            taking.told.append(
                f"{len(self.unplaced):,} of the council areas where they work are none of the "
                f"graph's, or fit several: {shown}."
            )
        if self.removed:
            taking.told.append(
                f"In the graph, but removed from the register: {named(self.removed)}."
            )
        return taking.reading(one="charity", many="charities")


def _day(text: str) -> date | None:
    try:
        return datetime.fromisoformat(text[:10]).date()
    except ValueError:
        return None
