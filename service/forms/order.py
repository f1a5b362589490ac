"""The order in which opportunities are asked for, beside the question."""

from __future__ import annotations

from dataclasses import dataclass, replace

from flask import abort, request

from graph.analysis.opportunities import Order
from service.asked import Asked, asked_rightly, read_asked
from service.forms.query import Query

NAME = "sort"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ordered:
    """A question and the order asked for; addresses made from the question keep both."""

    asked: Asked
    order: Order


def read_ordered() -> Ordered:
    """Read the question and the order of this request, for a page."""
    asked, query = read_asked(), Query(request.args)
    order = query.word(NAME, Order, "The order") or Order.EFFORT
    problems = (*asked.problems, *query.problems)
    return Ordered(asked=_keeping(replace(asked, problems=problems), order), order=order)


def ordered_rightly() -> Ordered:
    """The question and the order of this request; 400 where one is wrong."""
    asked, query = asked_rightly(), Query(request.args)
    order = query.word(NAME, Order, "The order") or Order.EFFORT
    if query.problems:
        abort(400, " ".join(problem.message for problem in query.problems))
    return Ordered(asked=_keeping(asked, order), order=order)


def _keeping(asked: Asked, order: Order) -> Asked:
    if order is Order.EFFORT:
        return asked
    return replace(asked, query=(*asked.query, (NAME, order.value)))
