"""Blocks: which records are worth holding against each other, out of all there are.

Near ones by a tree of positions; those of like names by the groups of three letters that they
share, the rarer the weightier (cosine of TF-IDF vectors, the groups hashed into columns:
Weinberger et al. 2009). All names of a table are cut up at once.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array
from scipy.spatial import cKDTree

from graph.analysis.memory import remembered
from graph.analysis.sameness.facts import Facts, Kind
from graph.analysis.sameness.records import record_points, table_of
from graph.network import Floats, Index, Network, Table, Text

COLUMNS = 1 << 16
NEAR_M, FAR_M = 1_000.0, 25_000.0
"""Within the first, a name may be less alike; beyond the second it is not looked for."""

LEAST_NEAR, LEAST_FAR = 0.12, 0.4
"""The least cosine of the letters of two names, near and far."""

NEXT_TO_M = 60.0
"""Within it, any name."""

MOST = 120
"""Records that one is held against."""

_GAP = ord("\n")
Grams = npt.NDArray[np.int64]


@dataclass(frozen=True, kw_only=True, eq=False)
class Letters:
    """The names of a table, cut up.

    Attributes
    ----------
    vectors
        One row a record, each of length 1 (of length 0 for a name without a letter).
    columns
        The same, column by column.
    weight
        Of each column: rarer groups of letters weigh more, those that no name has nothing.
    """

    vectors: csr_array
    columns: csr_array
    weight: Floats

    def cosines(self, name: str) -> Floats:
        """How alike the letters of each name are to those of one, 0 to 1, shape (records,)."""
        _, grams = _grams([name])
        found, many = np.unique(grams, return_counts=True)
        weight = self.weight[found] * many
        length = float(np.sqrt((weight**2).sum()))
        if not length:
            return np.zeros(self.vectors.shape[0])
        answer: Floats = (weight / length) @ self.columns[found]
        return np.asarray(answer).ravel()


def letters_of(names: Text) -> Letters:
    """Cut up some names."""
    rows, grams = _grams(names.tolist())
    shape = (len(names), COLUMNS)
    counts = csr_array((np.ones(len(rows)), (rows, grams)), shape=shape)
    counts.sum_duplicates()
    many = np.bincount(counts.indices, minlength=COLUMNS)
    weight = np.where(many > 0, np.log1p(len(names) / (1.0 + many)), 0.0)
    counts.data *= weight[counts.indices]
    lengths = np.sqrt(np.asarray(counts.multiply(counts).sum(axis=1)).ravel())
    counts.data /= np.repeat(np.where(lengths > 0, lengths, 1.0), np.diff(counts.indptr))
    return Letters(vectors=counts, columns=csr_array(counts.T), weight=weight)


def _grams(names: list[str]) -> tuple[Grams, Grams]:
    """Groups of three letters of some names: which name each is of, and its column."""
    text = "\n".join(" ".join(f" {name} ".split("\n")) for name in names)
    plain = unicodedata.normalize("NFKD", text).casefold()
    codes = np.frombuffer(plain.encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(
        np.int64
    )
    # Letters, figures, spaces and the gaps between names; accents and signs tell nothing.
    known = np.unique(codes)
    kept = known[[chr(one).isalnum() or one in (32, _GAP) for one in known.tolist()]]
    codes = codes[np.isin(codes, kept)]
    row = np.cumsum(codes == _GAP)
    if len(codes) < 3:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    one, two, three = codes[:-2], codes[1:-1], codes[2:]
    whole = (one != _GAP) & (two != _GAP) & (three != _GAP)
    mixed = (one * 0x9E3779B1 + two * 0x85EBCA6B + three * 0xC2B2AE35) & 0xFFFFFFFF
    return row[:-2][whole], (((mixed * 0x9E3779B1) >> 16) % COLUMNS)[whole]


@dataclass(frozen=True, kw_only=True, eq=False)
class Blocks:
    """The records of a kind, ready to be looked among.

    Attributes
    ----------
    points
        Shape (records, 2), metres; NaN for no place.
    letters
        Their names.
    placed, tree
        Rows of those that have a place, and the tree of their positions; None for none.
    """

    points: Floats
    letters: Letters
    placed: Index
    tree: cKDTree | None

    def around(self, facts: Facts) -> Index:
        """Rows worth holding against a record, in row order; at most :data:`MOST`."""
        cosine = self.letters.cosines(facts.name)
        metres = np.full(len(cosine), np.nan)
        if facts.place.point is not None:
            metres = np.hypot(*(self.points - np.array(facts.place.point)).T)
        found = np.flatnonzero(worth(cosine, metres))
        if len(found) > MOST:
            value = cosine[found] + np.where(metres[found] <= NEXT_TO_M, 0.5, 0.0)
            found = np.sort(found[np.argsort(-value, kind="stable")[:MOST]])
        answer: Index = found.astype(np.int32)
        return answer


def worth(cosine: Floats, metres: Floats) -> npt.NDArray[np.bool_]:
    """Which pairs are worth holding against each other; metres are NaN where not known."""
    with np.errstate(invalid="ignore"):
        near = (metres <= NEAR_M) & (cosine >= LEAST_NEAR)
        far = ~(metres > FAR_M) & (cosine >= LEAST_FAR)
        worth: npt.NDArray[np.bool_] = (metres <= NEXT_TO_M) | near | far
    return worth


@remembered(most=1)
def _letters_in(table: Table) -> Letters:
    # Kept with the table: a write to another one leaves it as it is.
    return letters_of(vars(table)["name"])


@remembered(most=4)
def blocks_of(network: Network, *, kind: Kind) -> Blocks:
    """The records of a kind, ready to be looked among; made once for a network."""
    points = record_points(network, kind)
    placed = np.flatnonzero(np.isfinite(points).all(axis=1)).astype(np.int32)
    return Blocks(
        points=points,
        letters=_letters_in(table_of(network, kind)),
        placed=placed,
        tree=cKDTree(points[placed]) if len(placed) else None,
    )
