"""Pages: each a frozen dataclass that names its template and holds all that it shows."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any, ClassVar

from flask import Response, render_template

from service.frame import frame


@dataclass(frozen=True, slots=True, kw_only=True)
class Crumb:
    """One step of the way back: what it is called and where it is."""

    text: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something wrong with what was asked for, shown in the summary before the fields.

    ``field`` is the id of the field that it belongs to, empty for none.
    """

    message: str
    field: str = ""


@dataclass(frozen=True, kw_only=True)
class Page:
    """What every page has; subclasses add what theirs shows, and name the template.

    A template sees the fields by their names, and beside them ``page`` (the
    page itself) and ``frame`` (what the layout shows: :class:`service.frame.Frame`).

    Attributes
    ----------
    template
        The file in ``service/templates``.
    section
        The address of the entry of the navigation that it belongs to.
    title
        The heading, and with " - Hedgerow" after it the document's title.
    crumbs
        The way back, from Home on; empty for none.
    problems
        What was wrong with the question; the answer's status is then 400.
    """

    template: ClassVar[str]
    section: ClassVar[str] = ""
    title: str
    crumbs: tuple[Crumb, ...] = ()
    problems: tuple[Problem, ...] = ()

    def answer(self, status: int | None = None) -> Response:
        """The response: 200, or 400 where the page has problems, unless a status is given."""
        shown = {field.name: getattr(self, field.name) for field in fields(self)}
        html = render(self.template, {**shown, "page": self})
        return Response(
            html,
            status=status or (400 if self.problems else 200),
            content_type="text/html; charset=utf-8",
        )


def render(template: str, shown: dict[str, Any]) -> str:
    """The text of a template; a name that it does not know is an error."""
    return render_template(template, **shown, frame=frame())
