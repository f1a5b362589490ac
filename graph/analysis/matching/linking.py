"""Linking: which of the records that come are records that are there.

By identifiers first; then by Splink (Fellegi and Sunter's model, trained on real registers), one
kind at a time. A match is certain where its probability is high enough, nothing that is known of
both forbids it, and no other record comes near.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from graph.analysis.matching.columns import Arrow, Rows, tables_of
from graph.analysis.matching.comparisons import (
    BORNE_OUT,
    LOOSE,
    OTHER_FAMILY,
    OTHER_KEEPER,
    OTHER_NUMBERS,
    OTHER_SIDES,
)
from graph.analysis.matching.identifiers import by_identifier, contrary
from graph.analysis.matching.judging import CERTAIN, PROBABLE, Match, judged, one_each
from graph.analysis.matching.prediction import (
    connection,
    predicted,
    settings_of,
    words_of_weights,
)
from graph.analysis.matching.wordlist import telling_words, wordlist
from graph.analysis.sameness.facts import Kind
from graph.analysis.sameness.weighing import Reason
from graph.collecting import all_kept

APART = frozenset((OTHER_NUMBERS, OTHER_SIDES, OTHER_KEEPER, OTHER_FAMILY))
"""What forbids to link two records unasked, however likely they are one."""

LEAST_TOLD = 20.0
"""Bits that a name must tell to be enough by itself: one name in a million bears it.

“Youth Club”, “1st Scout Group” and “St Mary’s Church Hall” are in every county: what bears such a
name is linked unasked only where something else bears it out.
"""

FAR_M = 2_000.0
"""Metres from which on two places, or two activities, are not linked unasked."""


def match(incoming: Rows, known: Rows) -> tuple[Match, ...]:
    """Which of some records that come are records that are there.

    Parameters
    ----------
    incoming, known
        Records of one kind.

    Returns
    -------
    tuple of Match
        By incoming id, the likest first; at most one of a record is certain, and at most
        :data:`MOST_ASKED` are not. Without a record on either side there is none.
    """
    if not len(incoming) or not len(known):
        return ()
    found = by_identifier(incoming, known)
    settled = {one.incoming_id for one in found}
    with all_kept():
        candidates_of = _candidates(incoming, known)
    for id, candidates in candidates_of.items():
        if id not in settled:
            found.extend(judged(candidates))
    found = one_each(found)
    return tuple(sorted(found, key=lambda one: (one.incoming_id, -one.probability, one.record_id)))


def _candidates(incoming: Rows, known: Rows) -> dict[str, list[Match]]:
    """What Splink finds for each record, with its reasons."""
    settings = settings_of(known.kind)
    words = words_of_weights(settings)
    bits = [_told(rows) for rows in (incoming, known)]
    schemes, apart = (_by_id(incoming), _by_id(known)), _apart(incoming, known)
    found: defaultdict[str, list[Match]] = defaultdict(list)
    tables = tables_of([incoming, known])
    if not _meet(tables):
        return {}
    with connection() as database:
        columns = predicted(database, tables, settings).to_pydict()
    names = [name for name in columns if name.startswith("mw_") and name[3:] in words]
    for at, (id, other) in enumerate(
        zip(columns["unique_id_l"], columns["unique_id_r"], strict=True)
    ):
        reasons = [
            Reason(words=words[name[3:]][round(columns[name][at], 6)], points=columns[name][at])
            for name in names
            if columns[name][at] and round(columns[name][at], 6) in words[name[3:]]
        ]
        probability = columns["match_probability"][at]
        told = {reason.words for reason in reasons}
        enough = _is_enough(told, min(bits[0](id), bits[1](other)))
        certain = probability >= CERTAIN and enough and not apart(id, other)
        against = contrary(schemes[0].get(id, ()), schemes[1].get(other, ()))
        if against:
            if not certain:
                continue
            certain, probability = False, PROBABLE
            reasons.append(Reason(words=f"{against} knows them by other numbers", points=-10.0))
        found[id].append(
            Match(
                kind=known.kind,
                incoming_id=id,
                record_id=other,
                probability=min(probability, 0.9999),
                certain=certain,
                reasons=tuple(sorted(reasons, key=lambda one: -abs(one.points))),
            )
        )
    return found


def _is_enough(told: set[str], bits: float) -> bool:
    """Whether what is told of two bears a link: nothing forbids it, and the names are enough.

    Parameters
    ----------
    bits
        What the name tells that tells less.
    """
    if told & APART:
        return False
    return bool(told & BORNE_OUT) or (not told & LOOSE and bits >= LEAST_TOLD)


def _meet(tables: list[Arrow]) -> bool:
    """Whether anything would be compared: where nothing is, Splink need not be woken."""
    for column in ("plain", "rare", "postcode", "host", "cells", "keeper"):
        mine, theirs = (set(_flat(table.column(column).to_pylist())) for table in tables)
        if mine & theirs:
            return True
    return False


def _flat(values: list[Any]) -> Iterator[str]:
    for value in values:
        if isinstance(value, list):
            yield from value
        elif value is not None:
            yield value


def _apart(incoming: Rows, known: Rows) -> Callable[[str, str], bool]:
    """Whether two records stand too far from each other to be one thing unasked."""
    if known.kind is Kind.ORGANISATION:
        return lambda _one, _other: False
    spots = [
        {} if rows.points is None else dict(zip(rows.ids, rows.points.tolist(), strict=True))
        for rows in (incoming, known)
    ]

    def apart(one: str, other: str) -> bool:
        if one not in spots[0] or other not in spots[1]:
            return False
        return math.dist(spots[0][one], spots[1][other]) > FAR_M

    return apart


def _told(rows: Rows) -> Callable[[str], float]:
    """What the name of one tells, by the words that come with Hedgerow; read when it is asked."""
    bits, names = wordlist().bits, dict(zip(rows.ids, rows.names, strict=True))

    @cache
    def told(id: str) -> float:
        return sum(map(bits, telling_words(names[id])))

    return told


def _by_id(rows: Rows) -> dict[str, Any]:
    return dict(zip(rows.ids, rows.identifiers, strict=False))
