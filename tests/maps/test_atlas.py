"""An atlas of a grid of areas: its levels, its squares, and itself when it was kept."""

from __future__ import annotations

import numpy as np
import pytest

from graph.model import AreaKind
from maps.atlas import MOST_FAR, Atlas
from maps.bands import Square, square_at
from maps.engraving import made_atlas
from maps.keeping import KEPT, keep, kept, newest, version_of
from maps.plates import rows_in, square_text
from tests.builders import a_network, an_area
from tests.squares import SIDE_M, cell, grid_areas, grid_boundaries, read_topology

SIDE = 36  # more than MOST_FAR areas


def a_grid(columns=SIDE, rows=SIDE, *, outlined=True, within=9):
    network = a_network(*grid_areas(columns, rows, within=within))
    texts = {b.area_id: b.geometry for b in grid_boundaries(columns, rows)} if outlined else {}
    return network, {AreaKind.LSOA: texts}


def an_atlas(*args, **options) -> Atlas:
    network, outlines = a_grid(*args, **options)
    return made_atlas(network, outlines, version="one")


@pytest.fixture(scope="module")
def grid() -> Atlas:
    return an_atlas()


def middle_square(zoom):
    x, y = cell(SIDE // 2, SIDE // 2).centroid.coords[0]
    return square_at(x, y, zoom)


def test_far_out_districts_stand_for_the_small_areas_in_them(grid):
    assert SIDE * SIDE > MOST_FAR
    districts, small = grid.ladder(AreaKind.LSOA)
    assert (districts.key, small.key) == ("local_authority", "lsoa")
    assert districts.from_zoom == 0 < small.from_zoom
    assert [level.key for level in grid.ladder(AreaKind.LOCAL_AUTHORITY)] == ["local_authority"]
    assert grid.ladder(AreaKind.PARISH) == ()


def test_a_district_without_an_outline_has_that_of_its_small_areas(grid):
    level = grid.levels["local_authority"]
    found = read_topology(
        square_text(level.plate_at(11), middle_square(11), level.ids, level.names)
    )
    number, name, shape = found["d-02-02"]
    assert (level.ids[number], name) == ("d-02-02", "D 02 02")
    whole = cell(2, 2, side_m=9 * SIDE_M, corners=9)
    assert shape.symmetric_difference(whole).area < 0.01 * whole.area


def test_neighbours_meet_without_a_gap_in_every_band(grid):
    level = grid.levels["lsoa"]
    for zoom, plate in level.plates.items():
        found = read_topology(square_text(plate, middle_square(zoom), level.ids, level.names))
        shapes = [shape for _, _, shape in found.values()]
        together = shapes[0]
        for shape in shapes[1:]:
            together = together.union(shape)
        assert together.area == pytest.approx(sum(shape.area for shape in shapes), rel=1e-9)


def test_a_square_holds_whole_each_area_that_reaches_into_it(grid):
    level = grid.levels["lsoa"]
    square = middle_square(11)
    found = read_topology(square_text(level.plate_at(11), square, level.ids, level.names))
    west, south, east, north = square.box
    expected = set()
    for column in range(SIDE):
        for row in range(SIDE):
            x0, y0, x1, y1 = cell(column, row).bounds
            if x0 < east - 1e-4 and x1 > west + 1e-4 and y0 < north - 1e-4 and y1 > south + 1e-4:
                expected.add(f"a-{column:03}-{row:03}")
    assert expected <= set(found)
    for id in expected:
        column, row = int(id[2:5]), int(id[6:])
        assert found[id][2].symmetric_difference(cell(column, row)).area < 2e-6


def test_where_nothing_is_a_square_is_empty(grid):
    level = grid.levels["lsoa"]
    text = square_text(level.plate_at(11), Square(zoom=11, x=0, y=0), level.ids, level.names)
    assert read_topology(text) == {}


def test_without_outlines_areas_are_points_at_their_centres():
    level = an_atlas(outlined=False).levels["lsoa"]
    found = read_topology(
        square_text(level.plate_at(11), middle_square(11), level.ids, level.names)
    )
    assert found
    for id, (_, _, shape) in found.items():
        assert shape.geom_type == "Point"
        assert shape.distance(cell(int(id[2:5]), int(id[6:])).centroid) < 1e-4


@pytest.mark.parametrize("outlined", [True, False])
def test_where_no_larger_kind_is_known_areas_are_put_together_by_where_they_are(outlined):
    network, outlines = a_grid(outlined=outlined, within=0)
    atlas = made_atlas(network, outlines, version="one")
    far, *_, near = atlas.ladder(AreaKind.LSOA)
    assert far.members is not None
    assert far.from_zoom == 0
    assert near.key == "lsoa"
    rows = near.rows(network)
    shares = far.shares(network, rows)
    assert np.asarray(shares.sum(axis=0)).tolist() == [1.0] * SIDE**2
    assert len(far) < MOST_FAR
    drawn = read_topology(square_text(far.plate_at(5), middle_square(5), far.ids, far.names))
    kinds = {shape.geom_type for _, _, shape in drawn.values()}
    assert kinds <= ({"Polygon", "MultiPolygon"} if outlined else {"Point"})


def test_the_small_areas_of_each_district_are_its_own(grid):
    network, _ = a_grid()
    level = grid.levels["local_authority"]
    small = grid.levels["lsoa"]
    shares = level.shares(network, small.rows(network)).toarray()
    for number, id in enumerate(level.ids):
        mine = {small.ids[n] for n in np.flatnonzero(shares[number])}
        column, row = int(id[2:4]), int(id[5:])
        assert mine == {
            f"a-{9 * column + x:03}-{9 * row + y:03}" for x in range(9) for y in range(9)
        }


def test_an_area_that_is_gone_has_no_row(grid):
    rows = grid.levels["lsoa"].rows(a_network(an_area("a-000-001")))
    assert rows[1] == 0
    assert set(rows[[0, 2]].tolist()) == {-1}


@pytest.mark.parametrize("areas", [(), (an_area("only", kind=AreaKind.WARD),)])
def test_an_empty_graph_and_one_area_have_an_atlas(areas):
    atlas = made_atlas(a_network(*areas), {}, version="none")
    assert len(atlas.ladder(AreaKind.WARD)) == len(areas)


def test_areas_without_a_position_or_an_outline_are_not_drawn():
    network = a_network(an_area("nowhere", None), an_area("here"))
    level = made_atlas(network, {}, version="x").levels["lsoa"]
    plate = level.plate_at(11)
    assert [level.ids[row] for row in rows_in(plate, Square(zoom=0, x=0, y=0))] == ["here"]


def test_a_kept_atlas_draws_the_same(tmp_path, grid):
    keep(grid, tmp_path)
    again = kept(tmp_path, "one")
    assert again is not None
    assert [*again.levels] == [*grid.levels]
    for key, level in grid.levels.items():
        for zoom, plate in level.plates.items():
            square = middle_square(zoom)
            other = again.levels[key]
            assert square_text(plate, square, level.ids, level.names) == square_text(
                other.plates[zoom], square, other.ids, other.names
            )


def test_only_the_newest_atlases_are_kept_and_broken_ones_passed_over(tmp_path):
    import os

    atlas = made_atlas(a_network(an_area("here")), {}, version="0")
    for number in range(KEPT + 2):
        keep(Atlas(version=f"v{number}", levels=atlas.levels), tmp_path)
        os.utime(tmp_path / f"v{number}", (number, number))
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == [f"v{number}" for number in range(2, KEPT + 2)]
    (tmp_path / "v3" / "levels.json").write_text("{")
    found = newest(tmp_path)
    assert found is not None
    assert found.version == "v2"
    assert kept(tmp_path, "v9") is None
    assert newest(tmp_path / "nothing") is None


def test_the_version_is_of_what_is_drawn_and_of_nothing_else():
    network, outlines = a_grid(3, 3, within=0)
    version = version_of(network, outlines)
    assert version == version_of(*a_grid(3, 3, within=0))
    assert version.isalnum()
    fewer = {AreaKind.LSOA: dict(list(outlines[AreaKind.LSOA].items())[1:])}
    named = a_network(*grid_areas(3, 3), an_area("more"))
    assert len({version, version_of(network, fewer), version_of(named, outlines)}) == 3
