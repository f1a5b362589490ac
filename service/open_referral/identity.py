"""The ids of the feed: UUIDs made from our own ids, the same in every export and for ever."""

from __future__ import annotations

from uuid import UUID, uuid5

NAMESPACE = UUID("6f0c52de-7d8c-5d0b-9a57-0c1b0a4f6c3e")
"""Of every id in the feed; another one would make every record a stranger to those who read it."""


def uuid_of(kind: str, *ids: str) -> str:
    """The UUID of something of a kind, from the ids that make it what it is.

    Parameters
    ----------
    kind
        As the standard calls it: "service".
    ids
        Our own id of it, or of all that it joins.
    """
    return str(uuid5(NAMESPACE, ":".join((kind, *ids))))


def read_uuid(text: str) -> str | None:
    """A UUID as the feed writes it; None where a text is none."""
    try:
        return str(UUID(text)) if len(text) <= 45 and text.isascii() else None
    except ValueError:
        return None
