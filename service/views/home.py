"""Home: what this place has, the headlines, what changed, what to do next."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar, TypeVar

from flask import Blueprint, Response

from graph.model import Change
from graph.network import Network
from service import access, findings
from service.formats import count, listed
from service.headlines import (
    COMING,
    MISSING,
    OVERLAPS,
    TOGETHER,
    Headline,
    coming,
    duplication_headline,
    gaps_headline,
    opportunities_headline,
)
from service.opened import network, store, today
from service.pages import Page
from service.surroundings import outermost
from service.workings import Unfinished

Found = TypeVar("Found")

views = Blueprint("home", __name__)

CHANGES_SHOWN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """A count and where to see what was counted; an empty address leads nowhere."""

    number: int
    words: str
    address: str = ""


@dataclass(frozen=True, kw_only=True)
class HomePage(Page):
    """What this place has.

    Attributes
    ----------
    empty
        Whether there is nothing in the graph yet; the page then says how to begin.
    sentence
        The counts in a sentence.
    coming
        Whether a headline is still being worked out; the page then comes back by itself.
    """

    template: ClassVar[str] = "home/index.html"
    section: ClassVar[str] = "/"
    empty: bool
    sentence: str
    tiles: tuple[Tile, ...]
    headlines: tuple[Headline, ...]
    coming: bool
    changes: tuple[Change, ...]


@views.get("/")
@access.public
def home() -> Response:
    """The first page."""
    known = network()
    place = outermost(known)
    headlines = () if known.empty else _headlines(known)
    return HomePage(
        title=f"Who has what, where, for young people{f' in {place}' if place else ''}",
        empty=known.empty,
        sentence=_sentence(known),
        tiles=_tiles(known),
        headlines=headlines,
        coming=any(headline.heading == COMING for headline in headlines),
        changes=store().recent_changes(CHANGES_SHOWN),
    ).answer()


def _sentence(known: Network) -> str:
    """What there is, as a sentence; what there is none of is left out."""
    counted = (
        (len(known.organisations), "organisation", ""),
        (len(known.activities), "activity", "activities"),
        (len(known.assets), "asset to share", "assets to share"),
    )
    has = listed([count(n, one, many) for n, one, many in counted if n])
    where = f"{count(len(known.demand_areas), 'place')} where young people live"
    boards = len(known.partnerships)
    together = f"; {count(boards, 'partnership')} bring them together" if boards > 1 else ""
    return f"{has}, across {where}{together}." if has else f"{where.capitalize()}, and no more yet."


def _tiles(known: Network) -> tuple[Tile, ...]:
    return (
        Tile(number=len(known.areas), words="areas", address="/map"),
        Tile(
            number=len(known.organisations),
            words="organisations",
            address="/directory?type=organisations",
        ),
        Tile(number=len(known.assets), words="assets to share", address="/directory?type=assets"),
        Tile(
            number=len(known.activities), words="activities", address="/directory?type=activities"
        ),
        *(
            Tile(number=number, words=words)
            for number, words in (
                (len(known.grants), "grants"),
                (len(known.ties), "ties between organisations"),
            )
            if number
        ),
    )


def _headlines(known: Network) -> tuple[Headline, ...]:
    """What stands out; where that is not worked out yet, that it is coming."""
    return (
        _headline(known, findings.gaps, gaps_headline, MISSING, "/gaps"),
        _headline(known, findings.duplication, duplication_headline, OVERLAPS, "/duplication"),
        _headline(
            known, findings.opportunities, opportunities_headline, TOGETHER, "/opportunities"
        ),
    )


def _headline(
    known: Network,
    find: Callable[..., Found],
    tell: Callable[[Found], Headline],
    question: str,
    address: str,
) -> Headline:
    asked, day = findings.usual(known), today()
    try:
        found = find(known, asked, today=day)
    except Unfinished:
        return coming(question, address)
    return findings.keep(f"headline of {address}", known, (asked, day), lambda: tell(found))
