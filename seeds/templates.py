"""Empty spreadsheets to fill in, each with one example row that the readers pass over."""

from __future__ import annotations

import csv
import io

from graph.errors import NotFound
from seeds.columns import COLUMNS, Kind

KINDS: tuple[str, ...] = tuple(kind.value for kind in Kind)


def template(kind: str) -> str:
    """The template of a kind as CSV text: the header, and one row whose id begins ``example-``.

    Parameters
    ----------
    kind
        One of :data:`KINDS`.

    Raises
    ------
    NotFound
        There is no such template.
    """
    if kind not in KINDS:
        raise NotFound("template", kind)
    columns = COLUMNS[Kind(kind)]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([column.name for column in columns])
    writer.writerow([column.example for column in columns])
    return out.getvalue()
