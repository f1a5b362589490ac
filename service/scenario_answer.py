"""What a scenario does, in a heading and a sentence or two; and how else it may be read."""

from __future__ import annotations

from collections.abc import Sequence

from graph.analysis.scenario.application import Note
from graph.analysis.scenario.comparison import Comparison
from graph.analysis.scenario.edits import CloseActivity, CloseSite, Cut, Fold
from graph.analysis.slices import Method
from graph.analysis.wording import spoken_hours
from service.answers import Answer
from service.formats import count, listed, number

_RULES = (
    (
        "Changes are made in their order. One that names something gone, or that an earlier one "
        "took away, is passed over and says so."
    ),
    (
        "Everybody loses whose hours within reach fall, whatever by; they fall below the standard "
        "where the hours of their area do."
    ),
    (
        "How well a place is mapped is taken from today on both sides: closing something makes "
        "nobody forget it. Areas not mapped yet are counted here; the totals of the gaps leave "
        "them out."
    ),
)

MOST_NAMED = 2
"""How many changes are named in a heading; of more, their number is told."""


def scenario_answer(found: Comparison) -> Answer:
    """Who loses or gains, and how many fall below the standard or come up to it."""
    applied = [note for note in found.notes if not note.passed_over]
    if found.edits and not applied:
        return Answer(
            heading="Nothing in this scenario can be applied any more",
            lead="What it names is gone, or changes nothing. The list below says why.",
        )
    opening = _if(applied) + (" instead of the other scenario" if found.against else "")
    if not found.by_age or not found.everyone.young_people:
        return Answer(
            heading=f"{opening}, nobody can be counted",
            lead="No young people of these ages are known here. Bring areas with a number of "
            "young people in, or ask about other ages.",
        )
    if not found.changes:
        return Answer(
            heading=f"{opening}, nobody’s time within reach changes",
            lead=_why_nothing(found),
        )
    return Answer(heading=f"{opening}, {_outcome(found)}", lead=_lead(found))


def scenario_title(notes: Sequence[Note]) -> str:
    """The scenario in a few words, for a title or a name."""
    applied = [note for note in notes if not note.passed_over] or list(notes)
    return _first_upper(_clause(applied)) if applied else "What if"


def counter_reading(found: Comparison) -> str:
    """How else the same numbers may be read."""
    ends = any(isinstance(n.edit, CloseActivity | CloseSite | Cut | Fold) for n in found.notes)
    parts = []
    if found.everyone.losing and ends:
        parts.append(
            "Nobody is taken to step in, and nobody to travel further than they do now; a group "
            "that is wanted is often carried on by somebody. "
        )
    if found.everyone.gaining:
        parts.append(
            "What opens or moves has to be staffed, and young people have to want it: hours "
            "within reach are not hours used. "
        )
    if found.everyone.losing:
        parts.append(
            "Everybody counts as losing whose time within reach falls at all, whether or not "
            "they ever came. "
        )
    parts.append(
        "Losing the one group where somebody feels at home is more than its minutes, and is not "
        "in these numbers."
    )
    return "".join(parts)


def how_worked_out(found: Comparison) -> tuple[str, ...]:
    """What the numbers rest on, in sentences."""
    if found.method is Method.THREE_STEP:
        sharing = (
            "With the three-step method those who could reach what closes share themselves over "
            "the other sessions anew, so that others may have less of those too."
        )
    else:
        sharing = (
            "What closes gives no place to others: each other session goes on being shared by the "
            "same young people."
        )
    lines = [*_RULES, f"Sessions are shared out by the method {found.method.label}. {sharing}"]
    before, after = found.inequality_before, found.inequality_after
    if before is not None and after is not None:
        lines.append(
            f"Inequality along deprivation (concentration index): {before:+.3f} before, "
            f"{after:+.3f} then; above 0 the less deprived have more."
        )
    return tuple(lines)


def _if(applied: Sequence[Note]) -> str:
    return f"If {_clause(applied)}" if applied else "As things are"


def _clause(notes: Sequence[Note]) -> str:
    if len(notes) <= MOST_NAMED:
        return listed([note.phrase for note in notes])
    return f"these {len(notes)} things happen"


def _outcome(found: Comparison) -> str:
    who = found.everyone
    parts = []
    if who.losing:
        text = f"{_people(who.losing)} {_verb(who.losing, 'lose')} time within reach"
        if who.newly_below:
            text += (
                f", and {_bare(who.newly_below)} {_verb(who.newly_below, 'fall')} "
                "below the standard"
            )
        parts.append(text)
    if who.gaining:
        some = _bare(who.gaining) + " others" if who.losing else _people(who.gaining)
        text = f"{some} {_verb(who.gaining, 'gain')}{'' if who.losing else ' time within reach'}"
        if who.newly_enough:
            text += f", of whom {_bare(who.newly_enough)} come up to the standard"
        parts.append(text)
    return "; ".join(parts)


def _lead(found: Comparison) -> str:
    who = found.everyone
    means = []
    if who.losing:
        means.append(f"those who lose have {spoken_hours(who.mean_loss)} a week less")
    if who.gaining:
        means.append(f"those who gain have {spoken_hours(who.mean_gain)} more")
    first = f"On average, {listed(means)}."
    before, after = round(found.short_before), round(found.short_after)
    today = "today" if not found.against else "in the other scenario"
    if before == after:
        then = f"{number(before)} young people are below the standard before and after."
    else:
        then = f"{number(after)} would be below the standard; {today} {number(before)} are."
    worst = [row for row in found.rows[:3] if row.newly_below or row.hours_after < row.hours_before]
    hardest = ""
    if worst and who.losing:
        hardest = f" Hardest hit: {listed([row.area for row in worst])}."
    return f"{first} Of {_people(who.young_people)} aged {found.slice.ages}, {then}{hardest}"


def _why_nothing(found: Comparison) -> str:
    if not found.notes:
        return "The scenario has no changes yet; add one below."
    touched = found.ages_touched
    if touched and not touched.shared_years(found.slice.ages):
        return (
            f"What changes is for ages {touched}, and the question is about ages "
            f"{found.slice.ages}. Ask about those ages to see it."
        )
    return (
        "What changes has no known place or times, is nobody’s to reach, or lies outside the "
        "question. Ask something wider to see more."
    )


def _people(value: float) -> str:
    if 0 < value < 0.5:
        return "fewer than one young person"
    return count(round(value), "young person", "young people")


def _bare(value: float) -> str:
    return "fewer than one" if 0 < value < 0.5 else number(value)


def _verb(value: float, verb: str) -> str:
    return f"{verb}s" if round(value) <= 1 else verb


def _first_upper(text: str) -> str:
    return text[:1].upper() + text[1:]
