"""The front-end files: ours, from packages, nothing from elsewhere, and readable by everybody."""

from __future__ import annotations

import gzip
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from service.assets import BUILT, HERE, STATIC, STYLES, Assets, files_in, up_to_date
from service.assets.packages import FROM_PACKAGES

BUILT_HERE = Assets.read()


def test_the_files_are_built_from_what_is_here():
    assert up_to_date(), "run python -m service.assets"


def test_checking_says_quickly_that_there_is_nothing_to_do():
    done = subprocess.run(
        [sys.executable, "-m", "service.assets", "--check"],
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )
    assert (done.returncode, done.stdout) == (0, "Up to date.\n")


def test_a_folder_without_a_build_is_not_complete(tmp_path):
    assert Assets.read(tmp_path).version == "not-built"
    assert not Assets.read(tmp_path).complete
    (tmp_path / "manifest.json").write_text('{"version": "1", "inputs": "", "files": {"a": 1}}')
    assert not Assets.read(tmp_path).complete


def test_the_lock_file_names_hashes_and_no_addresses():
    text = (HERE / "package-lock.json").read_text(encoding="utf-8")
    packages = json.loads(text)["packages"]
    assert '"resolved"' not in text
    assert all("integrity" in told for name, told in packages.items() if name)


def test_every_file_that_a_page_names_is_there(app, demo, read):
    named = set()
    for address in ["/", "/directory", "/gaps", "/map", "/import", "/areas/cw-bude-stratton"]:
        named |= set(
            re.findall(r'(?:href|src)="(/assets/[0-9a-f]{16}/[^"]+)"', read.get(address).html)
        )
    assert len(named) > 4
    for address in sorted(named):
        with read.client.get(address) as answer:
            assert answer.status_code == 200, address
            assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"


def test_every_file_that_a_style_sheet_or_script_names_is_there():
    for path in files_in(BUILT):
        text = path.read_text(encoding="utf-8") if path.suffix in (".css", ".js") else ""
        named = []
        if path.suffix == ".css":
            named = re.findall(r"url\([\"']?([^)\"'#]+)", text)
        elif path.suffix == ".js" and path.parent.name in ("scripts", "map"):
            named = re.findall(r"from \"(\.[^\"]+)\"", text)
        for name in named:
            if not name.startswith("data:"):
                assert (path.parent / name).resolve().is_file(), f"{path.name} names {name}"


def test_nothing_is_fetched_from_elsewhere():
    for path in files_in(BUILT):
        if path.suffix == ".css":
            assert not re.search(r"url\([\"']?(https?:)?//", path.read_text(encoding="utf-8")), path
        if path.suffix == ".js" and path.parent.name in ("scripts", "map"):
            text = path.read_text(encoding="utf-8").replace("http://www.w3.org/", "")
            assert "http:" not in text, path
            assert "https:" not in text, path


def test_there_is_no_crown_and_no_font_of_the_government():
    for path in files_in(BUILT):
        assert "crown" not in path.name
        assert "GDS" not in path.name
    assert "GDS Transport" not in (BUILT / "site.css").read_text(encoding="utf-8")
    assert "Atkinson Hyperlegible" in (BUILT / "site.css").read_text(encoding="utf-8")


def test_text_is_kept_compressed_beside_itself():
    for name in BUILT_HERE.files:
        if name.endswith((".css", ".js")):
            packed = gzip.decompress((BUILT / f"{name}.gz").read_bytes())
            assert packed == (BUILT / name).read_bytes()


def test_a_compressed_file_says_what_it_is(read):
    address = f"/assets/{BUILT_HERE.version}/site.css"
    with read.client.get(address, headers={"Accept-Encoding": "gzip"}) as answer:
        assert answer.headers["Content-Encoding"] == "gzip"
        assert answer.mimetype == "text/css"
        assert gzip.decompress(answer.data) == (BUILT / "site.css").read_bytes()


@pytest.mark.parametrize(
    "name",
    [
        "../__init__.py",
        "%2e%2e/__init__.py",
        "manifest.json",
        "site.css.gz",
        "nothing.js",
        "/etc/passwd",
    ],
)
def test_only_the_listed_files_are_given_out(read, name):
    assert read.status(f"/assets/{BUILT_HERE.version}/{name}") in (308, 404)


def test_an_old_address_gets_the_new_file_but_may_not_be_kept(read):
    with read.client.get("/assets/0123456789abcdef/site.css") as answer:
        assert answer.status_code == 200
        assert "immutable" not in answer.headers["Cache-Control"]


def test_no_third_party_file_stands_in_the_repository():
    ours = {path.name for path in (*files_in(STATIC), *files_in(STYLES))}
    theirs = {Path(name).name for name in FROM_PACKAGES}
    assert ours & theirs == set()


# -- colours -------------------------------------------------------------------------

COLOURS = dict(
    re.findall(r"^\$(\w+): (#[0-9a-f]{6});", (STYLES / "_colours.scss").read_text(), re.MULTILINE)
)
WHITE = "#ffffff"
TEXT_PAIRS = [
    ("hawthorn", "hedge"),
    ("bark", "paper"),
    ("bark", "hawthorn"),
    ("bark", "sun"),
    ("bark", "blossom"),
    ("bark", WHITE),
    ("twig", "paper"),
    ("twig", "hawthorn"),
    ("bramble", "paper"),
    ("bramble", "hawthorn"),
    ("bramble", "blossom"),
    ("bramble", WHITE),
    ("hedge", "paper"),
    ("hedge", WHITE),
    ("haw", "paper"),
    ("haw", "hawthorn"),
    (WHITE, "leaf"),
    (WHITE, "hedge"),
]


def luminance(colour: str) -> float:
    def linear(part: str) -> float:
        value = int(part, 16) / 255
        return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)

    red, green, blue = (linear(colour[i : i + 2]) for i in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    lighter, darker = sorted((luminance(first), luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize(("text", "ground"), TEXT_PAIRS)
def test_words_stand_out_from_their_ground(text, ground):
    """WCAG 2.2 level AA: 4.5 to 1."""
    assert contrast(COLOURS.get(text, text), COLOURS.get(ground, ground)) >= 4.5


def test_the_mark_of_the_focus_stands_out_from_what_is_around_it():
    """WCAG 2.2, 1.4.11: 3 to 1, of the yellow on the header and of the dark edge elsewhere."""
    assert contrast(COLOURS["sun"], COLOURS["hedge"]) >= 3
    assert contrast(COLOURS["bark"], COLOURS["paper"]) >= 3
