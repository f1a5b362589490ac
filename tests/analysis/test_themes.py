"""All themes at once: what each has within reach is what it has alone."""

from __future__ import annotations

import pytest

from graph.analysis.drawn import Drawn
from graph.analysis.gaps import find_gaps
from graph.analysis.gaps.themes import ThemeAccess, Themes, find_themes
from graph.analysis.slices import Decay, Method, Reach, Slice
from graph.errors import NotFound, OptionOutOfRange
from graph.model import Theme
from tests.builders import (
    TODAY,
    a_network,
    a_partnership,
    a_priority,
    a_site,
    an_activity,
    an_area,
    an_organisation,
)

STEP = Reach(reach_m=3_000, detour=1.0, decay=Decay.STEP)


def two_villages() -> tuple[object, ...]:
    """100 young people at the hall, 300 at 9 km; music and drama at the hall, sport at 6 km."""
    return (
        an_area("near", 0, people=100),
        an_area("far", 9_000, people=300),
        a_site("hall", 0),
        a_site("field", 7_500),
        an_organisation(),
        an_activity("band", at="hall", theme=Theme.MUSIC),
        an_activity("choir", at="hall", theme=Theme.MUSIC),
        an_activity("play", at="hall", theme=Theme.DRAMA, when=""),
        an_activity("match", at="field", theme=Theme.SPORT),
    )


def asked(**options: object) -> Themes:
    return find_themes(a_network(*two_villages()), **{"reach": STEP, **options})  # type: ignore[arg-type]


def by_theme(found: Themes) -> dict[Theme, ThemeAccess]:
    return {row.theme: row for row in found.rows}


def test_each_theme_has_the_hours_worked_out_by_hand() -> None:
    # Music: 100 place-hours for 100 young people, 1 hour for each, so 100 / 400 on average.
    # Sport: 50 place-hours for the 300, so 50 / 400.
    rows = by_theme(asked(standard_hours_per_week=0.5))
    assert rows[Theme.MUSIC].hours_per_week == pytest.approx(0.25)
    assert rows[Theme.SPORT].hours_per_week == pytest.approx(0.125)
    assert rows[Theme.DRAMA].hours_per_week == 0
    assert (rows[Theme.MUSIC].short, rows[Theme.MUSIC].without) == (300, 300)
    assert (rows[Theme.SPORT].short, rows[Theme.SPORT].without) == (400, 100)
    assert (rows[Theme.MUSIC].activities, rows[Theme.SPORT].activities) == (2, 1)
    assert rows[Theme.DRAMA].activities == 0


def test_the_scarcest_come_first_and_equal_ones_in_the_order_of_the_taxonomy() -> None:
    found = asked()
    assert [row.theme for row in found.rows[-2:]] == [Theme.SPORT, Theme.MUSIC]
    nothing = [row.theme for row in found.rows[:-2]]
    assert nothing == [theme for theme in Theme if theme in nothing]


def test_within_an_area_the_nearest_is_named_even_out_of_reach() -> None:
    rows = by_theme(asked(within="near"))
    near = rows[Theme.SPORT].nearest[0]
    assert (near.activity_id, near.within_reach) == ("match", False)
    assert near.distance_m == pytest.approx(7_500, rel=1e-3)
    assert rows[Theme.DRAMA].nearest == ()
    assert all(row.nearest == () for row in asked().rows)


def test_an_outline_counts_shares_of_people() -> None:
    found = asked(drawn=Drawn(shares=(("near", 0.5), ("far", 0.1))))
    assert found.young_people == pytest.approx(80)
    assert by_theme(found)[Theme.MUSIC].hours_per_week == pytest.approx(50 / 80)


@pytest.mark.parametrize("method", Method)
def test_a_theme_among_all_is_the_theme_alone(method: Method) -> None:
    network = a_network(*two_villages())
    for row in find_themes(network, reach=STEP, method=method).rows:
        alone = find_gaps(
            network, slice=Slice(theme=row.theme), reach=STEP, method=method, today=TODAY
        )
        assert row.hours_per_week == pytest.approx(alone.hours_per_week, abs=1e-12)
        assert row.short == pytest.approx(alone.short)


def test_each_theme_is_held_against_its_own_standard() -> None:
    agreed = a_priority(hours=3.0, theme=Theme.MUSIC)
    found = find_themes(a_network(*two_villages(), a_partnership(), agreed), reach=STEP)
    rows = by_theme(found)
    assert rows[Theme.MUSIC].standard_hours_per_week == 3
    assert rows[Theme.SPORT].standard_hours_per_week == 0.5


def test_an_empty_network_has_nobody_short_of_any_theme() -> None:
    found = find_themes(a_network())
    assert len(found.rows) == len(Theme)
    assert found.young_people == 0
    assert all((row.hours_per_week, row.short, row.activities) == (0, 0, 0) for row in found.rows)


def test_an_area_that_is_not_there_and_a_standard_out_of_range_are_refused() -> None:
    with pytest.raises(NotFound):
        asked(within="atlantis")
    with pytest.raises(OptionOutOfRange):
        asked(standard_hours_per_week=200)
