"""Contribution: what something that is offered could do, for whom, and with whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from graph.analysis.contribution.asking import answers_for
from graph.analysis.contribution.gained import Gained, trial_of
from graph.analysis.contribution.helped import Helped, gaps_helped, near_to
from graph.analysis.contribution.joining import Joined, teams_to_join
from graph.analysis.contribution.meeting import Met, needs_met
from graph.analysis.contribution.offered import Offer, offered_in
from graph.analysis.contribution.talking import Contact, contacts_for
from graph.analysis.contribution.words import asked_for, counter_reading, explanation, headline
from graph.analysis.gaps.finding import find_gaps
from graph.analysis.opportunities.answers import Answer
from graph.analysis.slices import YOUNG_PEOPLE, Method, Reach, Slice
from graph.analysis.standard import Standard, agreed_standard
from graph.errors import OptionOutOfRange
from graph.model import AgeRange, Asset, Organisation, Site
from graph.network import Network

MOST_ROWS = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution:
    """What something that is offered could do.

    Attributes
    ----------
    record_id, name
        What is offered.
    slice, reach, method, standard
        What was asked, and what is enough.
    gained
        The real change in hours; None for what is no activity, nor a venue that is free.
    helped
        The gaps that it would help, those it lifts most first.
    gaps, short
        How many gaps it would help, told or not, and young people short in them.
    teams
        Teams that it could join.
    answers, answered
        The requests of others that an asset would meet, or the assets of others that would meet
        a request, what fits best first; and how many there are in all.
    needs
        Needs near it that it would meet.
    contacts
        Who to talk to.
    headline, explanation, counter_reading
        For people: the answer, what it rests on, how else it may be read.
    """

    record_id: str
    name: str
    slice: Slice
    reach: Reach
    method: Method
    standard: Standard
    gained: Gained | None
    helped: tuple[Helped, ...]
    gaps: int
    short: float
    teams: tuple[Joined, ...]
    answers: tuple[Answer, ...]
    answered: int
    needs: tuple[Met, ...]
    contacts: tuple[Contact, ...]
    headline: str
    explanation: str
    counter_reading: str

    @property
    def nothing(self) -> bool:
        """Whether nothing is known that it could do."""
        reaches = self.gained is not None and self.gained.reached > 0
        return not (
            reaches or self.helped or self.teams or self.answers or self.needs or self.contacts
        )


def find_contribution(
    network: Network,
    record: Offer,
    *,
    site: Site | None = None,
    organisation: Organisation | None = None,
    ages: AgeRange | None = None,
    reach: Reach = Reach(),
    method: Method = Method.E2SFCA,
    standard_hours_per_week: float | None = None,
    most: int = 5,
    today: date,
) -> Contribution:
    """What an asset or an activity could do, or what could be done about a request.

    Parameters
    ----------
    network
        The snapshot, with what is offered or without it. In the empty network it does
        nothing, and the headline says why.
    record
        What is offered. What it refers to and is not there is left out.
    site, organisation
        Where it is and whose, where those are not in the network yet (or have changed).
    ages
        Whom it is asked about; None for the ages that an activity or a request states, else 11
        to 19.
    reach, method, standard_hours_per_week
        As in :func:`~graph.analysis.gaps.find_gaps`.
    most
        Gaps, teams and needs that are told, 1 to 50.
    today
        From which checks and grants are counted.

    Raises
    ------
    InvalidData
        It is no asset, activity or request.
    OptionOutOfRange
        ``most`` or the standard is outside its range.
    """
    if not 1 <= most <= MOST_ROWS:
        raise OptionOutOfRange(f"{most} rows are outside 1 to {MOST_ROWS}.", option="most")
    offered = offered_in(network, record, site=site, organisation=organisation)
    own = None if isinstance(offered.record, Asset) else offered.record.ages
    slice = Slice(ages=ages or own or YOUNG_PEOPLE)
    standard = agreed_standard(network, slice=slice, given=standard_hours_per_week)
    gaps = find_gaps(
        offered.before,
        slice=slice,
        reach=reach,
        method=method,
        standard_hours_per_week=standard.hours_per_week,
        today=today,
    )
    near = near_to(offered, reach)
    trial = trial_of(
        offered,
        slice=slice,
        reach=reach,
        method=method,
        standard_hours_per_week=standard.hours_per_week,
    )
    gained = None if trial is None else trial.gained
    helped, short, many = gaps_helped(offered, gaps, near, trial, most=most)
    teams = teams_to_join(
        offered,
        near,
        standard,
        slice=slice,
        reach=reach,
        method=method,
        most=most,
        today=today,
    )
    answers, answered = answers_for(offered, reach=reach, most=most, today=today)
    return Contribution(
        record_id=record.id,
        name=record.name,
        slice=slice,
        reach=reach,
        method=method,
        standard=standard,
        gained=gained,
        helped=helped,
        gaps=many,
        short=short,
        teams=teams,
        answers=answers,
        answered=answered,
        needs=needs_met(offered, near, most=most),
        contacts=contacts_for(offered, teams, answers, slice=slice, reach=reach, method=method),
        headline=headline(offered, gained, short, many, slice, reach, answers, answered),
        explanation=explanation(gained, helped, teams, standard, short, many, offered.where(reach))
        + asked_for(offered, answers, answered),
        counter_reading=counter_reading(offered, gained, helped, reach),
    )
