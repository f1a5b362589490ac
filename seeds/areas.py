"""Area tables: our own template, the England small-area table, and lists of codes and names.

Which column means what is stated in :mod:`seeds.layouts` and in
``docs/data-in/areas.md``; nothing is guessed from values but a kind from a GSS code.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from graph.model import AgeBand, Area, AreaKind, Record, Within
from graph.projection import to_degrees
from seeds.cells import Row, rows_of
from seeds.codes import code_of, kind_of_code
from seeds.columns import EXAMPLE
from seeds.layouts import Layout, layout_of
from seeds.parents import Parents
from seeds.reading import Faults, Mention, Progress, Reading, counted
from seeds.tables import Table, check_unique, passed_over, read_table

_STEP = re.compile(r"(?P<code>[^()\s]+)\s*(?:\((?P<share>[0-9.]+)\))?")


def read_areas(path: Path, *, progress: Progress | None = None) -> Reading:
    """Read an area table.

    Parameters
    ----------
    path
        CSV (also .gz, .xz) or XLSX.
    progress
        Told how far the reading has come.

    Returns
    -------
    Reading
        A source, the areas, and the larger areas that a stated mapping makes
        from code and name columns. ``mentions`` are areas named in ``within``
        that the file does not hold.

    Raises
    ------
    FileRefused
        Anything is wrong with it; every error is in it.
    """
    table = read_table(path)
    faults = Faults(table.file)
    layout = layout_of(table, faults)
    faults.raise_any()
    assert layout is not None
    return _Areas(table, layout, faults).read(progress)


class _Areas:
    """One area table being read."""

    def __init__(self, table: Table, layout: Layout, faults: Faults) -> None:
        self.table, self.layout, self.faults = table, layout, faults
        self.at = rows_of(table)
        self.seen: dict[str, int] = {}
        self.areas: list[Area] = []
        self.parents = Parents(layout.source.id)
        self.named: list[Mention] = []
        self.without: Counter[str] = Counter()
        self.examples = 0

    def read(self, progress: Progress | None) -> Reading:
        for number, cells in self.table.walk(progress):
            self._row(Row(self.table, number, cells, self.faults, self.at))
        if not self.seen and not self.examples:
            self.faults.add("There is no row below the header.")
        made = self.parents.areas(self.faults)
        self.faults.raise_any()
        held = self.seen.keys() | {area.id for area in made}
        records: tuple[Record, ...] = (self.layout.source, *made, *self.areas)
        return Reading(
            records=records,
            notes=self._notes(made),
            mentions=tuple(mention for mention in self.named if mention.id not in held),
        )

    def _row(self, row: Row) -> None:
        layout = self.layout
        code = code_of(row.needed(layout.code))
        if code.startswith(EXAMPLE):
            self.examples += 1
            return
        if code and not check_unique(self.seen, code, row.number, self._written(), self.faults):
            row.ok = False
        self.seen.setdefault(code, row.number)
        name = row.needed(layout.name)
        kind = self._kind(row, code)
        latitude, longitude = self._position(row)
        bands = self._population(row)
        within = self._within(row, code)
        decile, score = row.whole(layout.decile), row.number_in(layout.score)
        rural = self._rural(row)
        if not row.ok or kind is None:
            return
        area = row.build(
            lambda: Area(
                id=code,
                name=name,
                source_id=layout.source.id,
                kind=kind,
                latitude=latitude,
                longitude=longitude,
                population=bands,
                deprivation_decile=decile,
                deprivation_score=score,
                deprivation_index=layout.index or row.text("deprivation_index"),
                rural=rural,
                within=within,
            ),
            self._fields(),
        )
        if area is not None and row.ok:
            self._count_missing(area)
            self.areas.append(area)
            people = sum(band.people for band in bands)
            self.parents.note(row, layout.parents, area, people)

    def _written(self) -> str:
        return self.table.written_as(self.layout.code)

    def _fields(self) -> Mapping[str, str]:
        layout = self.layout
        return {
            "id": layout.code,
            "name": layout.name,
            "latitude": layout.latitude if layout.latitude in self.at else "northing",
            "longitude": layout.longitude if layout.longitude in self.at else "easting",
            "deprivation_decile": layout.decile,
            "deprivation_score": layout.score,
        }

    def _kind(self, row: Row, code: str) -> AreaKind | None:
        if "kind" in self.at and row.text("kind"):
            return row.term("kind", AreaKind)
        kind = kind_of_code(code) or self.layout.kind
        if kind is None and code:
            row.fault(
                f"The kind of “{code[:40]}” is not known: it is not a GSS code, so say in a "
                "column “kind” what it is (a place of one's own is “local”).",
                self.layout.code,
            )
        return kind

    def _position(self, row: Row) -> tuple[float | None, float | None]:
        latitude = row.number_in(self.layout.latitude)
        longitude = row.number_in(self.layout.longitude)
        easting, northing = row.number_in("easting"), row.number_in("northing")
        if latitude is not None or longitude is not None or (easting is None and northing is None):
            return _rounded(latitude), _rounded(longitude)
        if easting is None or northing is None:
            missing = "easting" if easting is None else "northing"
            row.fault(f"The {missing} is missing; give both or neither.", missing)
            return None, None
        if not (0 <= easting <= 700_000 and 0 <= northing <= 1_300_000):
            row.fault(
                f"{easting:g}, {northing:g} is outside the British National Grid "
                "(0 to 700,000 east, 0 to 1,300,000 north).",
                "easting",
            )
            return None, None
        lon, lat = to_degrees(easting, northing)
        return _rounded(float(lat)), _rounded(float(lon))

    def _population(self, row: Row) -> tuple[AgeBand, ...]:
        bands = []
        for column, ages in self.layout.bands:
            people = row.number_in(column)
            if people is None:
                continue
            band = row.build(
                lambda ages=ages, people=people: AgeBand(ages=ages, people=people),  # type: ignore[misc]
                {"people": column},
            )
            if band is not None:
                bands.append(band)
        return tuple(bands)

    def _rural(self, row: Row) -> bool | None:
        words = {"rural": True, "urban": False}
        text = row.text(self.layout.rural).lower()
        return words[text] if text in words else row.yes_no(self.layout.rural)

    def _within(self, row: Row, own: str) -> tuple[Within, ...]:
        steps = [Within(area_id=code) for code in self.parents.codes(row, self.layout.parents, own)]
        for part in row.list("within"):
            match = _STEP.fullmatch(part)
            if match is None:
                row.fault(f"“{part[:40]}” is not a code, or a code with a share (0.4).", "within")
                continue
            try:
                share = float(match["share"] or 1)
            except ValueError:
                row.fault(f"“{match['share']}” is not a share from 0 to 1.", "within")
                continue
            step = row.build(
                lambda code=code_of(match["code"]), share=share: Within(area_id=code, share=share),  # type: ignore[misc]
                {"within": "within", "share": "within"},
            )
            if step is not None:
                steps.append(step)
                self.named.append(
                    Mention(
                        kind="area",
                        id=step.area_id,
                        file=self.table.file,
                        row=row.number,
                        column="within",
                    )
                )
        return tuple(steps)

    def _count_missing(self, area: Area) -> None:
        if self.layout.bands and len(area.population) < len(self.layout.bands):
            self.without["the people of some ages"] += 1
        if self.layout.latitude in self.at and area.latitude is None:
            self.without["a position"] += 1
        if self.layout.decile in self.at and area.deprivation_decile is None:
            self.without["a deprivation decile"] += 1

    def _notes(self, made: tuple[Area, ...]) -> tuple[str, ...]:
        file = self.table.file
        notes = [*self.table.notes, f"{file}: read as {self.layout.title}."]
        if self.layout.passed_over:
            notes.append(passed_over(self.table, self.layout.passed_over))
        if self.examples:
            notes.append(f"{file}: the example row was passed over.")
        for what, rows in self.without.items():
            notes.append(f"{file}: {counted(rows, 'area comes', 'areas come')} without {what}.")
        kinds = Counter(area.kind for area in made)
        if kinds:
            listed = ", ".join(f"{number:,} × {kind.label}" for kind, number in kinds.items())
            notes.append(f"{file}: larger areas made from its code and name columns: {listed}.")
        if any(area.latitude is not None for area in made):
            notes.append(
                f"{file}: the centres of those are the means of their small areas' centres, "
                "weighted by people."
            )
        return tuple(notes)


def _rounded(degrees: float | None) -> float | None:
    return None if degrees is None else round(degrees, 6)
