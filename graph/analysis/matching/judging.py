"""Judging: of what may be the same, what is linked unasked and what a person is asked about."""

from __future__ import annotations

from dataclasses import dataclass, replace

from graph.analysis.sameness.facts import Kind
from graph.analysis.sameness.weighing import Reason

CERTAIN = 0.95
"""From which probability on two records are linked without asking anybody.

On the part that is trained on, links from here on are right in 98 of 100 cases and more; a higher
bound costs links and gains hardly anything.
"""

PROBABLE = 0.05
"""From which probability on a person is asked.

At 0.1 the counterparts of 1 to 2 in 100 records more are missed; below 0.05 nearly all questions
are idle.
"""

MOST_ASKED = 3
"""Candidates of one record that a person is asked about."""

RIVAL = 20.0
"""How many times the doubt about the best candidate there must be about the next one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """That a record which comes may be one that is there.

    Attributes
    ----------
    kind
        What both are.
    incoming_id, record_id
        What comes, and what is there.
    probability
        0 to 1; 1 only where an identifier says so.
    certain
        Whether it is taken for the same without asking anybody.
    reasons
        What speaks for and against, the weightiest first; points are powers of two.
    """

    kind: Kind
    incoming_id: str
    record_id: str
    probability: float
    certain: bool
    reasons: tuple[Reason, ...] = ()


def judged(candidates: list[Match]) -> list[Match]:
    """The candidates of one record: the certain one, or those that a person is asked about."""
    ordered = sorted(candidates, key=lambda one: (-one.probability, one.record_id))
    best = ordered[0]
    rival = ordered[1].probability if len(ordered) > 1 else 0.0
    if best.certain and (1 - rival) >= RIVAL * (1 - best.probability):
        return [best]
    return [replace(one, certain=False) for one in ordered[:MOST_ASKED]]


def one_each(matches: list[Match]) -> list[Match]:
    """Let two records that come not both be one record without a person having said so."""
    best: dict[str, Match] = {}
    for one in matches:
        if (
            one.certain
            and one.probability < 1
            and (
                one.record_id not in best
                or (-one.probability, one.incoming_id)
                < (-best[one.record_id].probability, best[one.record_id].incoming_id)
            )
        ):
            best[one.record_id] = one
    return [
        replace(one, certain=False)
        if one.certain and best.get(one.record_id, one) is not one and one.probability < 1
        else one
        for one in matches
    ]
