"""What the maps of the three findings draw, as plain values for their data addresses.

Rows of a finding become GeoJSON features (RFC 7946) that carry their row's id
and words; the values of areas travel apart from the outlines, in lists by
area id.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from graph.analysis.duplication import Overlap, Side
from graph.analysis.gaps import Coverage, Gap, Gaps
from graph.analysis.opportunities import Link, Opportunity, Part
from graph.analysis.wording import spoken_hours
from graph.network import Network
from maps.features import collection, known, line_feature, point_feature, position
from maps.legends import Scale
from maps.shading import Shading, classes

Json = Any

MOST_SESSIONS = 4_000
"""The most activities that are drawn as dots."""


# -- gaps ---------------------------------------------------------------------


def area_values(gaps: Gaps, outlined: frozenset[str]) -> dict[str, Json]:
    """The areas' values, by area id: class, time within reach, people short, people.

    Parameters
    ----------
    gaps
        The finding.
    outlined
        Areas that the map has an outline of. The others are given a position
        (name, longitude, latitude) to be drawn as a round mark.
    """
    columns, areas = gaps.columns, gaps.network.areas
    ids = areas.id[columns.rows].tolist()
    shaded = classes(gaps_shading(gaps), Scale.of_access(gaps.standard_hours_per_week))
    values = {
        id: [kind, spoken_hours(hours), round(short), round(people)]
        for id, kind, hours, short, people in zip(
            ids,
            shaded.tolist(),
            columns.hours.tolist(),
            columns.short.tolist(),
            columns.people.tolist(),
            strict=True,
        )
    }
    points: dict[str, Json] = {}
    for place, id in enumerate(ids):
        longitude, latitude = float(columns.longitude[place]), float(columns.latitude[place])
        if id not in outlined and known(longitude, latitude):
            name = str(areas.name[columns.rows[place]])
            points[id] = [name, *position(longitude, latitude)]
    return {"areas": values, "points": points}


def gaps_shading(gaps: Gaps) -> Shading:
    """What colours the areas of a finding: hours within reach, and who is short of them."""
    columns = gaps.columns
    return Shading(
        rows=columns.rows,
        number=columns.hours,
        people=columns.people,
        unmapped=columns.unmapped,
        sums=(columns.short,),
    )


def gap_badges(rows: Sequence[Gap], standard_hours_per_week: float) -> dict[str, Json]:
    """The numbered marks of the widest gaps; unmapped areas have none."""
    standard = spoken_hours(standard_hours_per_week)
    return collection(
        point_feature(
            gap.longitude,
            gap.latitude,
            {
                "row": gap.area_id,
                "rank": gap.rank,
                "title": gap.area,
                "lines": [
                    f"{spoken_hours(gap.hours_per_week)} a week within reach of each",
                    f"The standard is {standard}",
                    f"{round(gap.short):,} of {round(gap.young_people):,} young people below it",
                ],
            },
        )
        for gap in rows
        if known(gap.longitude, gap.latitude) and gap.coverage is not Coverage.UNMAPPED
    )


def session_sites(gaps: Gaps) -> dict[str, Json]:
    """Where the activities nearest to the areas happen, one mark an activity, by activity id.

    None where they are more than :data:`MOST_SESSIONS`, as on a map of all of England.
    """
    activities, rows = gaps.network.activities, gaps.nearest_rows
    points = [
        [*_at_site(gaps.network, int(activities.site[row])), 0, str(activities.id[row]), name]
        for row in (sorted(rows.tolist()) if len(rows) <= MOST_SESSIONS else ())
        if (name := str(activities.name[row]))
    ]
    return {"kinds": ["session"], "points": points}


def sessions_in(gaps: Gaps, box: tuple[float, float, float, float]) -> dict[str, Json]:
    """The same within a box, one mark a site, by site id.

    ``box`` is west, south, east and north, degrees. A mark names the first of the
    activities there, and how many more there are.
    """
    activities, sites = gaps.network.activities, gaps.network.sites
    rows = np.sort(gaps.nearest_rows)
    held, first, count = np.unique(activities.site[rows], return_index=True, return_counts=True)
    x, y = sites.longitude[held], sites.latitude[held]
    inside = (x >= box[0]) & (x < box[2]) & (y >= box[1]) & (y < box[3]) & (held >= 0)
    points = []
    for site, row, number in zip(held[inside], rows[first[inside]], count[inside], strict=True):
        more = f" and {number - 1} more here" if number > 1 else ""
        at = _at_site(gaps.network, int(site))
        points.append([*at, 0, str(sites.id[site]), f"{activities.name[row]}{more}"])
    return {"kinds": ["session"], "points": points}


def _at_site(network: Network, site: int) -> list[float]:
    sites = network.sites
    return position(float(sites.longitude[site]), float(sites.latitude[site]))


# -- duplication --------------------------------------------------------------


def overlap_features(rows: Sequence[Overlap]) -> dict[str, Json]:
    """Each overlap: a line between its two sites, their two ends, and its number between them."""
    features: list[dict[str, Json]] = []
    for overlap in rows:
        ends = [
            side for side in (overlap.left, overlap.right) if known(side.longitude, side.latitude)
        ]
        if not ends:
            continue
        own = {"row": overlap.id, "style": overlap.verdict.value}
        if len(ends) == 2 and overlap.left.site_id != overlap.right.site_id:
            features.append(line_feature(_at(overlap.left), _at(overlap.right), {**own}))
        features.extend(point_feature(*_at(side), {**own, "end": side.name}) for side in ends)
        longitude = sum(side.longitude for side in ends) / len(ends)
        latitude = sum(side.latitude for side in ends) / len(ends)
        words = {
            "rank": overlap.rank,
            "title": f"{overlap.left.name} and {overlap.right.name}",
            "tag": overlap.verdict.label,
            "lines": [
                f"{overlap.left.organisation} and {overlap.right.organisation}",
                f"{round(overlap.shared_young_people):,} young people within reach of both",
            ],
        }
        features.append(point_feature(longitude, latitude, {**own, **words}))
    return collection(features)


def _at(side: Side) -> tuple[float, float]:
    return side.longitude, side.latitude


# -- opportunities ------------------------------------------------------------


def opportunity_features(rows: Sequence[Opportunity]) -> dict[str, Json]:
    """Each opportunity: its number where it would act, and its team's places and links.

    Team and links are marked ``detail``: the map shows them when the row is
    chosen, so that thirty teams do not lie over each other.
    """
    features: list[dict[str, Json]] = []
    for row in rows:
        placed = {part.organisation_id: part for part in reversed(row.parts) if _placed(part)}
        features.extend(_links(row, placed))
        features.extend(
            point_feature(
                part.longitude or 0.0,
                part.latitude or 0.0,
                {
                    "row": row.id,
                    "detail": True,
                    "symbol": part.role.value,
                    "title": part.evidence,
                    "lines": [f"{part.role.label}: {part.organisation}"],
                },
            )
            for part in row.parts
            if _placed(part)
        )
        if known(row.longitude, row.latitude):
            features.append(point_feature(row.longitude, row.latitude, _words(row)))
    return collection(features)


def _placed(part: Part) -> bool:
    return known(part.longitude, part.latitude)


def _words(row: Opportunity) -> dict[str, Json]:
    people = f"{round(row.young_people):,} young people reached"
    count = row.introductions
    introductions = f"{count} introduction{'' if count == 1 else 's'} needed" if count else ""
    return {
        "row": row.id,
        "rank": row.rank,
        "title": row.title,
        "tag": row.kind.label,
        "lines": [words for words in (people, row.session, introductions) if words],
    }


def _links(row: Opportunity, placed: Mapping[str, Part]) -> Iterable[dict[str, Json]]:
    def ends(link: Link) -> tuple[Part | None, Part | None]:
        return placed.get(link.left_id), placed.get(link.right_id)

    for link in row.links:
        left, right = ends(link)
        if left is None or right is None:
            continue
        yield line_feature(
            (left.longitude or 0.0, left.latitude or 0.0),
            (right.longitude or 0.0, right.latitude or 0.0),
            {
                "row": row.id,
                "detail": True,
                "style": "introduction" if link.introduction else "tie",
            },
        )
