"""Tables of postcodes as they are published: with and without a header, whole and in parts."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from graph.errors import InvalidData
from seeds.postcodes import read_postcodes
from tests.seeds.real import DATA, real

ONSPD = (
    '"pcd","pcd2","pcds","dointr","doterm","oseast1m","osnrth1m","osgrdind","lat","long"\r\n'
    '"TR1 1AA","TR1  1AA","TR1 1AA","198001","","182500","44900","1",50.26348,-5.05012\r\n'
    '"EC1A1BB","EC1A 1BB","EC1A 1BB","198001","","532000","181600","1",51.5201,-0.0979\r\n'
    '"TR1 1ZZ","TR1  1ZZ","TR1 1ZZ","198001","199001","","","9",99.999999,0\r\n'
    '"BT1 1AA","BT1  1AA","BT1 1AA","198001","","333500","374500","1",54.5998,-5.9301\r\n'
)
NEW_ONSPD = (
    "PCD7,PCD8,PCDS,DOINTR,DOTERM,EAST1M,NORTH1M,LAT,LONG\n"
    "TR1 1AA,TR1  1AA,TR1 1AA,198001,,182500,44900,50.26348,-5.05012\n"
)
CODE_POINT = (
    '"TR1 1AA",10,182500,44900,"E92000001","","E18000010","","E06000052","E05009238"\n'
    '"TR151AA",10,164900,40800,"E92000001","","E18000010","","E06000052","E05009238"\n'
    '"TR1 1ZZ",90,0,0,"E92000001","","E18000010","","E06000052",""\n'
)
HEADERS = "PC,PQ,EA,NO,CY,RH,LH,CC,DC,WC\nPostcode,Positional_quality_indicator,Eastings\n"


def table(folder: Path, text: str, name: str = "postcodes.csv") -> Path:
    path = folder / name
    path.write_bytes(text.encode("utf-8-sig"))
    return path


@pytest.mark.parametrize("text", [ONSPD, NEW_ONSPD])
def test_the_directory_of_the_ons_is_read(tmp_path, text):
    assert read_postcodes(table(tmp_path, text)).point("TR1 1AA") == (50.26348, -5.05012)


def test_a_postcode_without_a_position_is_nowhere_rather_than_at_the_pole(tmp_path):
    found = read_postcodes(table(tmp_path, ONSPD))
    assert found.point("TR1 1ZZ") is None
    assert found.point("TR1 9ZZ") is None
    assert found.point("BT1 1AA") == (54.5998, -5.9301)
    assert found.point("EC1A 1BB") == (51.5201, -0.0979)


def test_code_point_open_is_read_without_a_header(tmp_path):
    found = read_postcodes(table(tmp_path, CODE_POINT))
    assert found.point("TR1 1AA") == pytest.approx((50.2634, -5.0535), abs=0.003)
    assert found.point("TR15 1AA") is not None
    assert found.point("TR1 1ZZ") is None


def test_eastings_are_read_where_there_are_no_degrees(tmp_path):
    text = "Postcode,Easting,Northing\nTR1 1AA,182500,44900\nBT1 1AA,333500,374500\n"
    found = read_postcodes(table(tmp_path, text))
    assert found.point("TR1 1AA") == pytest.approx((50.2634, -5.0535), abs=0.003)
    assert found.point("BT1 1AA") is None  # the Irish grid


@pytest.mark.parametrize("packed", [True, False])
def test_what_is_downloaded_is_read_whole_as_a_zip_or_its_folder(tmp_path, packed):
    members = {
        "Doc/Code-Point_Open_Column_Headers.csv": HEADERS,
        "Data/CSV/tr.csv": CODE_POINT,
        "Data/CSV/pl.csv": '"PL1 1AA",10,247700,54500,"E92000001","","","","",""\n',
    }
    path = tmp_path / "codepo"
    if packed:
        with zipfile.ZipFile(path, "w") as archive:
            for name, text in members.items():
                archive.writestr(name, text)
    else:
        for name, text in members.items():
            (path / name).parent.mkdir(parents=True, exist_ok=True)
            table(path, text, name)
    found = read_postcodes(path)
    assert found.point("PL1 1AA") is not None
    assert found.point("TR1 1AA") is not None


@pytest.mark.parametrize(
    "text", ["name,lat,long\nTruro,50,-5\n", "", "Postcode,lat,long\nTR1 1AA,north,west\n"]
)
def test_what_is_no_table_of_postcodes_is_refused_by_name(tmp_path, text):
    with pytest.raises(InvalidData, match=r"postcodes\.csv"):
        read_postcodes(table(tmp_path, text))


@real("postcodes")
def test_every_postcode_of_a_real_area_has_its_place():
    found = read_postcodes(DATA / "postcodes" / "postcodes_TR.csv")
    assert len(found.keys) > 15_000
    latitude, longitude = found.point("TR1 2AA") or (0.0, 0.0)
    assert 50.2 < latitude < 50.3
    assert -5.1 < longitude < -5.0
