"""Whatever happens to a register, to figures or a list of places, it is read or refused."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from graph.model import AreaKind
from seeds.area_files import read_area_files
from seeds.places import read_places
from seeds.reading import Reading
from seeds.registers.kinds import Register, read_register
from seeds.registers.taking import Held, Wish
from tests.seeds.making import outcomes, polygon, square

HELD = Held(areas={"E04011399": ("Advent", AreaKind.PARISH)})
WISH = Wish(today=date(2025, 11, 3), everything=True)
HEADER = (
    "registered_charity_number\tlinked_charity_number\tcharity_name\tcharity_registration_status"
)
GIAS = "URN,EstablishmentName,EstablishmentStatus (name),PhaseOfEducation (name),Easting,Northing"


@cache
def whole() -> dict[str, bytes]:
    """Sound files by name."""
    charities = f"{HEADER}\n100\t0\tA Trust\tRegistered\n200\t1\tB\tRemoved\n".encode()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("publicextract.charity.txt", charities)
    hall = {
        "type": "Feature",
        "geometry": polygon(square(-5, 50)),
        "properties": {
            "osm_id": "7",
            "name": "Hall",
            "amenity": "library",
            "other_tags": '"opening_hours"=>"Mo-Fr 09:00-17:00; PH off","addr:street"=>"Q"',
        },
    }
    return {
        "charities.txt": charities,
        "charities.zip": packed.getvalue(),
        "charities.json": json.dumps(
            [dict(zip(HEADER.split("\t"), (100, 0, "A", "Registered"), strict=True))]
        ).encode(),
        "councils.csv": b"reference,name,statistical-geography,end-date\nCON,C,E06000052,\n",
        "parishes.json": b'{"E04011399": "Advent", "E43000001": "x, unparished area"}',
        "schools.csv": f"{GIAS}\n1,A,Open,Secondary,182500,44900\n".encode(),
        "people.csv": b'"T"\n\n"area","mnemonic","Aged 0 to 4 years"\n"A","E01000001",3\n\n"x"\n',
        "long.csv": b"lsoa21_code,age_group,value\nE01000001,Aged 5 to 9 years,3\n",
        "imd.csv": b"LSOA code (2011),IMD_decile,IMD_score\nE01000001,3,4.5\n",
        "shares.csv": b"LSOA21CD,PAR23CD,land_share\nE01000001,E04011399,0.5\n",
        "look_up.csv": b"LSOA11CD,CHGIND,LSOA21CD\nE01000001,U,E01000001\n",
        "osm.geojson": json.dumps({"type": "FeatureCollection", "features": [hall]}).encode(),
        "halls.csv": b"name,latitude,longitude,opening_hours\nHall,50.2,-5.0,Tue & Thu 6-8pm\n",
    }


READERS: tuple[Callable[[Path], Reading], ...] = (
    *(
        lambda path, kind=kind: read_register(kind, [path], HELD, WISH)  # type: ignore[misc]
        for kind in Register
    ),
    lambda path: read_area_files([path]),
    read_places,
)


@st.composite
def mutated(draw: st.DrawFn) -> tuple[str, bytes]:
    """A sound file with parts cut off, flipped, doubled or replaced."""
    name = draw(st.sampled_from(sorted(whole())))
    data = bytearray(whole()[name])
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, max(0, len(data) - 1)))
        length = draw(st.integers(1, 30))
        match draw(st.sampled_from(["cut", "flip", "double", "replace"])):
            case "cut":
                del data[at:]
            case "flip" if data:
                data[at] ^= 1 << draw(st.integers(0, 7))
            case "double":
                data[at:at] = data[at : at + length]
            case "replace":
                words = [b"", b"-1", b"1e999", b'"', b",", b"\t", b"\x00", b"\xff", b"null", b"[["]
                words += [b"\n", b"{}", b"NaN", "é".encode(), b"\\", b"9" * 40, b"24/7"]
                data[at : at + length] = draw(st.sampled_from(words))
    return name, bytes(data)


def test_each_sound_file_is_read_by_one_reader_and_a_look_up_alone_by_none() -> None:
    for name, data in whole().items():
        found = outcomes(READERS, name, data)
        readings = [one for one in found if isinstance(one, Reading)]
        assert len(readings) == (name != "look_up.csv"), name


@settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
@given(mutated())
@example(("charities.json", b"[" * 100_000))
@example(("charities.json", b'{"a":' * 100_000))
@example(("charities.zip", b"PK\x03\x04"))
@example(("osm.geojson", b'{"type":"FeatureCollection","features":[{"properties":{"amenity":1}}]}'))
@example(("people.csv", b'mnemonic,0\nE01000001,"1,2"\n'))
def test_a_damaged_file_is_read_or_refused_and_nothing_else(file: tuple[str, bytes]) -> None:
    assert len(outcomes(READERS, *file)) == len(READERS)
