"""What a contribution could do, in sentences ready for a page."""

from __future__ import annotations

from collections.abc import Iterator

from graph.analysis.contribution.gained import Gained
from graph.analysis.contribution.helped import Helped
from graph.analysis.contribution.joining import Joined
from graph.analysis.contribution.offered import Offered
from graph.analysis.coverage import Coverage
from graph.analysis.opportunities.answers import COUNTER_READING as REQUESTED
from graph.analysis.opportunities.answers import Answer
from graph.analysis.opportunities.roles import Role
from graph.analysis.slices import Reach, Slice
from graph.analysis.standard import Standard
from graph.analysis.wording import counted, distance, listed, spoken_hours, young
from graph.model import Activity, Audience, Entry, Request

NAMED = 3
"""Gaps that are named in a sentence."""

SMALL_HOURS = 1 / 30
"""Hours a week more for each below which a change is called small."""

ENOUGH = "{hours} a week ({by})"


def headline(
    offered: Offered,
    gained: Gained | None,
    short: float,
    gaps: int,
    slice: Slice,
    reach: Reach,
    answers: tuple[Answer, ...],
    answered: int,
) -> str:
    """The answer in one sentence."""
    if isinstance(offered.record, Request):
        return _of_request(answers, answered)
    if gained is not None:
        return _of_session(gained, slice)
    if not len(offered.then.demand_areas):
        return "Nobody is known to live anywhere yet, so what it could do cannot be told."
    if isinstance(offered.record, Activity):
        return _unplaced(offered.record)
    if offered.role is None:
        return (
            f"{offered.record.kind.label} is not one of the things that every session needs, but "
            "those near it may be glad of it."
        )
    if offered.point is None and offered.role is not Role.MONEY:
        return "It has no place yet, so whom it is near cannot be told: say where it is."
    if not gaps:
        return f"No gap is known {offered.where(reach)}: everybody there has the standard."
    return (
        f"It could be of use to {young(short)} aged {slice.ages} with less than the standard, "
        f"in {counted(gaps, 'gap')} {offered.where(reach)}."
    )


def _of_request(answers: tuple[Answer, ...], answered: int) -> str:
    if not answers:
        return (
            "Nothing is known that would meet it as it is asked for; whoever keeps such a thing "
            "can now see that it is wanted."
        )
    first = answers[0]
    best = f"{first.asset}, kept by {first.keeper}"
    if answered == 1:
        return f"One thing that somebody else keeps would do: {best}."
    return f"{counted(answered, 'thing')} that others keep would do. Best of all: {best}."


def asked_for(offered: Offered, answers: tuple[Answer, ...], answered: int) -> str:
    """That others have asked for it, in a sentence after the others; empty where nobody has."""
    if isinstance(offered.record, Request) or not answers:
        return ""
    named = listed([f"{one.asker} (“{one.request}”)" for one in answers[:NAMED]])
    more = f", and {answered - NAMED} more" if answered > NAMED else ""
    return f" Others have asked for such a thing: {named}{more}."


def _of_session(gained: Gained, slice: Slice) -> str:
    who = "A session of two hours a week in it would give" if gained.tried else "It gives"
    if gained.reached <= 0:
        return f"{who} nobody more: no young people aged {slice.ages} are known within reach."
    told = f"{who} {young(gained.reached)} aged {slice.ages} more within reach"
    if gained.raised > 0:
        return f"{told}, and {_bring(gained)} {young(gained.raised)} up to the standard."
    if gained.short > 0:
        return f"{told}; {_still(gained)} less than the standard, with it too."
    return f"{told}; all of them have the standard already."


def _still(gained: Gained) -> str:
    if round(gained.short) == round(gained.reached):
        return "all of them have"
    return f"{gained.short:,.0f} of them {'has' if round(gained.short) == 1 else 'have'}"


def _bring(gained: Gained) -> str:
    return "bring" if gained.tried else "brings"


def _unplaced(activity: Activity) -> str:
    lacking = [] if activity.sessions else ["when it happens"]
    lacking += [] if activity.site_id else ["where"]
    return f"Nobody has said {' and '.join(lacking)} yet, so whom it reaches cannot be worked out."


def explanation(
    gained: Gained | None,
    helped: tuple[Helped, ...],
    teams: tuple[Joined, ...],
    standard: Standard,
    short: float,
    gaps: int,
    where: str,
) -> str:
    """What was found and how, in sentences."""
    return " ".join(
        (
            *_of_hours(gained, standard),
            *_of_gaps(helped, short, gaps, where),
            *_of_teams(teams),
        )
    )


def _of_hours(gained: Gained | None, standard: Standard) -> Iterator[str]:
    enough = ENOUGH.format(hours=spoken_hours(standard.hours_per_week), by=standard.by)
    if gained is None or gained.reached <= 0:
        yield f"The standard is {enough}."
        return
    before, after = spoken_hours(gained.hours_before), spoken_hours(gained.hours_after)
    then = f"{after} with it" if before != after else "under a minute more with it"
    yield (
        f"{young(gained.reached).capitalize()} have {before} a week each within reach without it "
        f"and {then}; the standard is {enough}."
    )
    if gained.first > 0:
        yield (
            f"For {young(gained.first)} it would be the first {gained.theme.label.lower()} within "
            "reach."
        )


def _of_gaps(helped: tuple[Helped, ...], short: float, gaps: int, where: str) -> Iterator[str]:
    if not helped:
        return
    names = [one.area for one in helped[:NAMED]]
    names += [f"{gaps - len(names)} more"] if gaps > len(names) else []
    yield (
        f"{counted(gaps, 'area').capitalize()} {where} {'is' if gaps == 1 else 'are'} below the "
        f"standard, with {young(short)} there: {listed(names)}."
    )


def _of_teams(teams: tuple[Joined, ...]) -> Iterator[str]:
    lacking = [one for one in teams if one.lacking]
    if lacking:
        where = listed([one.team.areas[0] for one in lacking])
        what = lacking[0].role.label[0].lower() + lacking[0].role.label[1:]
        yield f"For a session for {where} this is what is missing: {what}."
    elif teams:
        where = listed([one.team.areas[0] for one in teams])
        yield f"It could join a team for {where}."


def counter_reading(
    offered: Offered, gained: Gained | None, helped: tuple[Helped, ...], reach: Reach
) -> str:
    """How else it may be read, in sentences."""
    return " ".join(_doubts(offered, gained, helped, reach))


def _doubts(
    offered: Offered, gained: Gained | None, helped: tuple[Helped, ...], reach: Reach
) -> Iterator[str]:
    if isinstance(offered.record, Request):
        yield REQUESTED
        return
    yield "Within reach is not the same as coming: ask young people first what they would come to."
    if gained is not None and gained.tried:
        yield (
            "Nobody has planned that session: it needs somebody to run it, and money. It was "
            "tried at a time when nothing is known to happen there."
        )
    if gained is not None and gained.places_assumed:
        yield f"Nobody said how many can come; {gained.places} are assumed."
    record = offered.record
    if isinstance(record, Activity) and record.audience is not Audience.EVERYONE:
        yield (
            f"It is for {record.audience.label}; how many of them live near is not known, so all "
            "young people of those ages are counted."
        )
    if isinstance(record, Activity) and record.entry is Entry.REFERRED:
        yield "Young people come by referral, so fewer than are counted can join."
    if any(one.coverage is Coverage.UNMAPPED for one in helped):
        yield "Some of these places are not mapped yet, which is not the same as unserved."
    if gained is not None and gained.raised > 0:
        more = gained.hours_after - gained.hours_before
        if more < SMALL_HOURS:
            yield (
                "The change is small for each of them: those whom it brings up to the standard "
                "were only just below it."
            )
    if gained is not None:
        yield f"Reach is {distance(reach.reach_m)} along the way, {reach.mode.label.lower()}."
