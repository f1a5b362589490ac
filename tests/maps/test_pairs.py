"""Two maps side by side: the same ground and scale, each its own side's values."""

from __future__ import annotations

import numpy as np

from graph.analysis.scenario.comparison import Comparison, compare
from graph.analysis.scenario.edits import parse_edits
from graph.analysis.slices import Mode, Reach
from maps.elements import script_of
from maps.grounds import Ground
from maps.legends import NOBODY, UNMAPPED
from maps.pairs import pair_legend, side_map, side_shading, side_values
from maps.shading import CLASS_NOBODY, CLASS_UNMAPPED
from tests.builders import (
    CHECKED,
    TODAY,
    a_network,
    a_site,
    an_activity,
    an_area,
    an_organisation,
)

NEAR = Reach(mode=Mode.WALK, reach_m=1_000, detour=1.0)
NETWORK = a_network(
    an_area("west", name="Westton"),
    an_area("east", 5_000),
    an_area("bare", 0.0, 500.0, people=0),
    a_site("hall", verified_on=CHECKED),
    an_organisation("trust"),
    an_activity("club", by="trust", at="hall"),
)


def found() -> Comparison:
    return compare(NETWORK, parse_edits(["close:activity:club"]), reach=NEAR, today=TODAY)


def values(*, after: bool) -> dict[str, object]:
    return side_values(
        NETWORK,
        found().columns,
        frozenset({"east"}),
        after=after,
        standard_hours_per_week=0.5,
    )


def test_each_side_has_its_own_values_and_both_the_same_areas() -> None:
    today, then = values(after=False)["areas"], values(after=True)["areas"]
    assert today["west"] == [4, "30 minutes", 0, 100]  # type: ignore[index]
    assert then["west"] == [0, "0 minutes", 100, 100]  # type: ignore[index]
    assert set(today) == set(then)  # type: ignore[call-overload]


def test_where_nobody_looked_or_lives_says_so_on_both_sides() -> None:
    for after in (False, True):
        areas = values(after=after)["areas"]
        assert areas["east"][0] == CLASS_UNMAPPED  # type: ignore[index]
        assert areas["bare"][0] == CLASS_NOBODY  # type: ignore[index]


def test_an_area_without_an_outline_has_a_place_to_be_marked() -> None:
    points = values(after=True)["points"]
    assert set(points) == {"west", "bare"}  # type: ignore[call-overload]
    assert points["west"][0] == "Westton"  # type: ignore[index]


def test_the_shadings_of_both_sides_differ_in_hours_and_in_who_is_short() -> None:
    columns = found().columns
    today, then = (side_shading(columns, after=after) for after in (False, True))
    assert np.array_equal(today.rows, then.rows)
    assert np.array_equal(today.unmapped, then.unmapped)
    assert today.number.sum() > then.number.sum() == 0
    assert then.sums[0].sum() - today.sums[0].sum() == 100


def test_the_script_of_a_side_draws_its_areas_and_joins_its_pair() -> None:
    ground = Ground(bounds=((50.0, -5.0), (50.5, -4.5)), shapes="/shapes")
    text = script_of(
        side_map(
            "then",
            ground,
            data="/then.json",
            values="/values.json",
            href="/areas/{id}",
            standard_hours_per_week=0.5,
        )
    )
    assert 'hedgerow.map(\n            "map_then"' in text
    assert "/then.json" in text
    assert "hedgerow.together(map_then)" in text


def test_the_one_legend_has_the_scale_and_what_lies_beside_it() -> None:
    swatches = pair_legend(0.5).swatches
    assert len(swatches) == 7
    assert swatches[-2:] == (UNMAPPED, NOBODY)
