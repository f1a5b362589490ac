"""Small areas of 2011 as those of 2021: figures carried over by the change that the look-up states.

U, unchanged: the figure is the same. S, split: each part has the whole's decile and score, and
nobody knows how many of its people. M, merged: people are added up, deciles and scores are means
weighted by people. X, irregular: the figure is told and left out.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from graph.model import AgeBand, AgeRange
from seeds.figures.tables import Figure, Figures, figures_with_people, named_rows
from seeds.reading import Faults, counted

_OLD = ("lsoa11_code", "lsoa11cd", "lsoa_2011_code", "lsoa11code")
_NEW = ("lsoa21_code", "lsoa21cd", "lsoa_2021_code", "lsoa21code")
_CHANGE = ("change_code", "chgind", "chngind", "change_indicator", "change")


_ALL = (_OLD, _NEW, _CHANGE)


def is_look_up(columns: Sequence[str]) -> bool:
    """Whether a row of column names is the header of a look-up between the two vintages."""
    return all(any(one in columns for one in names) for names in _ALL)


@dataclass(slots=True)
class Vintages:
    """What became of each small area of 2011.

    Attributes
    ----------
    file
        The look-up's file.
    became
        The areas of 2021 and the kind of change, by the code of 2011.
    """

    file: str
    became: dict[str, list[tuple[str, str]]] = field(default_factory=dict)

    def former(self) -> dict[str, list[str]]:
        """The areas of 2011 that each area of 2021 is made of."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for old, parts in self.became.items():
            for new, _ in parts:
                found[new].append(old)
        return found


def read_vintages(path: Path) -> Vintages | None:
    """Read a look-up from LSOA 2011 to LSOA 2021 with its change codes; None where it is none.

    Raises
    ------
    FileRefused
        The file cannot be read.
    """
    faults = Faults(path.name)
    columns, rows = named_rows(path, faults)
    at = [next((columns.index(one) for one in names if one in columns), -1) for names in _ALL]
    if min(at) < 0:
        return None
    found = Vintages(path.name)
    for number, cells in rows:
        if len(cells) <= max(at):
            faults.add("The row is too short; it may be cut off.", row=number)
            continue
        old, new, change = (cells[one].strip().upper() for one in at)
        if change not in "USMX" or not change:
            faults.add(f"“{change[:20]}” is no change; it is U, S, M or X.", row=number)
        elif (new, change) not in found.became.setdefault(old, []):
            found.became[old].append((new, change))
    faults.raise_any()
    return found


def carried_over(
    figures: Figures, vintages: Vintages, *, people: Mapping[str, float] | None = None
) -> Figures:
    """A table of 2011 as one of 2021.

    Parameters
    ----------
    figures
        The table.
    vintages
        What became of each area.
    people
        How many people live in areas of 2011, where the table itself does not say.
    """
    weights = {**(people or {}), **dict(figures_with_people(figures))}
    done: Counter[str] = Counter()
    made: dict[str, Figure] = {}
    irregular: list[str] = []
    unweighted = 0
    for new, olds in vintages.former().items():
        there = [figures.figures[old] for old in olds if old in figures.figures]
        if not there:
            continue
        changes = {change for old in olds for to, change in vintages.became[old] if to == new}
        if changes == {"U"} or changes == {"S"}:
            change = next(iter(changes))
            bands = there[0].bands if change == "U" else ()
            made[new] = replace(there[0], code=new, name=_kept_name(there[0], new), bands=bands)
            if change == "S":
                made[new] = replace(made[new], latitude=None, longitude=None)
        elif changes == {"M"} and len(there) == len(olds):
            change = "M"
            known = all(one.code in weights for one in there)
            unweighted += not known
            made[new] = _merged(new, there, weights if known else {})
        else:
            irregular.append(new)
            continue
        done[change] += 1
    unknown = [code for code in figures.figures if code not in vintages.became]
    notes = [*figures.notes, _told(figures.file, done)]
    if irregular:
        notes.append(
            f"{figures.file}: {counted(len(irregular), 'area', 'areas')} of 2021 left out, because "
            f"the change is irregular or a part is missing: {', '.join(sorted(irregular)[:5])}."
        )
    if unweighted:
        notes.append(
            f"{figures.file}: {counted(unweighted, 'merged area has', 'merged areas have')} plain "
            "means, because the people of its parts are not known."
        )
    if done["S"] and any(figure.bands for figure in figures.figures.values()):
        notes.append(f"{figures.file}: people of split areas are not known, and were left out.")
    if unknown:
        notes.append(f"{figures.file}: {len(unknown):,} codes are not in {vintages.file}.")
    header = replace(figures.header, year=2021)
    return Figures(figures.file, header, figures.index, made, figures.faults, notes)


def _told(file: str, done: Mapping[str, int]) -> str:
    return (
        f"{file}: carried over from the small areas of 2011 to those of 2021: {done['U']:,} "
        f"unchanged, {done['S']:,} parts of split ones, {done['M']:,} merged."
    )


def _kept_name(figure: Figure, new: str) -> str:
    return figure.name if figure.code == new else ""


def _merged(code: str, parts: list[Figure], weights: Mapping[str, float]) -> Figure:
    bands: defaultdict[AgeRange, float] = defaultdict(float)
    for part in parts:
        for band in part.bands:
            bands[band.ages] += band.people
    whole = all(len(part.bands) == len(bands) for part in parts)
    decile = _mean((part.decile, weights.get(part.code, 1.0)) for part in parts)
    score = _mean((part.score, weights.get(part.code, 1.0)) for part in parts)
    return Figure(
        code,
        "",
        parts[0].row,
        parts[0].kind,
        bands=tuple(AgeBand(ages=ages, people=bands[ages]) for ages in sorted(bands))
        if whole
        else (),
        decile=None if decile is None else int(decile + 0.5),
        score=None if score is None else round(score, 3),
        people=sum(weights.get(part.code, 0.0) for part in parts) or None,
    )


def _mean(values: Iterable[tuple[float | None, float]]) -> float | None:
    found = list(values)
    if any(value is None for value, _ in found):
        return None
    weight = sum(one for _, one in found)
    return sum((value or 0.0) * one for value, one in found) / weight if weight else None
