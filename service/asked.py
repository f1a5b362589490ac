"""What an address of a finding asks: the question read, and the addresses that keep it."""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass, replace
from urllib.parse import quote

from flask import abort, request
from werkzeug.datastructures import MultiDict

from graph.network import Network
from service.drawn import drawn_by
from service.findings import Options
from service.forms.paging import Paging
from service.forms.query import Query
from service.forms.question import Question, read_question
from service.opened import network
from service.pages import Problem

KEPT_NAMES = (
    "age_from",
    "age_to",
    "theme",
    "audience",
    "day",
    "season",
    "outcome",
    "part",
    "area",
    "mode",
    "reach_km",
    "minutes",
    "ways",
    "decay",
    "method",
    "standard",
    "roll_up",
    "shape",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question and where it was asked.

    Attributes
    ----------
    network
        The snapshot that it is answered from.
    question
        What was asked; the defaults where something was wrong.
    problems
        What was wrong.
    query
        The question as it stood in the address, to be kept in others.
    page
        Which page of the list.
    """

    network: Network
    question: Question
    problems: tuple[Problem, ...]
    query: tuple[tuple[str, str], ...]
    page: int

    @property
    def options(self) -> Options:
        """The question for :mod:`service.findings`."""
        return self.question.options

    @property
    def changed(self) -> bool:
        """Whether anything but the defaults was asked for."""
        return bool(self.query)

    def address(self, path: str, **more: str) -> str:
        """An address that asks the same, with something more or other."""
        kept = ((name, value) for name, value in self.query if name not in more)
        return Paging(path=path, asked=(*kept, *more.items()), total=0, number=1).address(1)

    def without(self, path: str, *names: str) -> str:
        """An address that asks the same but for some parameters."""
        kept = tuple((name, value) for name, value in self.query if name not in names)
        return Paging(path=path, asked=kept, total=0, number=1).address(1)

    def template(self, path: str) -> str:
        """The address of one row, with ``{id}`` where its id stands."""
        return self.address(f"{path}/{{id}}")

    def row_address(self, path: str, id: str) -> str:
        """The address of one row's evidence, asking the same."""
        return self.address(f"{path}/{quote(id, safe='~:')}")

    def paging(self, path: str, total: int, per_page: int) -> Paging:
        """The pages of a list of rows."""
        last = max(1, -(-total // per_page))
        number = min(self.page, last)
        return Paging(path=path, asked=self.query, total=total, number=number, per_page=per_page)


ONLY_GAPS = frozenset({"method", "shape"})
"""Parameters that only the pages of gaps answer; others neither read nor keep them."""

FIELDS = frozenset(KEPT_NAMES) - {"roll_up"} - ONLY_GAPS
"""The fields that all three pages have."""

GAPS_FIELDS = FIELDS | {"roll_up"} | ONLY_GAPS
"""The fields of the pages of gaps."""


def beside_fields(problems: Iterable[Problem], fields: Container[str]) -> tuple[Problem, ...]:
    """The problems, those of parameters that the page has no field for without one.

    An outline has no field anywhere: it is drawn, and then only in the address.
    """
    return tuple(
        problem
        if problem.field in fields and problem.field != "shape"
        else replace(problem, field="")
        for problem in problems
    )


def read_asked(fields: Container[str] = FIELDS) -> Asked:
    """Read the question of this request, for a page that has those fields."""
    known = network()
    kept = tuple(name for name in KEPT_NAMES if name in fields or name not in ONLY_GAPS)
    unread = ONLY_GAPS.difference(kept)
    given = MultiDict((n, v) for n, v in request.args.items(multi=True) if n not in unread)
    query = Query(given)
    question = replace(read_question(query, known), asks_method="method" in kept)
    if question.shape is not None:
        drawn = drawn_by(known, question.shape)
        question = replace(question, options=replace(question.options, drawn=drawn))
    if question.options.standard_hours_per_week == 0:
        query.wrong("The standard must be more than 0 hours a week.", "standard")
    page = query.whole("page", "The page", default=1, low=1, high=100_000)
    return Asked(
        network=known,
        question=question,
        problems=beside_fields(query.problems, fields),
        query=tuple(
            (name, value) for name in kept for value in request.args.getlist(name) if value.strip()
        ),
        page=page,
    )


def asked_rightly(fields: Container[str] = FIELDS) -> Asked:
    """The question of this request, for answers that are not pages; 400 where it is wrong."""
    found = read_asked(fields)
    if found.problems:
        abort(400, " ".join(problem.message for problem in found.problems))
    return found
