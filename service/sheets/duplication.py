"""Columns of overlaps, written from the finding's own: a row is its place in the ranking."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from graph.analysis.duplication import Cluster, Duplication, Overlap
from graph.analysis.duplication.suggestions import SUGGESTIONS
from graph.analysis.weekly import Sessions
from graph.network import Floats
from service.exports import Column, Sheet

MOST_WORDS = 2_000
"""In how many rows effects and sentences stand; longer files hold the other columns alone."""


GROUPS: Sheet[Cluster] = Sheet(
    "duplication-groups",
    (
        Column("id", lambda r: r.id),
        Column("rank", lambda r: r.number),
        Column("name", lambda r: r.name),
        Column("activity_ids", lambda r: r.activity_ids),
        Column("activities", lambda r: r.activities),
        Column("organisations", lambda r: r.organisations),
        Column("overlaps", lambda r: r.overlaps),
        Column("overlaps_above", lambda r: r.above),
        Column("overlaps_needed", lambda r: r.needed),
        Column("releasable_place_hours", lambda r: round(r.releasable_place_hours, 1)),
        Column("young_people", lambda r: round(r.young_people)),
    ),
    lambda r: (r.longitude, r.latitude),
)
"""Groups of services that overlap."""


def duplication_sheet(found: Duplication, *, told: bool = False) -> Sheet[int]:
    """The columns of one finding; its rows are the places 0, 1, 2 … in order of rank.

    The last columns, what the suggestion would change and the sentences, are left out beyond
    :data:`MOST_WORDS` rows, unless ``told`` says that only a few are asked for.
    """
    columns, tested, pairs = found.columns, found.columns.tested, found.columns.tested.pairs
    sites = tested.served.network.sites
    site_of = tested.served.network.activities.site

    def rounded(values: Floats, digits: int) -> Callable[[int], float]:
        return lambda r: round(float(values[r]), digits)

    def middle(place: int) -> tuple[float, float]:
        ends = [site_of[row] for row in (pairs.left[place], pairs.right[place])]
        return float(sites.longitude[ends].mean()), float(sites.latitude[ends].mean())

    ids = tested.served.network.activities.id
    return Sheet(
        "duplication",
        (
            Column("id", lambda r: f"{ids[pairs.left[r]]}~{ids[pairs.right[r]]}"),
            Column("rank", lambda r: r + 1),
            Column("cluster", lambda r: int(columns.cluster[r]) or None),
            *_sides(found),
            Column("score", rounded(tested.score, 3)),
            Column("clash_hours_per_week", rounded(pairs.clash_hours, 2)),
            Column("distance_m", lambda r: round(float(tested.distance_m[r]))),
            Column("shared_young_people", lambda r: round(float(pairs.people[r]))),
            Column(
                "shared_hours_per_week",
                lambda r: round(float(pairs.hours[r]), 3) if tested.known[r] else None,
            ),
            Column("verdict", lambda r: tested.verdict(r).label),
            Column("releasable_place_hours", rounded(tested.releasable, 1)),
            Column("suggestion", lambda r: SUGGESTIONS[int(columns.suggestion[r])].label),
            *(_told(found) if told or len(found.rows) <= MOST_WORDS else ()),
        ),
        middle,
    )


def _sides(found: Duplication) -> tuple[Column[int], ...]:
    tested = found.columns.tested
    network, pairs = tested.served.network, tested.pairs
    activities, sessions = network.activities, Sessions(network.sessions)
    organisations, sites = network.organisations.name, network.sites.name
    return tuple(
        Column(f"{heading}_{number}", lambda r, rows=rows, cell=cell: cell(int(rows[r])))  # type: ignore[misc]
        for number, rows in ((1, pairs.left), (2, pairs.right))
        for heading, cell in (
            ("activity", lambda row: str(activities.name[row])),
            ("organisation", lambda row: str(organisations[activities.organisation[row]])),
            ("site", lambda row: str(sites[activities.site[row]])),
            ("sessions", lambda row: "; ".join(sessions.of(row))),
        )
    )


def _told(found: Duplication) -> tuple[Column[int], ...]:
    """What the suggestion would change, and the sentences."""

    @lru_cache(maxsize=1)  # the columns of one row are asked for one after the other
    def row(place: int) -> Overlap:
        return found.rows[place]

    def closing(name: str, digits: int) -> Callable[[int], float | None]:
        def cell(place: int) -> float | None:
            effect = row(place).outcome.closing
            return None if effect is None else round(getattr(effect, name), digits)

        return cell

    return (
        Column("would_have_less", closing("losing", 0)),
        Column("hours_less_each", closing("hours_lost", 3)),
        Column("would_fall_below", closing("falling", 0)),
        Column("effect", lambda r: row(r).effect),
        Column("explanation", lambda r: row(r).explanation),
        Column("counter_reading", lambda r: row(r).counter_reading),
    )
