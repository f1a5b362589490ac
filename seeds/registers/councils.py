"""Registers of councils: the planning data register's, mySociety's, and org-ids with GSS codes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from pathlib import Path

from graph.errors import InvalidData
from graph.model import Organisation, OrganisationKind, Source
from seeds.codes import is_gss
from seeds.layouts import OGL
from seeds.reading import Reading, counted
from seeds.registers.extracts import Extract, cleaned, extracts
from seeds.registers.taking import LOCAL, Held, Taking, Wish, named

SOURCE = Source(
    id="register-of-councils",
    name="Registers of local authorities",
    licence=OGL,
    attribution="Contains public sector information licensed under the Open Government Licence "
    "v3.0 (local authorities: MHCLG planning data, mySociety and the Office for National "
    "Statistics, as given).",
)
_YEARS = range(30, 8, -1)
_STEMS = ("lad", "ltla", "ctyua", "utla", "cty")
_AREA_CODES = tuple(f"{stem}{year:02}cd" for stem in _STEMS for year in _YEARS)
_AREA_NAMES = tuple(f"{stem}{year:02}nm" for stem in _STEMS for year in _YEARS)
"""How the Office for National Statistics names the areas of councils: “LAD24CD”."""

FIELDS: Mapping[str, tuple[str, ...]] = {
    "reference": ("reference", "local_authority_code", "local_authority_eng", "la_code", "key"),
    "org_id": ("org_id", "org_identifier", "org_id_guide"),
    "name": ("official_name", "name", "council_name", "council", "nice_name", *_AREA_NAMES),
    "gss": ("statistical_geography", "gss_code", "gss", "ons_code", *_AREA_CODES),
    "tier": ("local_authority_type", "tier", "type"),
    "tier_name": ("local_authority_type_name",),
    "start": ("start_date",),
    "end": ("end_date",),
    "active": ("active", "current_authority"),
    "after": ("replaced_by",),
    "nation": ("nation",),
    "website": ("website", "url"),
}
TIERS: Mapping[str, str] = {
    "NMD": "Non-metropolitan district",
    "MD": "Metropolitan district",
    "UA": "Unitary authority",
    "LBO": "London borough",
    "CC": "City corporation",
    "CTY": "County",
    "COMB": "Combined authority",
    "SRA": "Strategic regional authority",
    "WPA": "Welsh unitary authority",
    "SCO": "Scottish unitary authority",
    "NID": "Northern Irish district",
    "E06": "Unitary authority",
    "E07": "Non-metropolitan district",
    "E08": "Metropolitan district",
    "E09": "London borough",
    "E10": "County",
    "E12": "Strategic regional authority",
    "E47": "Combined authority",
}
_LISTS = {"E": "GB-LAE", "W": "GB-PLA", "S": "GB-LAS", "N": "GB-LANI"}
"""The lists of org-id.guide by the first letter of a GSS code."""

_NATIONS = {"england": "E", "wales": "W", "scotland": "S", "northern ireland": "N"}
_OF_COUNCILS = {"E06", "E07", "E08", "E09", "E10", "W06", "S12", "N09"}
_JOINT = {"COMB", "SRA", "E47", "E12"}
_NO = {"false", "no", "0", "f", "n"}


def _known(columns: frozenset[str]) -> bool:
    def any_of(name: str) -> bool:
        return bool(columns.intersection(FIELDS[name]))

    return any_of("name") and any_of("gss")


def read_councils(paths: Iterable[Path], held: Held, wish: Wish) -> Reading:
    """Read councils with their tier, GSS code and org-id.

    Parameters
    ----------
    paths
        The planning data register (``reference``, ``statistical-geography``), mySociety's
        (``local-authority-code``, ``gss-code``), org-ids (``org_id``, ``gss_code``), areas
        (``LAD24CD``, ``LAD24NM``), or own tables with names and GSS codes; of one council in
        several, the first that is given counts, with the org-id of whichever has it.
    held, wish
        What the graph has, and what is wanted.

    Returns
    -------
    Reading
        Councils that stand today. Abolished ones are counted and named.
    """
    reading = _Councils(held, wish)
    lists: list[list[tuple[str, int, dict[str, str]]]] = []
    for path in paths:
        for extract in extracts(path, header=_known):
            lists += [reading.rows_of(extract)]
    lists.sort(key=lambda rows: any(row["org_id"] for _, _, row in rows))
    for rows in lists:
        for file, number, row in rows:
            reading.row(file, number, row)
    return reading.reading()


class _Councils:
    """The registers of councils as they are read."""

    def __init__(self, held: Held, wish: Wish) -> None:
        self.held, self.wish = held, wish
        self.taking = Taking(SOURCE)
        self.org_ids: dict[str, str] = {}
        self.extracts: dict[str, Extract] = {}
        self.abolished: dict[str, str] = {}
        self.seen: set[str] = set()
        self.assumed = 0

    def rows_of(self, extract: Extract) -> list[tuple[str, int, dict[str, str]]]:
        self.extracts[extract.file] = extract
        rows = [
            (extract.file, number, row) for number, row in extract.rows(FIELDS, self.wish.progress)
        ]
        for _, _, row in rows:
            row["gss"] = row["gss"].upper()
            if row["org_id"] and row["gss"]:
                self.org_ids.setdefault(row["gss"], row["org_id"])
        return rows

    def row(self, file: str, number: int, row: dict[str, str]) -> None:
        nation = _nation(row)
        name = cleaned(row["name"])
        key = row["gss"] if is_gss(row["gss"]) else _reference(row)
        if not self._stands(row):
            self.abolished[name] = row["end"] or self.abolished.get(name, "")
        elif nation != "E" and not self.wish.everything:
            self.taking.pass_over(
                "is not in England (--all takes it too)",
                "are not in England (--all takes them too)",
            )
        elif self.wish.here and not self._here(row["gss"]):
            self.taking.pass_over("has no area in the graph", "have no area in the graph")
        elif key not in self.seen:
            self.seen.add(key)
            self.taking.add(self.extracts[file], number, lambda: self._made(row, name, nation))

    def _stands(self, row: dict[str, str]) -> bool:
        end = _day(row["end"])
        if end is not None:
            return end > self.wish.today
        return not row["end"] and row["active"].casefold() not in _NO

    def _here(self, gss: str) -> bool:
        return gss in self.held.areas and self.held.areas[gss][1] in LOCAL

    def _made(self, row: dict[str, str], name: str, nation: str) -> Organisation:
        gss, reference = row["gss"], _reference(row)
        if not reference and gss[:3] not in _OF_COUNCILS:
            raise InvalidData(
                f"“{gss[:40]}” is no council's code (E06 to E10, W06, S12, N09 and six digits).",
                field="gss",
            )
        if not reference and "council" not in name.casefold():
            self.assumed += 1
            name = f"{name.partition(',')[0]} Council"
        org_id = row["org_id"] or self.org_ids.get(gss, "")
        if not org_id and nation and reference:
            org_id = f"{_LISTS[nation]}-{reference}"
        tier = row["tier"] or gss[:3]
        words = row["tier_name"] or TIERS.get(tier) or TIERS.get(gss[:3], "")
        website = row["website"] if row["website"].startswith(("http://", "https://")) else ""
        return Organisation(
            id=f"council-{gss if is_gss(gss) else reference}",
            name=name,
            kind=OrganisationKind.PUBLIC_BODY if tier in _JOINT else OrganisationKind.COUNCIL,
            description=cleaned(words),
            website=website,
            identifiers=(org_id,) if org_id else (),
            area_ids=(gss,) if gss in self.held.areas else (),
            source_id=SOURCE.id,
        )

    def reading(self) -> Reading:
        taking = self.taking
        for extract in self.extracts.values():
            taking.ended(extract)
        if self.abolished:
            number = len(self.abolished)
            were = "council was abolished and" if number == 1 else "councils were abolished and"
            shown = [f"{name} ({end})" if end else name for name, end in self.abolished.items()]
            taking.told.append(f"{number:,} {were} passed over: {named(shown)}.")
        if self.assumed:
            taking.told.append(
                f"{counted(self.assumed, 'council is', 'councils are')} called “Council” after "
                "the area, because the file does not name the councils themselves."
            )
        areas = sum(bool(one.area_ids) for one in taking.organisations.values())
        taking.told.append(
            f"{areas:,} of {len(taking.organisations):,} councils have an area in the graph."
        )
        return taking.reading(one="council", many="councils")


def _reference(row: dict[str, str]) -> str:
    return row["reference"] or row["org_id"].rpartition("-")[2]


def _nation(row: dict[str, str]) -> str:
    """The letter that GSS codes of a council's country begin with; empty where nothing tells."""
    if is_gss(row["gss"]):
        return row["gss"][0]
    for letter, prefix in _LISTS.items():
        if row["org_id"].startswith(f"{prefix}-"):
            return letter
    return _NATIONS.get(row["nation"].casefold(), "" if row["nation"] else "E")


def _day(text: str) -> date | None:
    for form in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            return datetime.strptime(text[:10], form).date()
        except ValueError:
            continue
    return None
