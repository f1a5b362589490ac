"""Making an atlas: outlines put on the grid, put together, coarsened, and cut into arcs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import numpy as np
import shapely

from graph.analysis.nesting import MOSTLY, nesting_shares
from graph.model import AreaKind
from graph.network import Floats, Index, Network
from maps.atlas import MOST_FAR, STEPS, Atlas, Level
from maps.bands import BANDS, Band, band_at, zoom_for
from maps.cells import cells_of
from maps.geometry import coarsened, dissolved, in_degrees, on_grid
from maps.plates import Plate, plate_of
from maps.topology import Shapes

FAR_CELLS, NEAR_CELLS = 600, 6_000
"""How many cells stand for the areas of a kind that lies in no larger one."""

Progress = Callable[[str, int, int], None]
Outlines = Mapping[AreaKind, Mapping[str, str]]


def made_atlas(
    network: Network, outlines: Outlines, *, version: str, progress: Progress | None = None
) -> Atlas:
    """Make the atlas of a network.

    Parameters
    ----------
    network
        Whose areas; the empty network has an atlas without levels.
    outlines
        GeoJSON geometry texts by area id, by kind, EPSG:4326. An area
        without one gets the outlines of the smaller areas in it, put
        together, where all of them are known; elsewhere it is a round mark.
    version
        What :func:`version_of` says of them.
    progress
        Told what is drawn, and may stop it by raising.
    """
    making = _Making(network, outlines)
    sizes = {kind: int((network.areas.kind == kind.value).sum()) for kind in AreaKind}
    # The smallest areas first: larger ones may be put together from them.
    kinds = sorted((kind for kind in AreaKind if sizes[kind]), key=lambda kind: -sizes[kind])
    levels: dict[str, Level] = {}
    for done, kind in enumerate(kinds):
        if progress is not None:
            progress(kind.label, done, len(kinds))
        for level in making.levels(kind):
            levels[level.key] = level
    return Atlas(version=version, levels=levels)


class _Making:
    """An atlas on its way: the outlines on the grid, by kind."""

    def __init__(self, network: Network, outlines: Outlines) -> None:
        self.network = network
        self.outlines = outlines
        self.shapes: dict[AreaKind, Shapes] = {}
        self.meeting: set[AreaKind] = set()  # kinds whose outlines meet corner by corner

    def levels(self, kind: AreaKind) -> Iterator[Level]:
        """The level of a kind, and those of its cells where it lies in no larger one."""
        rows = self._rows(kind)
        shapes = self._shapes(kind, rows)
        areas = self.network.areas
        centres = np.column_stack([areas.longitude[rows], areas.latitude[rows]])
        ids = tuple(str(id) for id in areas.id[rows])
        start = 0.0 if len(rows) <= MOST_FAR else zoom_for(self._width(shapes, rows))
        if start:
            yield from self._cells(kind, rows, shapes, ids)
        names = tuple(str(name) for name in areas.name[rows])
        plates = dict(_plates(shapes, centres, start))
        yield Level(key=kind.value, ids=ids, names=names, from_zoom=start, plates=plates)

    def _shapes(self, kind: AreaKind, rows: Index) -> Shapes:
        """The outlines of a kind's areas on the grid, put together where they have none."""
        texts = self.outlines.get(kind, {})
        at = {str(self.network.areas.id[row]): place for place, row in enumerate(rows)}
        known = {id: text for id, text in texts.items() if id in at}
        shapes = np.full(len(rows), None, dtype=object)
        shapes[[at[id] for id in known]] = on_grid(known)
        self.shapes[kind] = shapes
        if len(known) == len(rows):
            self.meeting.add(kind)
        else:
            self._put_together(kind, shapes)
        return shapes

    def _put_together(self, kind: AreaKind, shapes: Shapes) -> None:
        """Areas without an outline get those of smaller ones that fill them, made one.

        Of the kinds that could, the one with the fewest areas: a country of
        its regions, not of all its small areas.
        """
        rows, bare = self._rows(kind), shapely.is_missing(shapes)
        for source in sorted(self.meeting, key=lambda other: (len(self._rows(other)), other)):
            inner = self.shapes[source]
            shares = nesting_shares(self.network)[self._rows(source)][:, rows].tocoo()
            mostly = shares.data > MOSTLY
            small, large = shares.row[mostly], shares.col[mostly]
            order = np.argsort(large, kind="stable")
            small, large = small[order], large[order]
            wanted = np.unique(large[bare[large]]).tolist()
            for place in wanted:
                first, last = np.searchsorted(large, [place, place + 1])
                shapes[place] = dissolved(inner[small[first:last]])
            if len(wanted) == len(rows):
                self.meeting.add(kind)
            if wanted:
                return

    def _rows(self, kind: AreaKind) -> Index:
        return np.flatnonzero(self.network.areas.kind == kind.value).astype(np.int32)

    def _width(self, shapes: Shapes, rows: Index) -> float:
        """How wide an area is in the mean, metres: of its outline, or of the land around it."""
        sizes = shapely.area(shapes)
        if (sizes > 0).any():
            return float(np.sqrt(sizes[sizes > 0].mean()))
        areas = self.network.areas
        known = np.isfinite(areas.easting[rows])
        if not known.any():
            return 0.0
        east, north = areas.easting[rows][known], areas.northing[rows][known]
        land = max(float(np.ptp(east)), 1.0) * max(float(np.ptp(north)), 1.0)
        return float(np.sqrt(land / 2 / known.sum()))

    def _cells(
        self, kind: AreaKind, rows: Index, shapes: Shapes, ids: tuple[str, ...]
    ) -> Iterator[Level]:
        """Cells of areas, where no larger kind with few areas holds them."""
        if self._held(rows):
            return
        areas = self.network.areas
        points = np.column_stack([areas.easting[rows], areas.northing[rows]])
        for number, most in ((1, FAR_CELLS), (2, NEAR_CELLS)):
            if len(rows) < 2 * most and number > 1:
                return
            cells = cells_of(points, most)
            places = [np.flatnonzero(cells == cell) for cell in range(cells.max(initial=-1) + 1)]
            if not places:
                return
            outlined = all(shape is not None for shape in shapes)
            drawn = [dissolved(shapes[own]) if outlined else None for own in places]
            together = np.empty(len(places), dtype=object)
            together[:] = drawn
            start = 0.0 if number == 1 else zoom_for(self._width(together, rows[:0]))
            degrees = np.array([_middle(areas.longitude, areas.latitude, rows[p]) for p in places])
            yield Level(
                key=f"{kind.value}-{number}",
                ids=tuple(f"cell-{cell}" for cell in range(len(places))),
                names=tuple(f"{len(own):,} areas" for own in places),
                from_zoom=start,
                plates=dict(_plates(together, degrees, start)),
                members=(ids, cells),
            )

    def _held(self, rows: Index) -> bool:
        """Whether some larger kind with few areas holds most of these."""
        shares = nesting_shares(self.network)[rows]
        for step in STEPS:
            larger = np.flatnonzero(self.network.areas.kind == step.value)
            if 0 < len(larger) <= MOST_FAR:
                inside = np.asarray(shares[:, larger].sum(axis=1)).ravel()
                if (inside > 0.5).mean() > 0.9:
                    return True
        return False


def _middle(longitude: Floats, latitude: Floats, rows: Index) -> tuple[float, float]:
    return float(np.nanmean(longitude[rows])), float(np.nanmean(latitude[rows]))


def _plates(shapes: Shapes, centres: Floats, start: float) -> Iterator[tuple[int, Plate]]:
    """The plates of areas in every band that they are drawn in."""
    for band in bands_from(start):
        coarse = coarsened(shapes, band.tolerance_m)
        yield band.zoom, plate_of(in_degrees(coarse), centres, band)


def bands_from(start: float) -> tuple[Band, ...]:
    """The bands in which areas are drawn that begin at a zoom of the map."""
    first = band_at(start)
    return tuple(band for band in BANDS if band.zoom >= first.zoom)
