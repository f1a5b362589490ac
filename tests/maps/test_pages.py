"""The maps as folium writes them: a script of one's own, the same every time, no other host."""

from __future__ import annotations

import json
import re

import pytest

from maps.elements import FetchedMap, script_of
from maps.pages import (
    GREAT_BRITAIN,
    Ground,
    Kind,
    answers_map,
    bounds_of,
    duplication_map,
    explorer_map,
    gaps_map,
    locator_map,
    opportunities_map,
)
from maps.spots import SYMBOLS
from maps.symbols import ORGANISATION
from maps.tiles import Tiles

GROUND = Ground(
    bounds=((50.0, -5.7), (50.9, -4.2)),
    shapes="/map/boundaries/parish.json?v=7",
    names="/map/names.json?v=7",
)
TILED = Ground(
    bounds=GROUND.bounds,
    shapes=GROUND.shapes,
    names=GROUND.names,
    tiles=Tiles(address="https://tiles.example/{z}/{x}/{y}.png", attribution="© Somebody"),
)


def maps(ground: Ground = GROUND) -> dict[str, FetchedMap]:
    kinds = [
        Kind(key=key, symbol=symbol, href="/x/{id}", link="See it")
        for key, symbol in SYMBOLS.items()
    ]
    asked = {"data": "/data.json?theme=music", "href": "/rows/{id}?theme=music"}
    return {
        "gaps": gaps_map(ground, **asked, standard_hours_per_week=0.5),
        "duplication": duplication_map(ground, **asked),
        "opportunities": opportunities_map(ground, **asked, strong=("a",), all=True),
        "explorer": explorer_map(
            ground, data="/d.json", kinds=kinds, search="q", area_href="/areas/{id}"
        ),
        "answers": answers_map(
            ground,
            data="/d.json",
            kinds=kinds,
            at=(-5.0, 50.2),
            title="</script><b>",
            symbol=ORGANISATION,
        ),
        "locator": locator_map(
            ground, at=(-5.0, 50.2), title="</script><b>", symbol=ORGANISATION, area_shape="/one"
        ),
    }


NAMES = sorted(maps())


@pytest.mark.parametrize("name", NAMES)
def test_the_script_is_the_same_every_time(name):
    assert script_of(maps()[name]) == script_of(maps()[name])


@pytest.mark.parametrize("name", NAMES)
def test_the_script_draws_into_the_element_of_the_page(name):
    assert f'hedgerow.map(\n            "map_{name}"' in re.sub(
        r"\n +", "\n            ", script_of(maps()[name])
    )


@pytest.mark.parametrize("name", NAMES)
def test_without_tiles_nothing_names_another_host(name):
    script = script_of(maps()[name])
    assert not re.search(r"https?:|//[a-z]", script)
    assert "tileLayer" not in script


@pytest.mark.parametrize("name", NAMES)
def test_the_script_is_script_alone(name):
    script = script_of(maps()[name])
    assert "<" not in script
    assert re.search(r"[0-9a-f]{32}", script) is None


@pytest.mark.parametrize("name", NAMES)
def test_tiles_that_were_set_are_drawn_with_their_owners_words(name):
    script = script_of(maps(TILED)[name])
    assert "https://tiles.example/{z}/{x}/{y}.png" in script
    assert "Somebody" in script
    assert '"tiled": true' in script


def test_a_map_brings_no_assets_into_the_page():
    figure = maps()["gaps"].get_root()
    maps()["gaps"].render()
    html = figure.header.render()
    assert "cdn" not in html
    assert "jquery" not in html


def test_every_layer_of_the_explorer_fetches_the_same_data_once():
    script = script_of(maps()["explorer"])
    layers = re.findall(r"hedgerow\.points\(\s*map_explorer, (\{.*\})", script)
    assert len(layers) == len(SYMBOLS)
    assert {json.loads(layer)["data"] for layer in layers} == {"/d.json"}


def test_without_outlines_there_are_no_names_to_fetch():
    bare = Ground(bounds=GROUND.bounds)
    script = script_of(duplication_map(bare, data="/d", href="/h/{id}"))
    assert "hedgerow.labels" not in script
    assert "hedgerow.outline(" not in script


def test_the_bounds_hold_every_position_with_room_around():
    (south, west), (north, east) = bounds_of([(-5.0, 50.0), (-4.0, 50.5)])
    assert south < 50.0 < 50.5 < north
    assert west < -5.0 < -4.0 < east


def test_one_position_is_not_a_map_of_nothing():
    (south, west), (north, east) = bounds_of([(-5.0, 50.0)])
    assert north - south == pytest.approx(0.04, abs=0.001)
    assert east - west == pytest.approx(0.06, abs=0.001)


def test_no_known_position_shows_the_whole_island():
    nan = float("nan")
    assert bounds_of([]) == bounds_of([(nan, nan)]) == GREAT_BRITAIN
