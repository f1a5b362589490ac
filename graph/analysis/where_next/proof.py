"""The proof: the exact best choice of sessions, by integer programming (HiGHS).

What the bound's prices rule out is left out first (variable fixing, Geoffrion 1974), areas that
the same sites reach are taken together, and the answer that is known begins the search. HiGHS:
Huangfu and Hall 2018, Mathematical Programming Computation 10, MIT licence.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import highspy
import numpy as np

from graph.analysis.where_next.covering import PROVEN, Cover, Covering, laid_out, tightened
from graph.analysis.where_next.program import Program, program_of
from graph.network import Index

MOST_PAIRS = 400_000
"""Pairs of an area and a site beyond which the exact search is not begun; the bound stands."""

MOST_SECONDS = 300.0
"""How long the exact search may take."""

EXTRA = 10
"""How much more work than at once goes into the bound before the exact search."""

Watch = Callable[[Cover], bool]
"""Is told the best choice so far now and then, and says whether to go on."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Fixed:
    """What the prices leave open: at least and at most so many sessions at each site."""

    least: Index
    most: Index


def prove(
    problem: Covering,
    found: Cover,
    *,
    sessions: int,
    watch: Watch = lambda _: True,
    most_seconds: float = MOST_SECONDS,
) -> Cover:
    """The best choice, proven; or the best known with the tightest bound that was found.

    Parameters
    ----------
    found
        A choice and its bound, as :func:`graph.analysis.where_next.covering.cover` gives them.
    sessions
        How many may be open.
    watch
        Is told each better choice or bound, and stops the search by answering False.
    most_seconds
        After which the search ends without proof.

    Returns
    -------
    Cover
        Never worth less than ``found``, nor its bound higher. Its ``proven`` says
        whether the search came to its end.
    """
    if found.proven or not watch(found):
        return found
    found = tightened(problem, found, sessions=sessions, times=EXTRA)
    if found.proven or not watch(found):
        return found
    fixed = fixed_by(problem, found, sessions=sessions)
    program = program_of(problem, fixed.least, fixed.most, sessions=sessions)
    if program.pairs > MOST_PAIRS:
        return found
    return _searched(problem, program, found, watch, most_seconds)


def fixed_by(problem: Covering, found: Cover, *, sessions: int) -> Fixed:
    """What every choice better than the one found has to open, and what it cannot.

    At given prices no choice is worth more than the bound; one that opens a session which is not
    among the most worth gives up one that is, and the difference comes off the bound.
    """
    prices, worths = found.prices, found.worths
    if prices is None or worths is None:
        return Fixed(least=np.zeros_like(found.opened), most=np.diff(problem.first))
    ordered = np.sort(worths)[::-1]
    top = ordered[:sessions]
    bound = float(prices @ problem.people) + float(top.sum())
    edge = float(top[-1]) if len(ordered) >= sessions else 0.0
    after = float(ordered[sessions]) if len(ordered) > sessions else 0.0
    floor = found.worth * (1 + PROVEN / 2)
    site = np.repeat(np.arange(problem.sites), np.diff(problem.first))
    out = bound - edge + worths <= floor
    into = bound - worths + after <= floor
    least = np.bincount(site[into], minlength=problem.sites)
    most = np.bincount(site[~out], minlength=problem.sites)
    return Fixed(
        least=np.minimum(least, found.opened).astype(np.int32),
        most=np.maximum(most, found.opened).astype(np.int32),
    )


def _searched(
    problem: Covering, program: Program, found: Cover, watch: Watch, most_seconds: float
) -> Cover:
    """The answer of HiGHS, and what it showed where it was stopped."""
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    for option, value in (
        ("output_flag", False),
        ("mip_rel_gap", PROVEN / 2),
        ("mip_abs_gap", 1e-9),
        ("time_limit", most_seconds),
        ("threads", 1),
    ):
        solver.setOptionValue(option, value)
    solver.passModel(program.model)
    given = program.starting(found.opened)
    solver.setSolution(len(given), np.arange(len(given), dtype=np.int32), given)
    best = found

    def better(event: Any) -> None:
        """Tell whoever watches; HiGHS minimises, so its bounds are ours with the sign turned."""
        nonlocal best
        bound = program.constant - event.data_out.mip_dual_bound
        if np.isfinite(bound) and bound < best.bound:
            best = replace(best, bound=max(best.worth, bound))
        if not watch(best):
            event.interrupt()

    solver.cbMipInterrupt += better
    solver.run()
    info, solution = solver.getInfo(), np.array(solver.getSolution().col_value)
    bound = program.constant - info.mip_dual_bound
    if np.isfinite(bound):
        best = replace(best, bound=max(best.worth, min(best.bound, bound)))
    if not len(solution):
        return best
    opened = program.opened(solution)
    _, served = laid_out(problem, opened)
    worth = problem.worth_of(served)
    if worth > best.worth:
        best = replace(best, opened=opened, worth=worth, bound=max(best.bound, worth))
    return best
