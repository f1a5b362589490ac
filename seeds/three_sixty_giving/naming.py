"""Ids of grants and organisations out of the identifiers that they are published with, and back."""

from __future__ import annotations

import re

from seeds.naming import digest, slug

PREFIX = "360g-"
LONGEST = 110
_SAFE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:~-]*")


def is_id(text: str) -> bool:
    """Whether an identifier may stand as an id as it is."""
    return len(text) <= LONGEST and _SAFE.fullmatch(text) is not None


def own_prefix(identity: str) -> str:
    """What the identifiers begin with that a graph gives to records of its own.

    Parameters
    ----------
    identity
        The graph's random identity, so that no two Hedgerows give the same.
    """
    return f"360G-hedgerow-{identity[:12]}-"


def record_id(identifier: str, own: str = "") -> str:
    """The id of the record that an identifier names, the same each time.

    Parameters
    ----------
    identifier
        As it was published.
    own
        What the graph's own identifiers begin with; behind it stands the id itself.
    """
    if own and identifier.startswith(own) and is_id(identifier[len(own) :]):
        return identifier[len(own) :]
    if is_id(identifier):
        return PREFIX + identifier
    return f"{PREFIX}{slug(identifier)[:80]}-{digest(identifier)}"


def nameless_id(funder: str, name: str) -> str:
    """The id of an organisation that a funder names and gives no identifier."""
    both = f"{funder}\n{name.casefold()}"
    return f"{PREFIX}name-{slug(name)[:70]}-{digest(both)}"
