"""The simple kinds of opportunity, as data: what each looks for, and the sentences that tell it.

:mod:`graph.analysis.opportunities.chances` interprets a rule. It starts from matches of one
source, keeps those that meet every condition, looks for whoever is needed beside them, and fills
the sentences in. Words in braces are facts of the match; a sentence of which a fact is not known is
left out.
"""

from __future__ import annotations

from dataclasses import dataclass

from graph.analysis.opportunities.opportunity import OpportunityKind
from graph.analysis.opportunities.roles import Role
from graph.model import Term

ASKING_COST = 1.0
"""Points for asking one keeper or one council."""


class Source(Term):
    """What a rule starts from."""

    REQUEST = "request", "something that an organisation asks for, and what would meet it"
    NEED = "need", "something that an area needs"
    SET_ASIDE = "set_aside", "money that somebody has set aside for an area that it serves"
    TWO_FUNDED = "two_funded", "two that one funder gave grants to, not long ago, for one area"
    OVERLAP = "overlap", "two activities that overlap"


class Condition(Term):
    """What must hold of a match."""

    ASKED_ABOUT = "asked_about", "the area is one that the question is about"
    SMALL_AREA = "small_area", "the area is no larger than a parish or a ward"
    SOMEBODY_LIVES_THERE = "somebody_lives_there", "young people live there"
    SAID_BY_SOMEBODY = "said_by_somebody", "young people or a partner said so, not a statistic"
    FITS_THE_QUESTION = "fits_the_question", "its ages, theme and audience fit the question"
    PARISH_COUNCIL = "parish_council", "a town or parish council has it"
    NO_ACTIVITY = "no_activity", "no activity asked about has a site there"
    SHORT = "short", "young people there are below the standard"
    NO_TIE = "no_tie", "no tie joins the two"
    NEXT_DOOR = "next_door", "they are next door to each other"
    ONE_THEME = "one_theme", "they are of one theme"
    BETTER_TOGETHER = (
        "better_together",
        "they run at the same time below the standard, or joining up is suggested above it",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """Who is looked for near a match: the nearest offer of a role that reaches it.

    Attributes
    ----------
    role
        The role.
    required
        Whether there is nothing to tell without one.
    once
        Whether one record answers one match only.
    for_the_theme
        Whether only time and skill lent for the match's own theme count.
    """

    role: Role
    required: bool = True
    once: bool = False
    for_the_theme: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One simple kind of opportunity.

    Attributes
    ----------
    kind
        The kind that it finds.
    source, where
        What it starts from, and all that must hold.
    beside
        Who is looked for near by.
    title
        A sentence.
    evidence, counter_reading, to_be_true
        Sentences: what was found, how else it may be read, what would have to be true beside
        what each who is named would have to do.
    asking
        Points for asking; a match of two organisations costs what it takes to bring them
        together instead.
    """

    kind: OpportunityKind
    source: Source
    where: tuple[Condition, ...]
    beside: tuple[Beside, ...] = ()
    title: str
    evidence: tuple[str, ...]
    counter_reading: tuple[str, ...]
    to_be_true: tuple[str, ...] = ()
    asking: float = ASKING_COST


RULES: tuple[Rule, ...] = (
    Rule(
        kind=OpportunityKind.IDLE_ASSET,
        source=Source.REQUEST,
        where=(
            Condition.ASKED_ABOUT,
            Condition.SMALL_AREA,
            Condition.FITS_THE_QUESTION,
        ),
        title="“{request}”: {asset} would do",
        evidence=(
            "{asker} asks for this: “{request}”.",
            "{keeper} has {asset}: {fits}.",
            "In part: {partly}.",
            "{introduction}",
            "{people} of the ages asked about live there.",
        ),
        counter_reading=(
            (
                "Free on paper is not yet free: {keeper} has not been asked, and may have good "
                "reasons to say no."
            ),
            "Ask {asker} whether it still stands, and whether this is what was meant.",
            "Somebody last said on {checked} that it does.",
        ),
        to_be_true=(
            "{keeper} says yes to {asker}.",
            "To be asked first: {ask}.",
        ),
    ),
    Rule(
        kind=OpportunityKind.IDLE_ASSET,
        source=Source.NEED,
        where=(
            Condition.SAID_BY_SOMEBODY,
            Condition.ASKED_ABOUT,
            Condition.SMALL_AREA,
            Condition.FITS_THE_QUESTION,
        ),
        beside=(
            Beside(role=Role.VENUE, once=True),
            Beside(role=Role.DELIVERER, required=False, for_the_theme=True),
        ),
        title="“{need}”: {venue_what} is free",
        evidence=(
            "{asked_by} in {place} asked for this: “{need}”.",
            "{said_by} young people said so.",
            (
                "{venue_who} has {venue_what} free {venue_when}, {venue_away} away, with nothing "
                "for young people at that time."
            ),
            "{deliverer_who} lends {deliverer_what} for that theme.",
            "{people} of the ages asked about live there.",
        ),
        counter_reading=(
            (
                "A free room is not yet a session: somebody has to run it, and the room may be "
                "empty for a reason."
            ),
            (
                "Ask those who raised the need whether it still stands, and whether this room is "
                "where they would go."
            ),
        ),
    ),
    Rule(
        kind=OpportunityKind.PARISH_MONEY,
        source=Source.SET_ASIDE,
        where=(
            Condition.PARISH_COUNCIL,
            Condition.ASKED_ABOUT,
            Condition.SMALL_AREA,
            Condition.NO_ACTIVITY,
            Condition.SHORT,
        ),
        title="{money_who} has money, and {place} has no provision",
        evidence=(
            "{money_who} has {money_what}.",
            (
                "No activity recorded for them has a site in {place}, and {short} aged {ages} "
                "there have less than {enough} within reach."
            ),
        ),
        counter_reading=(
            (
                "The money may be promised already, or spent on what happens next door: a lift to "
                "a club in the next parish can be the better use of it."
            ),
            "A club that nobody entered would change this.",
        ),
        to_be_true=(
            "Young people of the parish say what they would come to.",
            "Somebody would deliver it there: the teams above and the directory say who is near.",
        ),
    ),
    Rule(
        kind=OpportunityKind.SAME_FUNDER,
        source=Source.TWO_FUNDED,
        where=(
            Condition.ASKED_ABOUT,
            Condition.SMALL_AREA,
            Condition.SOMEBODY_LIVES_THERE,
            Condition.NO_TIE,
        ),
        title="{funder} funds {left} and {right} for {place}, who have no tie",
        evidence=(
            (
                "In the last {months} months {funder} gave grants to {left} and to {right}, both "
                "for {place}, and no tie between the two is recorded."
            ),
            "{introduction}",
            "{people} live there.",
        ),
        counter_reading=(
            (
                "They may well know each other: that nobody recorded a tie does not mean there is "
                "none."
            ),
            "A funder’s portfolio is also not a reason to merge what works on its own.",
        ),
        to_be_true=(
            "{left} and {right} see something that they could do better together.",
            "{funder} would welcome a joint plan, and its reports could be shared.",
        ),
    ),
    Rule(
        kind=OpportunityKind.JOINT_DELIVERY,
        source=Source.OVERLAP,
        where=(Condition.NEXT_DOOR, Condition.ONE_THEME, Condition.BETTER_TOGETHER),
        title="{left_activity} and {right_activity} could be one joint offer",
        evidence=(
            "{left_activity} ({left}) and {right_activity} ({right}) are {apart} apart.",
            (
                "{people} can reach both; they have {shared} a week each, and the standard is "
                "{enough}: {gain}."
            ),
            "{introduction}",
        ),
        counter_reading=("{overlap_counter_reading}",),
        to_be_true=(
            "{left} and {right} each keep what their young people come for.",
            "Young people of both are asked before anything moves.",
        ),
    ),
)
"""Every simple kind, in the order in which their rows take turns."""
