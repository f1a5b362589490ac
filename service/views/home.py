"""Home: what this place has, the headlines, what changed, what to do next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from flask import Blueprint, Response

from graph.model import Change
from service import access
from service.opened import network, store
from service.pages import Page

views = Blueprint("home", __name__)

CHANGES_SHOWN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """A count and where to see what was counted."""

    number: int
    words: str
    address: str


@dataclass(frozen=True, kw_only=True)
class HomePage(Page):
    """What this place has."""

    template: ClassVar[str] = "home/index.html"
    section: ClassVar[str] = "/"
    empty: bool
    tiles: tuple[Tile, ...]
    changes: tuple[Change, ...]


@views.get("/")
@access.public
def home() -> Response:
    """The first page."""
    known = network()
    return HomePage(
        title="Hedgerow",
        empty=known.empty,
        tiles=(
            Tile(
                number=len(known.organisations),
                words="organisations",
                address="/directory?type=organisations",
            ),
        ),
        changes=store().recent_changes(CHANGES_SHOWN),
    ).answer()
