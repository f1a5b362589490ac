"""Cells of the network's own columns: what is not known is None, and words have labels."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from graph.analysis.weekly import Sessions
from graph.model import Source, Term
from graph.network import Days, Network, Pairs, Table, TimesTable
from service.exports import Cell, Column

Column_ = Column[int]
Values = npt.NDArray[Any]


def column(heading: str, values: Values, *, digits: int | None = None) -> Column_:
    """A column of the network as it stands: texts, or numbers rounded to some digits."""

    def cell(row: int) -> Cell:
        value = values[row]
        if isinstance(value, str):
            return str(value) or None
        if isinstance(value, np.bool_):
            return bool(value)
        number = float(value)
        if not np.isfinite(number):
            return None
        return int(number) if digits is None else round(number, digits)

    return Column(heading, cell)


def flag(heading: str, values: Values) -> Column_:
    """A column of 0, 1 and not known."""
    return Column(heading, lambda r: None if np.isnan(values[r]) else bool(values[r]))


def day(heading: str, days: Days) -> Column_:
    """A column of dates."""
    return Column(heading, lambda r: None if np.isnat(days[r]) else str(days[r].astype("M8[D]")))


def words(heading: str, values: Values, vocabulary: type[Term]) -> tuple[Column_, Column_]:
    """A column of a vocabulary's words, and one of what people call them."""
    labels = {word.value: word.label for word in vocabulary}
    return (
        Column(heading, lambda r: str(values[r]) or None),
        Column(f"{heading}_label", lambda r: labels.get(str(values[r]))),
    )


def named(heading: str, table: Table, rows: Values) -> tuple[Column_, Column_]:
    """The id and the name of the record that another table's rows name."""
    names: Any = getattr(table, "name")  # noqa: B009 - each table that is named here has names
    return (
        Column(f"{heading}_id", lambda r: str(table.id[rows[r]]) if rows[r] >= 0 else None),
        Column(heading, lambda r: str(names[rows[r]]) if rows[r] >= 0 else None),
    )


def several(heading: str, table: Table, pairs: Pairs) -> Column_:
    """The ids of all that a relation leads to, in its order."""
    return Column(heading, led_to(table.id, pairs))


def led_to(texts: Values, pairs: Pairs) -> Callable[[int], Cell]:
    """The texts of all rows that a relation leads to from a row, in its order."""
    order = np.argsort(pairs.left, kind="stable")
    left, right = pairs.left[order], pairs.right[order]

    def cell(row: int) -> Cell:
        first, last = np.searchsorted(left, [row, row + 1])
        return tuple(str(texts[other]) for other in right[first:last])

    return cell


def times(heading: str, table: TimesTable) -> Column_:
    """Weekly times, in the order of the week."""
    sessions = Sessions(table)
    return Column(heading, lambda r: tuple(sessions.of(r)))


def place(network: Network, rows: Values) -> tuple[Column_, ...]:
    """The site that rows name: its id, name, postcode and position."""
    sites = network.sites

    def of(values: Values) -> Callable[[int], Cell]:
        return lambda r: (str(values[rows[r]]) or None) if rows[r] >= 0 else None

    def degrees(values: Values) -> Callable[[int], Cell]:
        return lambda r: round(float(values[rows[r]]), 6) if rows[r] >= 0 else None

    return (
        Column("site_id", of(sites.id)),
        Column("site", of(sites.name)),
        Column("postcode", lambda r: None if _hidden(network, rows[r]) else of(sites.postcode)(r)),
        Column("latitude", degrees(sites.latitude)),
        Column("longitude", degrees(sites.longitude)),
    )


def _hidden(network: Network, site: int) -> bool:
    """Whether a site is shown only roughly, so that no address of it goes out."""
    return site >= 0 and bool(network.sites.blurred[site])


def position(network: Network, rows: Values) -> Callable[[int], tuple[float, float]]:
    """Longitude and latitude of the site that a row names, NaN where it names none."""
    longitude = np.append(network.sites.longitude, np.nan)
    latitude = np.append(network.sites.latitude, np.nan)
    return lambda r: (float(longitude[rows[r]]), float(latitude[rows[r]]))


def nowhere(_: object) -> tuple[float, float]:
    """The position of what has none."""
    return float("nan"), float("nan")


def origin(network: Network, source_of: Callable[[Any], str | None]) -> tuple[Column[Any], ...]:
    """Where a record comes from, on what terms, and whom the terms ask to be named.

    Parameters
    ----------
    network
        Whose sources.
    source_of
        The id of a row's source; None or empty where nobody said.
    """
    known: Mapping[str, Source] = {one.id: one for one in network.sources}

    def of(name: str) -> Callable[[Any], Cell]:
        def cell(row: Any) -> Cell:
            source = known.get(source_of(row) or "")
            return (str(getattr(source, name)) or None) if source else None

        return cell

    return (
        Column("source", of("name")),
        Column("licence", of("licence")),
        Column("attribution", of("attribution")),
    )


def provenance(
    network: Network, source: Values, checked: Days | None = None
) -> tuple[Column_, ...]:
    """When a row of a table was last checked, and where it comes from."""
    found = origin(network, lambda r: str(source[r]))
    return (*(() if checked is None else (day("verified_on", checked),)), *found)
