"""OGC API – Features: the rules of Part 1, and a client that others wrote."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Iterator

import pyogrio
import pytest
import shapely
from openapi_pydantic.v3.v3_0 import OpenAPI

from graph.model import Site
from graph.projection import to_grid
from service.app import close, create_app
from service.config import Config
from service.server import server_of

ITEMS = "/ogc/collections/{}/items"


@pytest.fixture
def client(app):
    return app.test_client()


def body(client, address, status=200):
    answer = client.get(address)
    assert answer.status_code == status, f"{address}: {answer.text[:300]}"
    return answer.json


def linked(told, rel):
    return [one["href"] for one in told["links"] if one["rel"] == rel]


def ids(client):
    return [one["id"] for one in body(client, "/ogc/collections")["collections"]]


def test_the_landing_page_leads_to_everything(client):
    told = body(client, "/ogc/")
    for rel in ("self", "service-desc", "service-doc", "conformance", "data"):
        (href,) = linked(told, rel)
        assert client.get(href.replace("http://localhost", "")).status_code == 200, rel
    conforms = body(client, "/ogc/conformance")["conformsTo"]
    assert "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core" in conforms


def test_every_collection_describes_itself_and_has_features(client):
    found = ids(client)
    assert {"organisations", "sites", "activities", "gaps", "areas-parish"} <= set(found)
    for id in found:
        told = body(client, f"/ogc/collections/{id}")
        assert told["id"] == id
        assert linked(told, "items")
        page = body(client, f"{ITEMS.format(id)}?limit=2")
        assert page["type"] == "FeatureCollection"
        assert page["numberReturned"] == len(page["features"]) <= 2
        assert page["timeStamp"].endswith("Z")
        for feature in page["features"]:
            one = body(client, f"{ITEMS.format(id)}/{feature['id']}")
            assert {k: one[k] for k in feature} == feature
            assert linked(one, "collection")


def test_the_document_is_openapi_3_0(client):
    answer = client.get("/ogc/api")
    assert answer.mimetype == "application/vnd.oai.openapi+json"
    told = OpenAPI.model_validate(answer.json)
    assert told.openapi.startswith("3.0")
    for id in ids(client):
        assert f"/collections/{id}/items" in told.paths


def test_pages_follow_one_another_and_hold_every_feature_once(client):
    address, seen = f"{ITEMS.format('sites')}?limit=37", []
    while address:
        page = body(client, address.replace("http://localhost", ""))
        seen += [feature["id"] for feature in page["features"]]
        address = next(iter(linked(page, "next")), "")
    assert len(seen) == len(set(seen)) == page["numberMatched"] > 37


def test_a_box_keeps_points_in_it(client):
    every = body(client, f"{ITEMS.format('sites')}?limit=1000")["features"]
    box = (-5.2, 50.1, -4.8, 50.4)
    kept = body(client, f"{ITEMS.format('sites')}?limit=1000&bbox={','.join(map(str, box))}")
    inside = {
        one["id"]
        for one in every
        if shapely.box(*box).intersects(shapely.Point(one["geometry"]["coordinates"]))
    }
    assert {one["id"] for one in kept["features"]} == inside
    assert 0 < len(inside) < len(every)


def test_a_box_keeps_areas_whose_outlines_meet_it(client):
    address = ITEMS.format("areas-parish")
    every = body(client, f"{address}?limit=1000")["features"]
    box = (-5.05, 50.2, -4.9, 50.3)
    kept = body(client, f"{address}?limit=1000&bbox={','.join(map(str, box))}")["features"]
    meets = {
        one["id"]
        for one in every
        if shapely.box(*box).intersects(shapely.from_geojson(json.dumps(one["geometry"])))
    }
    assert {one["id"] for one in kept} == meets
    assert 0 < len(meets) < len(every)


def test_a_box_over_the_date_line_is_two(client):
    every = body(client, ITEMS.format("sites"))["numberMatched"]
    assert body(client, f"{ITEMS.format('sites')}?bbox=170,-90,-2,90")["numberMatched"] == every
    assert body(client, f"{ITEMS.format('sites')}?bbox=170,-90,-170,90")["numberMatched"] == 0


def test_properties_keep_what_they_name(client):
    kept = body(client, f"{ITEMS.format('activities')}?theme=music&limit=1000")["features"]
    assert kept
    assert {one["properties"]["theme"] for one in kept} == {"music"}
    assert body(client, f"{ITEMS.format('activities')}?theme=nothing")["numberMatched"] == 0


def test_a_finding_answers_its_question(client):
    usual = body(client, f"{ITEMS.format('gaps')}?limit=1000")["features"]
    music = body(client, f"{ITEMS.format('gaps')}?limit=1000&theme=music")["features"]
    assert {one["id"] for one in usual} == {one["id"] for one in music}
    assert usual != music


def test_days_keep_what_was_checked_between_them(client):
    address = ITEMS.format("organisations")
    every = body(client, f"{address}?limit=1000")["features"]
    days = sorted({d for one in every if (d := one["properties"]["verified_on"])})
    middle = days[len(days) // 2]
    for asked, keeps in (
        (f"../{middle}", lambda d: d <= middle),
        (f"{middle}/..", lambda d: d >= middle),
        (f"{middle}T00:00:00Z", lambda d: d == middle),
    ):
        kept = body(client, f"{address}?limit=1000&datetime={asked}")["features"]
        wanted = {
            one["id"]
            for one in every
            if one["properties"]["verified_on"] and keeps(one["properties"]["verified_on"])
        }
        assert {one["id"] for one in kept} == wanted, asked


@pytest.mark.parametrize(
    "query",
    [
        "limit=0",
        "limit=x",
        "offset=-1",
        "bbox=1,2,3",
        "bbox=a,b,c,d",
        "bbox=0,60,1,50",
        "bbox=0,0,nan,1",
        "datetime=yesterday",
        "datetime=2026-03-01/2026-02-01",
        "datetime=2026-13-01",
        "colour=red",
        "f=html",
        "bbox-crs=http://www.opengis.net/def/crs/EPSG/0/27700",
    ],
)
def test_what_makes_no_sense_is_refused_with_a_problem(client, query):
    answer = client.get(f"{ITEMS.format('sites')}?{query}")
    assert answer.status_code == 400
    assert answer.mimetype == "application/problem+json"
    assert answer.json["errors"][0]["parameter"] == query.partition("=")[0]


def test_more_than_the_most_is_the_most(client):
    for most in (5000, 10**12):
        assert body(client, f"{ITEMS.format('sites')}?limit={most}")["numberReturned"] <= 1000


def test_the_form_may_be_asked_for_as_elsewhere(client):
    page = body(client, f"{ITEMS.format('sites')}?f=json&limit=2")
    assert page["numberReturned"] == 2
    assert "f=json" in linked(page, "next")[0]


def test_no_box_is_small_enough_to_find_a_hidden_place(spare, spare_app):
    exact = Site(id="refuge", name="Refuge", latitude=50.26321, longitude=-5.05123, blurred=True)
    spare.write([exact], by="test", message="A refuge")
    client = spare_app.test_client()
    around = [-5.05123 - 1e-4, 50.26321 - 1e-4, -5.05123 + 1e-4, 50.26321 + 1e-4]
    address = f"{ITEMS.format('sites')}?bbox={','.join(map(str, around))}"
    assert body(client, address)["numberMatched"] == 0
    (found,) = body(client, ITEMS.format("sites"))["features"]
    longitude, latitude = found["geometry"]["coordinates"]
    east, north = to_grid(longitude, latitude)
    assert (round(float(east)) % 1000, round(float(north)) % 1000) == (500, 500)


@pytest.mark.parametrize("path", ["nothing", "sites/items/nobody", "nothing/items"])
def test_what_is_not_there_is_not_found(client, path):
    answer = client.get(f"/ogc/collections/{path}")
    assert answer.status_code == 404
    assert answer.mimetype == "application/problem+json"


def test_links_are_right_behind_a_proxy(demo, tmp_path):
    config = Config(data=tmp_path, proxies=1, trusted_hosts=("map.example.org",))
    app = create_app(config, store=demo, patience_s=None)
    headers = {"X-Forwarded-Proto": "https", "X-Forwarded-Host": "map.example.org"}
    answer = app.test_client().get("/ogc", headers=headers)
    close(app)
    assert answer.status_code == 200
    assert all(one["href"].startswith("https://map.example.org/") for one in answer.json["links"])


def test_any_page_may_read_it_and_no_cookie_counts(client):
    answer = client.get("/ogc/collections")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "Set-Cookie" not in answer.headers


@pytest.fixture(scope="module")
def address(demo, tmp_path_factory) -> Iterator[str]:
    """A real server on loopback."""
    config = Config(data=tmp_path_factory.mktemp("ogc"), port=0)
    app = create_app(config, store=demo, patience_s=None)
    app.config["HEDGEROW_API_LIMIT"] = "1000000 per minute"
    server = server_of(app, config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield f"OAPIF:http://127.0.0.1:{server.effective_port}/ogc"
    server.trigger.pull_trigger(lambda: server.asyncore.close_all(server._map))
    thread.join(10)
    server.task_dispatcher.shutdown()
    close(app)


NEEDS_DRIVER = pytest.mark.skipif(
    "OAPIF" not in pyogrio.list_drivers(), reason="this GDAL has no OAPIF driver"
)


CLIENT = """
import json, sys, pyogrio
address, layer, box = json.loads(sys.argv[1])
if layer is None:
    told = [name for name, _ in pyogrio.list_layers(address)]
else:
    frame = pyogrio.read_dataframe(address, layer=layer, bbox=box and tuple(box))
    told = {
        "rows": len(frame),
        "crs": str(frame.crs),
        "names": sorted(set(frame["name"])) if "name" in frame else [],
        "placed": int((~frame.geometry.isna()).sum()),
    }
print(json.dumps(told))
"""
"""A process of its own: GDAL keeps Python's lock while it waits, and the server needs that."""


def gdal(address, layer=None, box=None):
    """What GDAL reads."""
    asked = json.dumps([address, layer, box])
    done = subprocess.run(
        [sys.executable, "-c", CLIENT, asked], capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr[-2_000:]
    return json.loads(done.stdout)


@NEEDS_DRIVER
def test_gdal_finds_every_collection(client, address):
    assert set(gdal(address)) == set(ids(client))


@NEEDS_DRIVER
@pytest.mark.parametrize("id", ["sites", "organisations", "areas-parish", "gaps"])
def test_gdal_reads_every_feature_with_its_place(client, address, id):
    told = gdal(address, id)
    page = body(client, f"{ITEMS.format(id)}?limit=1000")
    assert told["rows"] == page["numberMatched"]
    assert told["crs"] in ("EPSG:4326", "OGC:CRS84")
    assert set(told["names"]) <= {one["properties"].get("name") for one in page["features"]}
    assert told["placed"] == sum(one["geometry"] is not None for one in page["features"]) > 0


@NEEDS_DRIVER
def test_gdal_asks_for_a_box(client, address):
    box = (-5.2, 50.1, -4.8, 50.4)
    kept = body(client, f"{ITEMS.format('sites')}?limit=1000&bbox={','.join(map(str, box))}")
    assert gdal(address, "sites", box)["rows"] == kept["numberMatched"] > 0
