"""Doubles that were planted, and real lists of venues: how many are found, and how many wrongly."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from graph.analysis.sameness import Kind, Level, Same, find_pairs, find_same
from graph.model import Activity, Asset, Organisation, Record, Site
from graph.network import Network
from graph.tables import network_of
from seeds.demo import read_demo
from seeds.places import read_places
from tests.twice import Entered, again, moved

DATA = Path(
    os.environ.get("HEDGEROW_SHARED_DATA")
    or Path(__file__).resolve().parents[2].parent / "shared" / "data"
)
LIBRARIES = DATA / "facilities" / "libraries_england_2016_geocoded.csv"
WARM = DATA / "facilities" / "warm_spaces_uk.geojson"
real = pytest.mark.skipif(
    not (LIBRARIES.exists() and WARM.exists()),
    reason=f"the real open data files are not in {DATA}; set HEDGEROW_SHARED_DATA",
)


@dataclass
class Score:
    """How many doubles were found, and how many others were taken for one."""

    planted: int = 0
    found: int = 0
    wrong: int = 0
    missed: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        return self.found / self.planted

    @property
    def precision(self) -> float:
        return self.found / (self.found + self.wrong)


@cache
def county() -> tuple[Record, ...]:
    return tuple(read_demo())


@cache
def network() -> Network:
    return network_of(county())


@cache
def score(kind: type, seed: int) -> Score:
    """Every record of a kind entered again, its name changed twice and its place moved."""
    chance, told = np.random.default_rng(seed), Score()
    sites = {record.id: record for record in county() if isinstance(record, Site)}
    for record in county():
        if not isinstance(record, kind):
            continue
        assert isinstance(record, Entered)
        new, site = again(record, chance), None
        if isinstance(new, Site):
            new = moved(new, chance)
        elif new.site_id:
            site = moved(sites[new.site_id], chance)
        found = find_same(network(), new, site=site, level=Level.LIKELY)
        ids = [same.right.id for same in found]
        told.planted += 1
        told.found += record.id in ids
        told.wrong += sum(id != record.id for id in ids)
        if record.id not in ids:
            told.missed.append(f"{record.name} / {new.name}")
    return told


@pytest.mark.parametrize(
    ("kind", "least"),
    [(Site, 0.92), (Organisation, 0.90), (Asset, 0.92), (Activity, 0.96)],
)
def test_planted_doubles_are_found_and_hardly_anything_else(kind: type, least: float) -> None:
    told = score(kind, 7)
    assert told.recall >= least, told.missed
    assert told.precision >= 0.98


def test_the_county_has_no_two_records_that_are_likely_the_same() -> None:
    assert [pair.explanation for pair in find_pairs(network())] == []


def test_planted_doubles_are_found_among_all_pairs() -> None:
    chance = np.random.default_rng(11)
    sites = [record for record in county() if isinstance(record, Site)]
    doubles = [moved(again(site, chance), chance) for site in sites[::5]]
    assert all(isinstance(double, Site) for double in doubles)
    found = find_pairs(network_of([*county(), *doubles]), kinds=(Kind.SITE,))
    pairs = {(same.left.id, same.right.id) for same in found}
    planted = {(f"again.{site.id}", site.id) for site in sites[::5]}
    assert len(pairs & planted) / len(planted) >= 0.9
    assert len(pairs & planted) / len(pairs) >= 0.98


# -- real lists ------------------------------------------------------------------------------


@cache
def places(path: Path) -> dict[str, Site]:
    return {r.id: r for r in read_places(path).records if isinstance(r, Site)}


@cache
def venues() -> tuple[Same, ...]:
    both = {**places(LIBRARIES), **places(WARM)}
    return find_pairs(network_of(both.values()), kinds=(Kind.SITE,), most=10_000)


@real
@pytest.mark.real_data
def test_the_libraries_of_england_are_hardly_ever_taken_for_each_other() -> None:
    libraries = places(LIBRARIES)
    found = find_pairs(network_of(libraries.values()), kinds=(Kind.SITE,))
    assert len(found) <= 0.003 * len(libraries)


@real
@pytest.mark.real_data
def test_libraries_are_recognised_in_a_list_that_others_keep() -> None:
    """Those called a library in both, with one postcode and one name but for small words."""
    libraries, warm = places(LIBRARIES), places(WARM)
    by_key = {(_plain(s.name), s.postcode): s.id for s in libraries.values() if s.postcode}
    sure = {
        frozenset((by_key[key], s.id))
        for s in warm.values()
        for key in [(_plain(s.name), s.postcode)]
        if key in by_key and s.id not in libraries
    }
    found = {frozenset((same.left.id, same.right.id)) for same in venues()}
    assert len(sure) > 300
    assert len(sure & found) / len(sure) >= 0.98


def _plain(name: str) -> str:
    return name.casefold().replace("library", "").replace("the ", "").strip()


@real
@pytest.mark.real_data
def test_real_venues_entered_again_are_found() -> None:
    both = {**places(LIBRARIES), **places(WARM)}
    there, chance, told = network_of(both.values()), np.random.default_rng(3), Score()
    for site in list(both.values())[::25]:
        new = again(site, chance)
        assert isinstance(new, Site)
        found = find_same(there, moved(new, chance), level=Level.LIKELY)
        told.planted += 1
        told.found += any(same.right.id == site.id for same in found)
    assert told.recall >= 0.97
