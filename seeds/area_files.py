"""Files about areas that belong together: our tables, published figures, look-ups, shares."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from graph.errors import FileRefused, InvalidData, RowError
from graph.model import Area, AreaKind, Record, Source
from seeds.areas import read_areas
from seeds.figures.headers import share_column
from seeds.figures.shares import Shares, read_shares
from seeds.figures.tables import Figure, Figures, figures_with_people, named_rows, read_figures
from seeds.figures.vintages import Vintages, carried_over, is_look_up, read_vintages
from seeds.layouts import OGL, OGL_WORDS
from seeds.naming import slug
from seeds.places import together
from seeds.reading import Faults, Progress, Reading, counted

Known = Mapping[str, tuple[str, AreaKind]]


def read_area_files(
    paths: Sequence[Path],
    *,
    known: Known | None = None,
    only_known: bool = False,
    progress: Progress | None = None,
) -> Reading:
    """Read files about areas; what each of them is, its header tells.

    Parameters
    ----------
    paths
        Area tables, tables of figures (people by age, deprivation), a look-up from the small
        areas of 2011 to those of 2021, tables of shares; in any order.
    known
        Name and kind of the areas of the graph, by id; figures need no names for those.
    only_known
        Whether figures about areas that neither the graph nor another file has are left out.
    progress
        Told how far the reading has come.

    Returns
    -------
    Reading
        A source for each file, and areas. An area of figures has nothing but them, its name
        and its kind, so that what else is known of it stays.

    Raises
    ------
    FileRefused
        Anything is wrong with any of our own tables, or a file holds nothing that can be used.
    """
    sorted_ = _Sorted()
    for path in paths:
        sorted_.add(path, progress)
    if sorted_.errors:
        raise FileRefused(sorted_.errors)
    return sorted_.reading(known or {}, only_known=only_known)


class _Sorted:
    """The files by what they are."""

    def __init__(self) -> None:
        self.errors: list[RowError] = []
        self.tables: list[Reading] = []
        self.figures: list[Figures] = []
        self.shares: list[Shares] = []
        self.vintages: Vintages | None = None

    def add(self, path: Path, progress: Progress | None) -> None:
        try:
            columns, _ = named_rows(path, Faults(path.name))  # its reader says what is wrong
            vintages = read_vintages(path) if is_look_up(columns) else None
            shares = read_shares(path) if share_column(columns)[0] >= 0 else None
            figures = None if vintages or shares else read_figures(path, progress=progress)
            if vintages is not None:
                self.vintages = vintages
            elif shares is not None:
                self.shares.append(shares)
            elif figures is not None:
                self.figures.append(figures)
            else:
                self.tables.append(read_areas(path, progress=progress))
        except FileRefused as refused:
            self.errors += refused.errors

    def reading(self, known: Known, *, only_known: bool) -> Reading:
        names = dict(known)
        for reading in self.tables:
            names |= _names(reading)
        people = {
            code: number
            for figures in self.figures
            if figures.year == 2011
            for code, number in figures_with_people(figures)
        }
        readings = list(self.tables)
        for table in self.figures:
            figures = table
            if table.year == 2011 and self.vintages is not None:
                figures = carried_over(table, self.vintages, people=people)
            readings.append(_of_figures(figures, names, only_known=only_known))
            names |= _names(readings[-1])
        readings += [_of_shares(shares, names) for shares in self.shares]
        if not readings and self.vintages is not None:
            raise FileRefused([_only_a_look_up(self.vintages)])
        return together(readings)


def _names(reading: Reading) -> dict[str, tuple[str, AreaKind]]:
    areas = (record for record in reading.records if isinstance(record, Area))
    return {area.id: (area.name, area.kind) for area in areas}


def _only_a_look_up(vintages: Vintages) -> RowError:
    return RowError(
        file=vintages.file,
        row=0,
        column="",
        message="This is a look-up between vintages of areas; give it together with the table "
        "whose figures are to be carried over.",
    )


def _source(file: str) -> Source:
    return Source(
        id=f"file-{slug(file.partition(', sheet')[0])[:100]}",
        name=file.partition(", sheet")[0],
        licence=OGL,
        attribution=OGL_WORDS,
    )


def _of_figures(figures: Figures, names: Known, *, only_known: bool) -> Reading:
    """The figures as areas with nothing else."""
    source = _source(figures.file)
    small = {id for id, (_, kind) in names.items() if kind is AreaKind.LSOA}
    loose = not small if figures.year == 2011 else not only_known
    made: list[Record] = []
    left = 0
    unnamed = 0
    for code, figure in figures.figures.items():
        if code not in names and not loose:
            left += 1
            continue
        area = _area(figure, names, source, figures)
        if area is not None:
            unnamed += area.name == code
            made.append(area)
    notes = [*figures.notes]
    if left:
        notes.append(_left_out(figures, left))
    if unnamed:
        notes.append(
            f"{figures.file}: {counted(unnamed, 'area has', 'areas have')} no name there or in the "
            "graph, and stand with their codes."
        )
    if not made:
        figures.faults.add("None of its areas is in the graph; import the area table first.")
        figures.faults.raise_any()
    return Reading(
        records=(source, *made),
        notes=tuple(notes),
        refused=tuple(figures.faults.errors),
        more_refused=figures.faults.more,
    )


def _left_out(figures: Figures, left: int) -> str:
    if figures.year == 2011:
        return (
            f"{figures.file}: {left:,} small areas of 2011 are none of the graph's; give the "
            "look-up from LSOA 2011 to LSOA 2021 with its change codes to carry them over."
        )
    areas = counted(left, "area is none", "areas are none")
    return f"{figures.file}: {areas} of the graph's, and left out."


def _area(figure: Figure, names: Known, source: Source, figures: Figures) -> Area | None:
    name, kind = names.get(figure.code, ("", None))
    kind = kind or figure.kind
    if kind is None:
        figures.faults.add(f"What kind of area “{figure.code}” is, is not known.", row=figure.row)
        return None
    try:
        return Area(
            id=figure.code,
            name=name or figure.name or figure.code,
            kind=kind,
            latitude=figure.latitude,
            longitude=figure.longitude,
            rural=figure.rural,
            population=figure.bands,
            deprivation_decile=figure.decile,
            deprivation_score=figure.score,
            deprivation_index=figures.index if figure.decile is not None else "",
            source_id=source.id,
        )
    except InvalidData as error:
        figures.faults.add(str(error), row=figure.row)
        return None


def _of_shares(shares: Shares, names: Known) -> Reading:
    source = _source(shares.file)
    made: dict[str, Area] = {}
    for code, (name, kind) in shares.named.items():
        there, known_kind = names.get(code, ("", kind))
        made[code] = Area(
            id=code,
            name=there or name or code,
            kind=known_kind,
            within=shares.within.get(code, ()),
            source_id=source.id,
        )
    if not made:
        shares.faults.add("No row of the table could be used.")
        shares.faults.raise_any()
    return Reading(
        records=(source, *made.values()),
        notes=(shares.note,),
        refused=tuple(shares.faults.errors),
        more_refused=shares.faults.more,
    )
