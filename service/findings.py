"""The findings that pages show, kept by revision and question so that each is worked out once."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar, cast

from flask import Flask, current_app, has_request_context, request

from graph.analysis.access.timed import timed_modes, usual_reach
from graph.analysis.drawn import Drawn
from graph.analysis.duplication import Duplication, find_duplication
from graph.analysis.gaps import Gaps, find_gaps
from graph.analysis.opportunities import Opportunities, Order, find_opportunities
from graph.analysis.progress import Progress
from graph.analysis.slices import Method, Reach, Slice
from graph.model import AreaKind, Mode
from graph.network import Network
from service.entries import Entries, entries_of
from service.weighing import weight
from service.workings import PATIENCE_S, Workings

Answer = TypeVar("Answer")

_NAME = "hedgerow.findings"


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What is asked of a finding; the same for all three, so that pages can hand it on.

    Attributes
    ----------
    slice, reach
        Whose provision of what, and how far people go for it.
    method
        Gaps only: how supply is shared over the young people within reach.
    standard_hours_per_week
        None for the standard that was agreed, or the default.
    roll_up
        Gaps only: the kind of area to answer for, None for the smallest there are.
    within
        The id of an area to keep to, None for everywhere.
    drawn
        Gaps only: what lies in an outline to keep to, None for no outline.
    """

    slice: Slice = field(default_factory=Slice)
    reach: Reach = field(default_factory=Reach)
    method: Method = Method.E2SFCA
    standard_hours_per_week: float | None = None
    roll_up: AreaKind | None = None
    within: str | None = None
    drawn: Drawn | None = None


def usual(network: Network) -> Options:
    """What is asked where nobody says otherwise."""
    mode = Mode.BUS
    return Options(reach=usual_reach(mode, timed=mode in timed_modes(network)))


class Findings(Workings):
    """The answers of one app."""


def attach(app: Flask, *, patience_s: float | None = PATIENCE_S) -> None:
    """Give an app its findings.

    Parameters
    ----------
    app
        The application; work is done in a context of it.
    patience_s
        How long a page keeps somebody waiting; None for as long as it takes.
    """
    app.extensions[_NAME] = Findings(patience_s=patience_s, weigh=weight, room=app.app_context)


def of_app(app: Flask | None = None) -> Findings:
    """The findings of an app, with None of the one that answers this request."""
    return cast(Findings, (app or current_app).extensions[_NAME])


def keep(kind: str, network: Network, asked: Hashable, work: Callable[[], Answer]) -> Answer:
    """Whatever is quickly worked out from a network: the answer kept, or else the work's."""
    return of_app().answer((kind, network.revision, asked), work)


def worked_out(
    kind: str,
    network: Network,
    asked: Hashable,
    work: Callable[[Progress], Answer],
    title: str,
) -> Answer:
    """Whatever takes a while to work out from a network, with a page that shows how far it is.

    Parameters
    ----------
    kind
        Which work; one name stands for one function.
    network, asked
        What it is about; the answer is kept by the network's revision and ``asked``.
    work
        Gives the answer. It runs beside the request, in a context of the app: it may
        not look at the request. Its callback takes a stage, what is done, what there is to do.
    title
        What is worked out, for whoever waits: "Gaps".

    Raises
    ------
    Unfinished
        It takes longer than about a second; :mod:`service.waiting` shows that as a page, which
        comes back by itself. Answers to other requests than GET wait to the end.
    """
    asks = not has_request_context() or request.method in ("GET", "HEAD")
    return of_app().ask((kind, network.revision, asked), work, title=title, patient=not asks)


def read_graph(key: Hashable, work: Callable[[Progress], Network]) -> Network:
    """A snapshot, for which one waits as for any answer; it is not kept here.

    Raises
    ------
    Unfinished
        It takes longer than about a second.
    """
    asks = not has_request_context() or request.method in ("GET", "HEAD")
    return of_app().ask(key, work, title="The graph", patient=not asks)


def keep_only(app: Flask, revisions: frozenset[str]) -> None:
    """Let answers go that are about no snapshot that is served any more."""
    of_app(app).forget(
        lambda key: isinstance(key, tuple) and (key[0] == "graph" or key[1] not in revisions)
    )


def directory(network: Network) -> Entries:
    """Every organisation, asset and activity, by name."""
    return worked_out(
        "directory", network, (), lambda progress: entries_of(network, progress), "The directory"
    )


def gaps(network: Network, options: Options, *, today: date) -> Gaps:
    """Where young people are short of provision; see :func:`~graph.analysis.gaps.find_gaps`."""

    def work(_: Progress) -> Gaps:
        found = find_gaps(
            network,
            slice=options.slice,
            reach=options.reach,
            method=options.method,
            standard_hours_per_week=options.standard_hours_per_week,
            roll_up=options.roll_up,
            within=options.within,
            drawn=options.drawn,
            today=today,
        )
        found.prepare()  # here, and not while the first page waits for its rows
        return found

    return worked_out("gaps", network, (options, today), work, "Gaps")


def duplication(network: Network, options: Options, *, today: date) -> Duplication:
    """Where provision overlaps; see :func:`~graph.analysis.duplication.find_duplication`."""

    def work(_: Progress) -> Duplication:
        found = find_duplication(
            network,
            slice=options.slice,
            reach=options.reach,
            method=options.method,
            standard_hours_per_week=options.standard_hours_per_week,
            within=options.within,
            today=today,
        )
        found.prepare()  # here, and not while the first page waits for its rows
        return found

    return worked_out(
        "duplication",
        network,
        (options, today),
        work,
        "Overlapping provision",
    )


def opportunities(
    network: Network, options: Options, *, order: Order = Order.EFFORT, today: date
) -> Opportunities:
    """Who could fill which gap; see :func:`~graph.analysis.opportunities.find_opportunities`."""
    return worked_out(
        "opportunities",
        network,
        (options, order, today),
        lambda _: find_opportunities(
            network,
            slice=options.slice,
            reach=options.reach,
            standard_hours_per_week=options.standard_hours_per_week,
            within=options.within,
            order=order,
            today=today,
        ),
        "Opportunities",
    )
