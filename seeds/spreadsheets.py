"""Our own spreadsheets of organisations, assets, activities and requests, read as one upload.

Rows may name what another row, another file of the upload or the graph holds,
so everything is gathered first and joined after. Any error refuses all of it.
"""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from graph.errors import FileRefused, RowError
from graph.model import (
    Activity,
    AgeRange,
    Asset,
    AssetKind,
    Audience,
    Borrowers,
    Entry,
    Organisation,
    OrganisationKind,
    Record,
    Request,
    RequestStage,
    Source,
    Theme,
)
from seeds.cells import Row, rows_of
from seeds.columns import EXAMPLE, Kind, names, required
from seeds.naming import likeness, readable_id, slug
from seeds.reading import Faults, Mention, Progress, Reading
from seeds.sites import Sites
from seeds.tables import Table, check_columns

PLACES = (Kind.ORGANISATIONS, Kind.ASSETS, Kind.ACTIVITIES, Kind.REQUESTS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What rows may name because the graph has it: names by id."""

    organisations: Mapping[str, str] = field(default_factory=dict)
    sites: Mapping[str, str] = field(default_factory=dict)


def kind_of(table: Table) -> Kind:
    """Which of our spreadsheets a table is: the one that most of its columns belong to.

    Where two fit alike, organisations come before assets, those before activities
    and those before requests; what then does not fit is named column by column.
    """
    own = {kind: set(names(kind)) for kind in PLACES}

    def fit(kind: Kind) -> tuple[int, int]:
        shared = len(own[kind].intersection(table.header))
        missing = sum(name not in table.header for name in required(kind))
        return shared - missing, -missing

    return max(PLACES, key=fit)


_ANOTHER = (
    "The table is none of our templates, and no list that is known here. Any other list comes in "
    "on the page “Bring any spreadsheet in” (/import/spreadsheet)."
)


class Spreadsheets:
    """One upload of our own spreadsheets.

    Parameters
    ----------
    known
        What the graph has.
    """

    def __init__(self, known: Known) -> None:
        self.known = known
        self.sites = Sites(known.sites)
        self.rows: list[tuple[Kind, Row, Source]] = []
        self.faults: list[Faults] = []
        self.sources: list[Source] = []
        self.notes: list[str] = []
        self.mentions: list[Mention] = []
        self.seen: dict[tuple[Kind, str], tuple[str, int]] = {}
        self.by_name: defaultdict[str, set[str]] = defaultdict(set)
        for id, name in known.organisations.items():
            self.by_name[likeness(name)].add(id)
        self.names = dict(known.organisations)

    def add(self, table: Table, progress: Progress | None) -> None:
        """Gather the rows of one table; its errors are raised by :meth:`reading`."""
        kind = kind_of(table)
        faults = Faults(table.file)
        self.faults.append(faults)
        known = names(kind)
        if 2 * sum(name in known for name in table.header) < len(table.header):
            faults.add(_ANOTHER)
        check_columns(table, known=known, required=required(kind), faults=faults)
        if faults:
            return
        source = Source(id=f"file-{slug(table.file)[:100]}", name=table.file)
        self.sources.append(source)
        self.notes += [*table.notes, f"{table.file}: read as our template of {kind.value}."]
        at = rows_of(table)
        examples = 0
        for number, cells in table.walk(progress):
            row = Row(table, number, cells, faults, at)
            if row.text("id").startswith(EXAMPLE):
                examples += 1
                continue
            self.rows.append((kind, row, source))
            self.sites.gather(row, source.id)
        if examples:
            self.notes.append(f"{table.file}: the example row was passed over.")
        elif not table.rows:
            faults.add("There is no row below the header.")

    def reading(self) -> Reading:
        """Everything gathered, joined.

        Raises
        ------
        FileRefused
            Any row of any table is wrong; every error is in it.
        """
        organisations: list[Record] = []
        others: list[Record] = []
        for kind, row, source in self.rows:
            if kind is Kind.ORGANISATIONS:
                organisations += _made(self._organisation(row, source))
        for kind, row, source in self.rows:
            if kind is Kind.ASSETS:
                others += _made(self._asset(row, source))
            elif kind is Kind.ACTIVITIES:
                others += _made(self._activity(row, source))
            elif kind is Kind.REQUESTS:
                others += _made(self._request(row, source))
        self._raise_any()
        sites = [self.sites.made[id] for id in sorted(self.sites.made)]
        return Reading(
            records=(*self.sources, *sites, *organisations, *others),
            notes=tuple(self.notes),
            mentions=tuple(self.mentions),
        )

    def _raise_any(self) -> None:
        errors: list[RowError] = []
        for faults in self.faults:
            try:
                faults.raise_any()
            except FileRefused as refused:
                errors += refused.errors
        if errors:
            raise FileRefused(errors)

    def _organisation(self, row: Row, source: Source) -> Organisation | None:
        name = row.needed("name")
        kind = row.term("kind", OrganisationKind) if row.needed("kind") else None
        site = self.sites.find(row)
        same = self.by_name.get(likeness(name), set()) if name else set()
        known = next(iter(same)) if len(same) == 1 else ""
        id = row.text("id") or (known if known in self.known.organisations else slug(name))
        areas = row.list("areas")
        verified = row.day("verified_on")
        if not row.ok or kind is None or not self._new(Kind.ORGANISATIONS, id, row):
            return None
        self.by_name[likeness(name)].add(id)
        self.names[id] = name
        self._mention(row, areas)
        return row.build(
            lambda: Organisation(
                id=id,
                name=name,
                kind=kind,
                description=row.text("description"),
                website=row.text("website"),
                identifiers=row.list("identifiers"),
                area_ids=areas,
                site_id=site,
                source_id=source.id,
                verified_on=verified,
            ),
            {"area_ids": "areas"},
        )

    def _asset(self, row: Row, source: Source) -> Asset | None:
        name = row.needed("name")
        kind = row.term("kind", AssetKind) if row.needed("kind") else None
        keeper = self._named(row, "organisation", row.text("organisation"))
        site = self.sites.find(row)
        asset = row.build(
            lambda: Asset(
                id=row.text("id") or readable_id(slug(name), site or keeper or ""),
                name=name,
                kind=kind or AssetKind.VENUE,
                organisation_id=keeper,
                site_id=site,
                description=row.text("description"),
                quantity=row.number_in("quantity"),
                unit=row.text("unit"),
                capacity=row.whole("capacity"),
                availability=row.times("availability"),
                conditions=row.text("conditions"),
                borrowers=row.term("borrowers", Borrowers) or Borrowers.UNKNOWN,
                cost_pounds_per_hour=row.number_in("cost_pounds_per_hour"),
                step_free=row.yes_no("step_free"),
                themes=row.terms("themes", Theme),
                source_id=source.id,
                verified_on=row.day("verified_on"),
            ),
            {"organisation_id": "organisation"},
        )
        if asset is None or not row.ok or not self._new(Kind.ASSETS, asset.id, row):
            return None
        return asset

    def _activity(self, row: Row, source: Source) -> Activity | None:
        name = row.needed("name")
        organisation = row.needed("organisation")
        runner = self._named(row, "organisation", organisation)
        theme = row.term("theme", Theme) if row.needed("theme") else None
        ages = self._ages(row)
        site = self.sites.find(row)
        partners = [self._named(row, "partners", part) for part in row.list("partners")]
        activity = row.build(
            lambda: Activity(
                id=row.text("id") or readable_id(slug(name), runner or "", site or ""),
                name=name,
                organisation_id=runner or "unknown",
                theme=theme or Theme.OPEN_ACCESS,
                ages=ages or AgeRange(age_from=0, age_to=0),
                audience=row.term("audience", Audience) or Audience.EVERYONE,
                site_id=site,
                description=row.text("description"),
                website=row.text("website"),
                sessions=row.times("sessions"),
                places=row.whole("places"),
                cost_pounds=row.number_in("cost_pounds"),
                entry=row.term("entry", Entry) or Entry.OPEN,
                partner_ids=tuple(partner for partner in partners if partner),
                source_id=source.id,
                verified_on=row.day("verified_on"),
            ),
            {"partner_ids": "partners", "organisation_id": "organisation"},
        )
        if activity is None or not row.ok or not self._new(Kind.ACTIVITIES, activity.id, row):
            return None
        return activity

    def _request(self, row: Row, source: Source) -> Request | None:
        name = row.needed("name")
        asker = self._named(row, "organisation", row.needed("organisation"))
        wanted = row.term("wanted", AssetKind) if row.needed("wanted") else None
        site, areas = self.sites.find(row), row.list("areas")
        ages = self._ages(row) if row.text("age_from") or row.text("age_to") else None
        request = row.build(
            lambda: Request(
                id=row.text("id") or readable_id(slug(name), asker or "", site or ""),
                name=name,
                organisation_id=asker or "unknown",
                wanted=wanted or AssetKind.ROOM,
                description=row.text("description"),
                quantity=row.number_in("quantity"),
                unit=row.text("unit"),
                capacity=row.whole("capacity"),
                times=row.times("times"),
                site_id=site,
                area_ids=areas,
                ages=ages,
                theme=row.term("theme", Theme),
                most_pounds_per_hour=row.number_in("most_pounds_per_hour"),
                step_free=bool(row.yes_no("step_free")),
                starts_on=row.day("starts_on"),
                ends_on=row.day("ends_on"),
                stage=row.term("stage", RequestStage) or RequestStage.OPEN,
                source_id=source.id,
                verified_on=row.day("verified_on"),
            ),
            {"organisation_id": "organisation", "area_ids": "areas"},
        )
        if request is None or not row.ok or not self._new(Kind.REQUESTS, request.id, row):
            return None
        self._mention(row, areas)
        return request

    def _mention(self, row: Row, areas: Iterable[str]) -> None:
        """Note that a row names areas, which the graph has to have."""
        self.mentions += [
            Mention(kind="area", id=area, file=row.file, row=row.number, column="areas")
            for area in areas
        ]

    def _ages(self, row: Row) -> AgeRange | None:
        row.needed("age_from")
        row.needed("age_to")
        youngest, oldest = row.whole("age_from"), row.whole("age_to")
        outside = [
            column
            for column, age in (("age_from", youngest), ("age_to", oldest))
            if age is not None and not 0 <= age <= 120
        ]
        for column in outside:
            row.fault(f"An age of {row.text(column)} is outside 0 to 120.", column)
        if youngest is None or oldest is None or outside:
            return None
        return row.build(lambda: AgeRange(age_from=youngest, age_to=oldest), {})

    def _named(self, row: Row, column: str, name: str) -> str | None:
        """The id of an organisation that a cell names by id or by name."""
        if not name:
            return None
        if name in self.names:
            return name
        same = sorted(self.by_name.get(likeness(name), ()))
        if len(same) == 1:
            return same[0]
        if same:
            message = f"“{name[:60]}” is the name of {len(same)} organisations; give its id: "
            row.fault(f"{message}{', '.join(same[:4])}.", column)
            return None
        near = difflib.get_close_matches(name, self.names.values(), n=1, cutoff=0.7)
        hint = f" Did you mean “{near[0]}”?" if near else " Add it to the organisations first."
        row.fault(f"No organisation is called “{name[:60]}”.{hint}", column)
        return None

    def _new(self, kind: Kind, id: str, row: Row) -> bool:
        """Whether an id stands for the first time in the upload."""
        if (kind, id) not in self.seen:
            self.seen[kind, id] = row.file, row.number
            return True
        file, number = self.seen[kind, id]
        where = f"row {number:,}" if file == row.file else f"{file}, row {number:,}"
        if row.text("id"):
            row.fault(f"“{id}” stands already in {where}; every id stands once.", "id")
        else:
            row.fault(
                f"{where} has the same name and place, so both would be “{id}”; "
                "take one out, or give each an id.",
                "name",
            )
        return False


def _made(record: Record | None) -> tuple[Record, ...]:
    return () if record is None else (record,)
