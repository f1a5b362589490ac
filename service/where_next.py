"""Where next in words: the answer first, and how good it is."""

from __future__ import annotations

import numpy as np

from graph.analysis.where_next import Room, Weighing, WhereNext
from graph.analysis.wording import spoken_hours
from service.answers import Answer
from service.formats import count, listed, number
from service.proving import Proof

LEAST_TOLD = 0.5
"""Fewer young people of a place than this are not told."""


def where_next_answer(found: WhereNext) -> Answer:
    """How many young people so many sessions could lift, of how many that are short."""
    standard = f"{spoken_hours(found.standard.hours_per_week)} a week"
    short = float(found.short.sum())
    if not len(found.short):
        return Answer(
            heading="There are no areas to compare yet",
            lead="Where next needs areas with a number of young people. Bring a table of areas in "
            "first.",
        )
    if round(found.young_people) == 0:
        return Answer(
            heading=f"No young people aged {found.served.slice.ages} are counted here",
            lead="So nobody is short of anything. Ask about other ages, or bring population in.",
        )
    if short <= 0:
        return Answer(
            heading=f"Everybody has the standard of {standard} within reach already",
            lead="No new session is needed for that. Ask for a higher standard, or for something "
            "more particular.",
        )
    if not len(found.halls):
        return Answer(
            heading="No hall is known to be free for this",
            lead=f"{number(short)} young people have less than {standard} within reach. Where next "
            "needs halls, rooms or grounds that say when they are free: add what could be shared.",
        )
    if not len(found.chosen):
        return Answer(
            heading="No free hall is within reach of anybody who is short",
            lead=f"{count(len(found.halls), 'session')} could be held, but not near the "
            f"{number(short)} young people with less than {standard}. Try a longer reach.",
        )
    sessions, lifted = len(found.chosen), float(found.lifted.sum())
    opening, people = count(sessions, "new session"), f"{number(lifted)} young people"
    heading = f"{opening} could bring {people} up to {standard}"
    if found.wish.room is Room.SET_ASIDE:
        heading = f"{opening} would be within reach of {people} who have less than {standard}"
    lead = (
        f"{number(short)} young people aged {found.served.slice.ages} have less than {standard} "
        f"within reach today; {number(found.reachable)} of them could reach a hall that is free. "
        f"{_fewer(found)}"
    )
    return Answer(heading=heading, lead=lead.strip())


def _fewer(found: WhereNext) -> str:
    """Why there are fewer sessions than were asked for, if there are."""
    sessions, wanted = len(found.chosen), found.wish.sessions
    if sessions >= wanted:
        return ""
    asked_for = f"{count(wanted, 'session was', 'sessions were')} asked for: "
    if sessions == found.problem.first[-1]:
        return f"{asked_for}more halls than these are not known to be free."
    return f"{asked_for}more would bring nobody else up to the standard."


MOST_NAMED = 3
"""Places that the spread names."""


def spread_words(found: WhereNext) -> str:
    """Where the young people live who would be lifted, and why several sessions may be for one."""
    places = lifted_places(found)
    if not places:
        return ""
    who = number(float(found.lifted.sum()))
    if len(places) == 1:
        where = f"All {who} live in {places[0][0]}."
    elif len(places) <= MOST_NAMED:
        where = f"The {who} live in {_named(places)}."
    else:
        where = f"The {who} live in {len(places):,} places, most in {_named(places[:MOST_NAMED])}."
    return f"{where} {_why_together(found)}" if gathers(found) else where


def gathers(found: WhereNext) -> bool:
    """Whether there are more sessions than places, as each session has room for some only."""
    chosen, places = len(found.chosen), len(lifted_places(found))
    return found.wish.room is Room.COUNTED and 0 < places < chosen


def lifted_places(found: WhereNext) -> list[tuple[str, float]]:
    """The names of the places with young people lifted, and how many; the most first."""
    names = found.served.network.areas.name[found.served.areas]
    lifted = [(str(names[at]), float(found.lifted[at])) for at in np.flatnonzero(found.lifted)]
    people = [one for one in lifted if one[1] >= LEAST_TOLD]
    return sorted(people, key=lambda one: (-round(one[1], 6), one[0]))


def _named(places: list[tuple[str, float]]) -> str:
    return listed([f"{name} ({number(people)})" for name, people in places])


def _why_together(found: WhereNext) -> str:
    room = f"One session can bring up {number(float(found.rooms[found.chosen].max()))} at most"
    if found.wish.weighing is Weighing.NEED:
        return (
            f"{room}, and those in most need count for more, so several may be for the place in "
            "most need before another has its first."
        )
    return f"{room}, so several may be for one large place before another has its first."


def proof_words(proof: Proof) -> str:
    """How good the answer is as far as its proof is; see :func:`goodness`."""
    return goodness(proof.found, seconds=proof.seconds if proof.going else None)


def goodness(found: WhereNext, *, seconds: int | None = None) -> str:
    """How good an answer is, in a sentence or two; never called best before that is proven.

    Parameters
    ----------
    found
        The answer.
    seconds
        How long its proof has been going on; None where it does not, or no more.
    """
    opened = int(found.cover.opened.sum())
    if not opened:
        return ""
    what = (
        "young people weighed by need" if found.wish.weighing is Weighing.NEED else "young people"
    )
    if found.proven:
        sessions = count(opened, "session")
        return f"Proven: no other choice of {sessions} in these halls lifts more {what}."
    near = f"at most {_share(found.cover.below)} below the best possible, counted in {what}"
    if seconds is not None:
        return f"Found at once: {near}. The best is being worked out now ({seconds} s so far)."
    return f"The best that was found: {near}. To prove more would take too long."


def _share(below: float) -> str:
    """A share in per cent, never rounded down to nothing."""
    per_cent = 100 * below
    if per_cent < 0.01:
        return "0.01 per cent"
    return f"{per_cent:.2g} per cent" if per_cent < 10 else f"{per_cent:.0f} per cent"
