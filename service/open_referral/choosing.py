"""Which rows are asked for: every condition narrows, none widens."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from graph.network import Flags, Index
from service.open_referral.asking import Asked
from service.open_referral.feed import Feed
from service.open_referral.plain import Document
from service.open_referral.vocabulary import (
    AUDIENCES,
    ENTRIES,
    TAXONOMIES,
    THEMES,
    taxonomy_documents,
    term_documents,
    values_of_term,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Whereabouts:
    """Where a postcode that was asked for is.

    Attributes
    ----------
    easting, northing
        Of its middle, British grid metres.
    area_rows
        The areas that it lies in, and those that they lie in; None where a distance is asked for.
    """

    easting: float
    northing: float
    area_rows: frozenset[int] | None = None


def chosen_services(feed: Feed, asked: Asked, where: Whereabouts | None = None) -> Index:
    """The rows of the activities that are asked for, in order of their ids.

    Parameters
    ----------
    feed, asked
        Of what, and which.
    where
        Of the postcode; None where none is asked for.
    """
    kept = _by_columns(feed, asked) & _by_sessions(feed, asked)
    if where is not None:
        kept &= _by_place(feed, asked, where)
    rows = np.flatnonzero(kept)
    return _holding(feed.service_texts, rows, asked.words)


def chosen_at_locations(feed: Feed, asked: Asked, where: Whereabouts | None = None) -> Index:
    """The rows of the activities that are asked for and have a site."""
    rows = chosen_services(feed, asked, where)
    return rows[feed.located[rows]]


def chosen_organisations(feed: Feed, asked: Asked) -> Index:
    """The rows of the organisations that are asked for, in order of their ids."""
    kept = np.ones(len(feed.network.organisations), dtype=bool)
    if asked.modified_after is not None:
        kept &= feed.organisation_moments >= asked.modified_after.timestamp()
    for id in asked.organisation_ids:
        kept &= _only(feed.organisation_rows.get(id), len(kept))
    return _holding(feed.organisation_texts, np.flatnonzero(kept), asked.words)


def chosen_terms(asked: Asked) -> tuple[Document, ...]:
    """The taxonomy terms that are asked for, in order."""
    return tuple(
        term
        for term in term_documents()
        if all(id == term["taxonomy_id"] for id in asked.taxonomy_ids)
        and all(id == term.get("parent_id") for id in asked.parent_ids)
        and not (asked.top_only and "parent_id" in term)
        and all(word in f"{term['name']} {term['description']}".lower() for word in asked.words)
    )


def chosen_taxonomies(asked: Asked) -> tuple[Document, ...]:
    """The taxonomies that are asked for, in order."""
    return tuple(
        one
        for one in taxonomy_documents()
        if all(word in f"{one['name']} {one['description']}".lower() for word in asked.words)
    )


def areas_around(feed: Feed, codes: Iterable[str]) -> frozenset[int]:
    """The rows of some areas, and of all that they lie in."""
    rows = feed.network.areas.rows
    found = {rows[code] for code in codes if code in rows}
    waiting = sorted(found)
    while waiting:
        outer = {one for row in waiting for one in feed.within.of(row)} - found
        found |= outer
        waiting = sorted(outer)
    return frozenset(found)


def _only(row: int | None, size: int) -> Flags:
    kept = np.zeros(size, dtype=bool)
    if row is not None:
        kept[row] = True
    return kept


def _by_columns(feed: Feed, asked: Asked) -> Flags:
    table = feed.network.activities
    kept = np.ones(len(table), dtype=bool)
    if asked.minimum_age is not None:
        kept &= table.age_from >= asked.minimum_age
    if asked.maximum_age is not None:
        kept &= table.age_to <= asked.maximum_age
    if asked.modified_after is not None:
        kept &= feed.service_moments >= asked.modified_after.timestamp()
    for id in asked.organisation_ids:
        row = feed.organisation_rows.get(id, -2)
        kept &= table.organisation == row
    known = {taxonomy.id for taxonomy in TAXONOMIES}
    if not known.issuperset(asked.taxonomy_ids):
        kept[:] = False  # every service has a term of each of our own
    columns = {THEMES.key: table.theme, AUDIENCES.key: table.audience, ENTRIES.key: table.entry}
    for id in asked.term_ids:
        found = values_of_term(id)
        if found is None:
            kept[:] = False
        else:
            taxonomy, values = found
            kept &= np.isin(columns[taxonomy.key], list(values))
    return kept


def _by_sessions(feed: Feed, asked: Asked) -> Flags:
    """Whether any one session fits the day and both times."""
    kept = np.ones(len(feed.network.activities), dtype=bool)
    if (asked.day, asked.starts_from, asked.ends_by) == (None, None, None):
        return kept
    times = feed.network.sessions
    fits = np.ones(len(times), dtype=bool)
    if asked.day is not None:
        fits &= times.day == asked.day
    if asked.starts_from is not None:
        fits &= times.start >= asked.starts_from
    if asked.ends_by is not None:
        fits &= times.end <= asked.ends_by
    kept[:] = False
    kept[times.owner[fits]] = True
    return kept


def _by_place(feed: Feed, asked: Asked, where: Whereabouts) -> Flags:
    table = feed.network.activities
    if where.area_rows is None:
        eastings, northings = feed.positions
        metres = np.hypot(eastings - where.easting, northings - where.northing)
        near = np.append(metres <= (asked.proximity_m or 0.0), False)
        return np.asarray(near[table.site])
    serving = np.zeros(len(feed.network.organisations) + 1, dtype=bool)
    pairs = feed.network.serves
    serving[pairs.left[np.isin(pairs.right, list(where.area_rows))]] = True
    stated = np.zeros(len(serving), dtype=bool)
    stated[pairs.left] = True
    return np.asarray((serving | ~stated)[table.organisation])


def _holding(texts: list[str], rows: Index | Iterable[int], words: tuple[str, ...]) -> Index:
    """The rows whose text holds every word."""
    found = np.asarray(rows)
    for word in words:
        found = np.array([row for row in found.tolist() if word in texts[row]], dtype=np.int64)
    return found
