"""What stands around every page: navigation, where the data is from, which version this is."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version

from flask import g

from graph.errors import HedgerowError
from graph.model import Account, Source
from service import access
from service.deciding import number_waiting
from service.opened import network, network_at_hand
from service.signing.session import signed_in
from service.workings import Unfinished

NAVIGATION: tuple[tuple[str, str], ...] = (
    ("/", "Home"),
    ("/map", "Map"),
    ("/directory", "Directory"),
    ("/gaps", "Gaps"),
    ("/duplication", "Duplication"),
    ("/opportunities", "Opportunities"),
    ("/where-next", "Where next"),
    ("/what-if", "What if"),
    ("/network", "Network"),
    ("/methods", "Methods"),
)


@cache
def version_here() -> str:
    """The version of Hedgerow that runs."""
    try:
        return version("hedgerow")
    except PackageNotFoundError:
        return "unpacked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What the layout shows.

    Attributes
    ----------
    navigation
        Address and words of each entry.
    sources
        Where the data is from, by name; empty where that is not known.
    illustrative
        Whether any of it is invented.
    mixed
        Whether some of it is invented and some is not.
    revision
        Of the graph, empty where it does not answer.
    version
        Of Hedgerow.
    account
        Who is signed in, None for a visitor.
    may_add
        Whether whoever asks may add rows.
    may_import
        Whether whoever asks may bring data in.
    may_decide
        Whether whoever asks may keep scenarios and set findings aside.
    is_staff
        Whether whoever asks is signed in as a steward, strategist or administrator.
    looks_after
        Whether whoever asks decides on what others propose.
    waiting
        How many proposals wait for them.
    """

    navigation: tuple[tuple[str, str], ...]
    sources: tuple[Source, ...]
    illustrative: bool
    mixed: bool
    revision: str
    version: str
    account: Account | None
    may_add: bool
    may_import: bool
    may_decide: bool
    is_staff: bool
    looks_after: bool
    waiting: int


def frame() -> Frame:
    """The frame for this request; without what the graph would tell where it does not answer."""
    try:
        known = network_at_hand() if g.get("graph_failed") else network()
    except (HedgerowError, Unfinished):
        known = network_at_hand()
    sources = tuple(sorted(known.sources, key=lambda s: s.name)) if known else ()
    return Frame(
        navigation=NAVIGATION,
        sources=sources,
        illustrative=any(source.illustrative for source in sources),
        mixed=len({source.illustrative for source in sources}) == 2,
        revision=known.revision if known else "",
        version=version_here(),
        account=signed_in(),
        may_add=access.may(access.contributors),
        may_import=access.may(access.administrators_or_local),
        may_decide=access.may(access.staff_or_local),
        is_staff=access.may(access.staff),
        looks_after=access.may(access.stewards),
        waiting=_waiting(),
    )


def _waiting() -> int:
    """How many proposals wait for whoever asks; 0 where the graph does not answer."""
    account = signed_in()
    if account is None or g.get("graph_failed") or not access.may(access.stewards):
        return 0
    try:
        return number_waiting(account)
    except (HedgerowError, Unfinished):
        return 0
