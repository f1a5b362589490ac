"""``/methods``: how the findings are worked out, in plain words and with today's defaults."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from flask import Blueprint, Response

from graph.analysis.gaps import STANDARD_HOURS_PER_WEEK
from graph.analysis.slices import REACHES, YOUNG_PEOPLE, Reach
from service import access
from service.pages import Crumb, Page

views = Blueprint("methods", __name__)


@dataclass(frozen=True, kw_only=True)
class MethodsPage(Page):
    """How the findings are worked out.

    Attributes
    ----------
    reaches, standard_hours_per_week, ages
        The defaults, from the code itself.
    """

    template: ClassVar[str] = "methods/index.html"
    section: ClassVar[str] = "/methods"
    reaches: tuple[Reach, ...]
    standard_hours_per_week: float
    ages: str


@views.get("/methods")
@access.public
def methods() -> Response:
    """Every formula, its source, defaults and limits."""
    return MethodsPage(
        title="How the findings are worked out",
        crumbs=(Crumb(text="Home", address="/"),),
        reaches=tuple(REACHES.values()),
        standard_hours_per_week=STANDARD_HOURS_PER_WEEK,
        ages=str(YOUNG_PEOPLE),
    ).answer()
