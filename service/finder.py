"""Finding a record by its name, among all of them: activities, organisations, places, areas."""

from __future__ import annotations

from dataclasses import dataclass
from heapq import nsmallest

from graph.analysis.memory import remembered
from graph.model import AreaKind, OrganisationKind, Term
from graph.network import Network, Text
from service.formats import folded
from service.listings import THEMES

MOST = 8
"""How many of each kind are offered."""

LEAST_LETTERS = 2


class Kind(Term):
    """What can be found by name."""

    ACTIVITY = "activity", "Activities"
    ORGANISATION = "organisation", "Organisations"
    SITE = "site", "Places"
    AREA = "area", "Areas"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A record that was found: which it is, what it is called, and what tells it from others."""

    kind: Kind
    id: str
    name: str
    detail: str

    @property
    def key(self) -> str:
        """The kind and the id, for an address."""
        return f"{self.kind.value}:{self.id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hits:
    """The first of a kind that were found, the best first, and how many there are in all."""

    kind: Kind
    hits: tuple[Hit, ...]
    total: int


def find_named(network: Network, text: str, *, kinds: tuple[Kind, ...] = tuple(Kind)) -> list[Hits]:
    """Records whose names hold every word of a text, by kind.

    Names that begin with the text come first, then names with a word that does, then the
    rest; equal ones by name, then id. Kinds without any are left out; a text of fewer
    than :data:`LEAST_LETTERS` letters finds nothing.
    """
    wanted = " ".join(folded(text).split())
    if len(wanted) < LEAST_LETTERS:
        return []
    found = []
    for kind in kinds:
        names = _folded_names(network, kind=kind)
        rows = _rows_holding(names, wanted)
        if rows:
            hits = tuple(_hit(network, kind, row) for row in _best(names, rows, wanted))
            found.append(Hits(kind=kind, hits=hits, total=len(rows)))
    return found


def hit_of(network: Network, key: str) -> Hit | None:
    """The record of a key ("activity:ID"), None where there is none."""
    name, _, id = key.partition(":")
    try:
        kind = Kind(name)
    except ValueError:
        return None
    ids, _ = _table(network, kind)
    row = ids.get(id)
    return None if row is None else _hit(network, kind, row)


def _rows_holding(names: list[str], wanted: str) -> list[int]:
    """Rows whose names hold every word; the longest is looked for first, as the rarest."""
    first, *others = sorted(wanted.split(), key=len, reverse=True)
    rows = [row for row, name in enumerate(names) if first in name]
    return [row for row in rows if all(word in names[row] for word in others)]


def _best(names: list[str], rows: list[int], wanted: str) -> list[int]:
    """The first :data:`MOST` of them, those that begin with what is wanted before the rest."""
    inside = f" {wanted}"
    steps = (
        (row for row in rows if names[row].startswith(wanted)),
        (row for row in rows if inside in names[row] and not names[row].startswith(wanted)),
        (row for row in rows if inside not in names[row] and not names[row].startswith(wanted)),
    )
    best: list[int] = []
    for step in steps:
        if len(best) < MOST:
            best += nsmallest(MOST - len(best), step, key=lambda row: (names[row], row))
    return best


@remembered(most=len(Kind))
def _folded_names(network: Network, *, kind: Kind) -> list[str]:
    return [folded(str(name)) for name in _table(network, kind)[1]]


def _table(network: Network, kind: Kind) -> tuple[dict[str, int], Text]:
    match kind:
        case Kind.ACTIVITY:
            return network.activities.rows, network.activities.name
        case Kind.ORGANISATION:
            return network.organisations.rows, network.organisations.name
        case Kind.SITE:
            return network.sites.rows, network.sites.name
        case _:
            return network.areas.rows, network.areas.name


def _hit(network: Network, kind: Kind, row: int) -> Hit:
    match kind:
        case Kind.ACTIVITY:
            table = network.activities
            id, name = table.id[row], table.name[row]
            by, at = int(table.organisation[row]), int(table.site[row])
            parts = [THEMES[str(table.theme[row])].label]
            parts += [str(network.organisations.name[by])] if by >= 0 else []
            parts += [str(network.sites.name[at])] if at >= 0 else []
            detail = ", ".join(parts)
        case Kind.ORGANISATION:
            id, name = network.organisations.id[row], network.organisations.name[row]
            detail = OrganisationKind(str(network.organisations.kind[row])).label
        case Kind.SITE:
            id, name = network.sites.id[row], network.sites.name[row]
            parts = [str(network.sites.address[row]), str(network.sites.postcode[row])]
            detail = ", ".join(part for part in parts if part)
        case _:
            id, name = network.areas.id[row], network.areas.name[row]
            detail = AreaKind(str(network.areas.kind[row])).label
    return Hit(kind=kind, id=str(id), name=str(name), detail=detail)
