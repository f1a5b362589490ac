"""The sentences of an outcome: what a suggestion would change, and for how many."""

from __future__ import annotations

from graph.analysis.duplication.effects import Effect
from graph.analysis.duplication.nights import Nights
from graph.analysis.duplication.outcomes import Outcome
from graph.analysis.duplication.released import Use
from graph.analysis.duplication.suggestions import Suggestion
from graph.analysis.duplication.turning import Turn
from graph.analysis.wording import counted, distance, listed, spoken_hours, young


def sentence(outcome: Outcome) -> str:
    """What the suggestion would change, in a sentence or two, for a list and a file."""
    said = [first_sentence(outcome)]
    if outcome.use is not None:
        said.append(_use(outcome.use))
    return " ".join(said)


def first_sentence(outcome: Outcome) -> str:
    """The same without what released place-hours could do elsewhere."""
    match outcome.suggestion:
        case Suggestion.JOIN_UP if outcome.closing is not None:
            return (
                f"{outcome.smaller} at {outcome.other_place}, together with {outcome.larger}: "
                f"{_effect(outcome.closing)}."
            )
        case Suggestion.ALTERNATE:
            return _nights(outcome, outcome.nights)
        case Suggestion.DIFFERENTIATE if outcome.turn is not None:
            return _turn(outcome, outcome.turn)
        case Suggestion.REFER:
            return (
                f"Nothing closes and nobody loses an hour: {young(outcome.told)} can reach both, "
                "and could be told of the other."
            )
        case Suggestion.LEAVE if outcome.closing is not None:
            return f"If {outcome.smaller} closed: {_effect(outcome.closing)}."
        case Suggestion.LEAVE:
            return "Nobody is known to live near, so nobody can say whom a change would touch."
    return "Nothing can be released here, so nothing within reach would change."


def _effect(effect: Effect) -> str:
    """How many would have less within reach and how many more, and who crosses the standard."""
    parts = []
    if effect.losing >= 0.5:
        parts.append(
            f"{young(effect.losing)} would have less within reach, "
            f"{spoken_hours(effect.hours_lost)} a week each"
        )
    if effect.gaining >= 0.5:
        parts.append(
            f"{young(effect.gaining)} more, {spoken_hours(effect.hours_gained)} a week each"
        )
    if not parts:
        return "nobody would have less within reach"
    return f"{' and '.join(parts)}; {_crossing(effect)}"


def _crossing(effect: Effect) -> str:
    crossed = []
    if effect.falling >= 0.5:
        crossed.append(f"{round(effect.falling):,} of them would fall below the standard")
    if effect.rising >= 0.5:
        crossed.append(f"{round(effect.rising):,} would rise to it")
    if effect.short >= 0.5 and effect.falling < 0.5:
        crossed.append(f"{round(effect.short):,} are below the standard already")
    return listed(crossed) or "nobody would fall below the standard"


def _nights(outcome: Outcome, nights: Nights | None) -> str:
    if nights is None:
        return "The two already run on every day there is, so no other night is free for one."
    moved = (
        f"{outcome.smaller} on {listed([day.label for day in nights.moved_to])} instead of "
        f"{listed([day.label for day in nights.moved_from])}: "
    )
    most = max(range(8), key=lambda count: nights.before[count])
    now = f"most have something of the kind on {most} days a week"
    if nights.more < 0.5 and nights.fewer < 0.5:
        return f"{moved}a day more for nobody, as {now} already."
    if nights.more < 0.5:
        return f"{moved}a day more for nobody, and a day fewer for {young(nights.fewer)}."
    fewer = f", a day fewer for {young(nights.fewer)}" if nights.fewer >= 0.5 else ""
    return f"{moved}a day more with something of the kind for {young(nights.more)}{fewer}."


def _turn(outcome: Outcome, turn: Turn) -> str:
    if turn.theme_to is None:
        gained = (
            f"{young(turn.gaining)} aged {turn.ages_to} would have "
            f"{spoken_hours(turn.hours_gained)} more"
            if turn.gaining >= 0.5
            else f"its places would go to ages {turn.ages_to}, which were not asked about"
        )
        return (
            f"{turn.activity} for ages {turn.ages_to} alone: {young(turn.losing)} aged "
            f"{turn.ages_from} would have {spoken_hours(turn.hours_lost)} a week less of it each, "
            f"{gained}."
        )
    before = f"{spoken_hours(turn.hours_before)} a week" if turn.hours_before > 0 else "nothing"
    return (
        f"Up to {counted(outcome.released, 'place-hour')} of {turn.activity} as "
        f"{turn.theme_to.label.lower()}: {young(turn.gaining)} near it have {before} of that "
        f"each and would have {spoken_hours(turn.hours_before + turn.hours_gained)}."
    )


def _use(use: Use) -> str:
    crossed = (
        f"{young(use.effect.rising)} would rise to the standard"
        if use.effect.rising >= 0.5
        else f"{young(use.effect.gaining)} would have more, nobody would rise to the standard yet"
    )
    fallen = (
        f", {counted(use.effect.falling, 'other', 'others')} would fall below it"
        if use.effect.falling >= 0.5
        else ""
    )
    return (
        f"Its {counted(use.place_hours, 'place-hour')} above the standard used at {use.site}, "
        f"{distance(use.distance_m)} away, the nearest place below it: {crossed}{fallen}."
    )
