"""Duplication: pairs beside geopandas and pandas, all of England, and planted ground truth."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import geopandas
import numpy as np
import numpy.typing as npt
import pandas as pd

from benchmarks.england import england
from benchmarks.measuring import Row, Spread, faster, seconds, times, within
from benchmarks.planted import TODAY, Score, found_by_rule, found_in, planted_county, score, scored
from graph.analysis.access.served import Served, who_is_served
from graph.analysis.duplication import find_duplication, likeness
from graph.analysis.duplication.candidates import JOINT, Tests, all_found, search_of
from graph.analysis.duplication.grounds import catchment_grounds
from graph.analysis.provision import session_hours
from graph.analysis.slices import Reach, Slice
from graph.model import Audience, Season, Theme
from graph.network import Floats, Index, Network

APART_M = 2_000.0
LEAST = 0.15
LEAST_SHARE = 0.95
COUNTIES = 5
MOST_SECONDS = 10.0
MOST_GIGABYTES = 2.0
Pairs = npt.NDArray[np.int64]


@cache
def _searched() -> tuple[Callable[[], object], Frames]:
    """Our search, ready to go, and what the others start from; all three find the same."""
    network = england().network
    served = who_is_served(network, slice=Slice(), reach=Reach(reach_m=APART_M / 2, detour=1.0))
    grounds = catchment_grounds(served)
    tests = Tests(served=(served,), enough=(0.5,), of_theme={})
    search = search_of(grounds, tests, least=LEAST, within=None, catchments=False)

    def ours() -> list[tuple[Index, Floats]]:
        return list(all_found(search, len(grounds.sites)))

    frames = _frames(served)
    found = by_hand(frames)
    rows = np.concatenate([pairs for pairs, _ in ours()])
    for other in (_ordered(rows[:, 0], rows[:, 1]), plain(frames)):
        if not np.array_equal(other, found):
            raise AssertionError("The ways do not find the same pairs.")
    frames.found = len(found)
    return ours, frames


def pairs_of_england() -> Row:
    """Pairs of activities within 2 km that are alike in theme, ages, audience and time."""
    ours, frames = _searched()
    return faster(
        "Pairs of alike activities within 2 km",
        times(ours, lambda: plain(frames), repeats=10, other_repeats=2),
        least=100,
        note=(
            f"{len(frames.activities):,} activities with a place and a time, "
            f"{frames.near:,} pairs within 2 km, the same {frames.found:,} of them found by both: "
            "different organisations, themes, ages, audiences and weekly times alike by at "
            f"least {LEAST}, not delivered jointly; both from ready columns to pairs, the other "
            "with geopandas' `sjoin` and one filter of pandas after the other"
        ),
    )


def pairs_beside_tuned_pandas() -> Row:
    """The same, beside geopandas and pandas as somebody tunes them who knows them well."""
    ours, frames = _searched()
    return faster(
        "The same pairs beside tuned pandas",
        times(ours, lambda: by_hand(frames), repeats=10, other_repeats=2),
        least=50,
        note=(
            "as above; the other joins the places alone, takes columns only for pairs that are "
            "left, and does the dearest last"
        ),
    )


@dataclass(kw_only=True)
class Frames:
    """What geopandas and pandas start from, ready-made.

    ``near`` and ``found`` count the pairs within reach, and those that pass.
    """

    activities: Any  # a GeoDataFrame
    sessions: pd.DataFrame
    partners: pd.DataFrame
    joined: pd.DataFrame
    near: int = 0
    found: int = 0


def _frames(served: Served) -> Frames:
    network = served.network
    activities, sites = network.activities, network.sites
    rows = np.flatnonzero(served.provision.counts & (activities.site >= 0))
    site = activities.site[rows]
    groups = {str(theme): str(theme.group) for theme in Theme}
    table = pd.DataFrame(
        {
            "row": rows,
            "organisation": activities.organisation[rows],
            "theme": pd.Categorical(activities.theme[rows]),
            "group": pd.Categorical([groups[theme] for theme in activities.theme[rows].tolist()]),
            "low": activities.age_from[rows],
            "high": activities.age_to[rows],
            "audience": pd.Categorical(activities.audience[rows]),
            "everyone": activities.audience[rows] == str(Audience.EVERYONE),
        }
    )
    ready: Any = geopandas  # it does not say what it exports
    places = ready.points_from_xy(sites.easting[site], sites.northing[site])
    return Frames(
        activities=ready.GeoDataFrame(table, geometry=places, crs=27700),
        sessions=_sessions(network, served.slice),
        partners=pd.DataFrame(
            {"row": network.delivers_with.left, "partner": network.delivers_with.right}
        ),
        joined=_joined(network),
    )


def _sessions(network: Network, slice: Slice) -> pd.DataFrame:
    times = network.sessions
    counts = session_hours(times, slice) > 0
    late = np.where(times.start >= likeness.AFTER_SCHOOL, 1, 0)
    seasons = {str(Season.TERM): 1, str(Season.HOLIDAYS): 2, str(Season.ALL_YEAR): 3}
    return pd.DataFrame(
        {
            "row": times.owner,
            "day": times.day,
            "start": times.start,
            "end": times.end,
            "season": [seasons[season] for season in times.season.tolist()],
            "part": np.where(times.day >= 5, 2, late),
        }
    )[counts]


def _joined(network: Network) -> pd.DataFrame:
    ties = network.ties
    as_one = ties.validated & np.isin(ties.kind, [str(kind) for kind in JOINT])
    left, right = ties.left[as_one], ties.right[as_one]
    return pd.DataFrame(
        {
            "organisation_1": np.concatenate([left, right]),
            "organisation_2": np.concatenate([right, left]),
        }
    ).drop_duplicates()


def plain(frames: Frames) -> Pairs:
    """The pairs as one writes it down: `sjoin`, then one filter after the other."""
    table = frames.activities
    near = table.sjoin(table, predicate="dwithin", distance=APART_M, lsuffix="1", rsuffix="2")
    pairs = near[near["row_1"] < near["row_2"]]
    pairs = pairs[pairs["organisation_1"] != pairs["organisation_2"]]
    pairs = pairs[pairs["group_1"] == pairs["group_2"]]
    same = pairs["audience_1"] == pairs["audience_2"]
    pairs = pairs[same | pairs["everyone_1"] | pairs["everyone_2"]]
    return _timed(_apart(_alike(pairs), frames), frames)


def by_hand(frames: Frames) -> Pairs:
    """The same, tuned: places alone are joined, and columns fetched for pairs that are left."""
    places = frames.activities[["geometry"]]
    near = places.sjoin(places, predicate="dwithin", distance=APART_M)
    one, other = near.index.to_numpy(), near["index_right"].to_numpy()
    keep = one < other
    frames.near = int(keep.sum())
    table = frames.activities.drop(columns="geometry")
    left = table.iloc[one[keep]].reset_index(drop=True)
    right = table.iloc[other[keep]].reset_index(drop=True)
    same_audience = left["audience"] == right["audience"]
    keep = (left["organisation"] != right["organisation"]) & (left["group"] == right["group"])
    keep &= same_audience | left["everyone"] | right["everyone"]
    pairs = left[keep].join(right[keep], lsuffix="_1", rsuffix="_2")
    return _timed(_apart(_alike(pairs), frames), frames)


def _alike(pairs: pd.DataFrame) -> pd.DataFrame:
    """Those alike enough in theme, ages and audience."""
    shared = np.minimum(pairs["high_1"], pairs["high_2"]) + 1
    shared = (shared - np.maximum(pairs["low_1"], pairs["low_2"])).clip(lower=0)
    either = pairs["high_1"] - pairs["low_1"] + pairs["high_2"] - pairs["low_2"] + 2 - shared
    theme = np.where(pairs["theme_1"] == pairs["theme_2"], 1.0, likeness.SAME_GROUP)
    same = pairs["audience_1"] == pairs["audience_2"]
    alike = theme * (shared / either) * np.where(same, 1.0, likeness.EVERYONE_AND_ONE_GROUP)
    columns = ["row_1", "row_2", "organisation_1", "organisation_2"]
    pairs = pd.DataFrame(pairs[columns]).assign(alike=alike)
    return pairs[pairs["alike"] >= LEAST]


def _apart(pairs: pd.DataFrame, frames: Frames) -> pd.DataFrame:
    """Without the pairs that are delivered jointly."""
    keys = ["organisation_1", "organisation_2"]
    as_one = pd.MultiIndex.from_frame(pairs[keys]).isin(pd.MultiIndex.from_frame(frames.joined))
    partners = pd.MultiIndex.from_frame(frames.partners)
    for row, organisation in (("row_1", "organisation_2"), ("row_2", "organisation_1")):
        as_one |= pd.MultiIndex.from_frame(pairs[[row, organisation]]).isin(partners)
    return pairs[~as_one]


def _timed(pairs: pd.DataFrame, frames: Frames) -> Pairs:
    """Those whose weekly times are alike enough."""
    times = frames.sessions
    both = pairs.merge(times, left_on="row_1", right_on="row")
    both = both.merge(times, left_on="row_2", right_on="row", suffixes=("_a", "_b"))
    meets = (both["season_a"] & both["season_b"]) > 0
    day = meets & (both["day_a"] == both["day_b"])
    part = meets & (both["part_a"] == both["part_b"])
    together = np.minimum(both["end_a"], both["end_b"]) > np.maximum(
        both["start_a"], both["start_b"]
    )
    both["time"] = np.select(
        [day & together, day & part, part], [1.0, likeness.SAME_DAY, likeness.SAME_PART], 0.0
    )
    best = both.groupby(["row_1", "row_2"], sort=False)[["alike", "time"]].max()
    best = best[best["alike"] * best["time"] >= LEAST].reset_index()
    return _ordered(best["row_1"].to_numpy(), best["row_2"].to_numpy())


def _ordered(left: npt.NDArray[np.int32], right: npt.NDArray[np.int32]) -> Pairs:
    """Pairs with the smaller row first, in ascending order: shape (pairs, 2)."""
    found = np.column_stack([np.minimum(left, right), np.maximum(left, right)]).astype(np.int64)
    return found[np.lexsort((found[:, 1], found[:, 0]))]


def all_of_england() -> Row:
    """The whole finding by bus: pairs, catchments, test, clusters, and a page of 25 rows."""
    network = england().network

    def ask() -> int:
        found = find_duplication(network, today=TODAY)
        found.prepare()
        return len(found.rows) + len(found.rows[:25])

    before = _resident()
    with _Watched() as watched:
        rows = ask() - 25
        taken = [seconds(ask) for _ in range(5)]
    most = watched.most - before
    row = within(
        "Duplication, all of England by bus",
        taken,
        most=MOST_SECONDS,
        unit="seconds",
        beside=f" seconds and {MOST_GIGABYTES:g} GB",
        note=(
            f"{rows:,} overlaps among {len(network.activities):,} activities, with a page of 25 "
            f"rows; at most {most:.2f} GB were held at once beyond what was there before; the "
            "other is what is allowed"
        ),
        digits=2,
    )
    return replace(row, met=row.met and most <= MOST_GIGABYTES)


class _Watched:
    """The most memory that the process holds while it is watched."""

    def __init__(self) -> None:
        self.most = 0.0
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def _watch(self) -> None:
        while not self._ended.is_set():
            self.most = max(self.most, _resident())
            time.sleep(0.01)

    def __enter__(self) -> _Watched:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()


def _resident() -> float:
    """Gigabytes of memory that the process holds now."""
    with open("/proc/self/statm", encoding="ascii") as file:
        return int(file.read().split()[1]) * 4096 / 1e9


@cache
def _scores() -> tuple[tuple[Score, ...], tuple[Score, ...]]:
    """How well planted counties are told apart: by Hedgerow, and by a filter."""
    counties = [planted_county(seed) for seed in range(COUNTIES)]
    ours = tuple(score(county, found_in(county)) for county in counties)
    return ours, tuple(scored(county, found_by_rule(county)) for county in counties)


def planted_precision() -> Row:
    """Of the overlaps above the standard, how many are planted duplicates."""
    return _planted("Planted duplicates: precision", lambda one: one.precision)


def planted_recall() -> Row:
    """Of the planted duplicates, how many are overlaps above the standard."""
    return _planted("Planted duplicates: recall", lambda one: one.recall)


def planted_needed() -> Row:
    """Of the planted look-alikes that are needed, how many are called needed capacity."""
    return _planted("Planted needed capacity: recall", lambda one: one.needed)


def _planted(name: str, part: Callable[[Score], float]) -> Row:
    ours, rule = ([part(one) for one in scores] for scores in _scores())
    return Row(
        name=name,
        unit="share",
        ours=Spread.of(ours),
        other=Spread.of(rule),
        ratio=Spread.of([one / max(other, 0.01) for one, other in zip(ours, rule, strict=True)]),
        target=f"at least {LEAST_SHARE:g}",
        met=Spread.of(ours).median >= LEAST_SHARE,
        note=(
            f"{COUNTIES} generated counties of 280 pairs of 14 kinds each, records with mistakes; "
            "the other is a filter: one theme, one day, less than 2 km apart, and no test against "
            "the standard"
        ),
        digits=2,
    )
