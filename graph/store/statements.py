"""The Cypher statements, one a file under ``queries/``.

The first lines of a file are comments that name its parameters and the
columns that it returns. A few statements serve every label: they stand in
``queries/any`` and ``queries/link``, with ``«label»`` in place of the label,
and are filled here from the closed lists of :mod:`graph.store.kinds` only.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from graph.store.labels import Label, LinkType

Statement = str
"""What the driver takes: text that is ours, never somebody's input."""


@cache
def statement(path: str) -> Statement:
    """The statement in ``queries/<path>.cypher``, as it stands."""
    folder = files("graph.store") / "queries"
    return (folder / f"{path}.cypher").read_text(encoding="utf-8")


@cache
def for_label(name: str, label: Label) -> Statement:
    """A statement of ``queries/any`` for one label."""
    return statement(f"any/{name}").replace("«label»", Label(label).value)


@cache
def for_link(name: str, start: Label, type: LinkType, end: Label) -> Statement:
    """A statement of ``queries/link`` for relationships of one type between two labels."""
    text = statement(f"link/{name}").replace("«start»", Label(start).value)
    text = text.replace("«type»", LinkType(type).value)
    return text.replace("«end»", Label(end).value)
