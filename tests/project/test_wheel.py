"""What travels in the wheel: a person who installs it gets everything that the code reads."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def names(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def tracked(pattern):
    out = subprocess.run(
        ["git", "ls-files", pattern], cwd=ROOT, check=True, capture_output=True, text=True
    )
    return set(out.stdout.split())


@pytest.mark.parametrize(
    "pattern",
    [
        "graph/store/queries/*.cypher",
        "seeds/demo/*.csv",
        "service/templates/*.html",
        "service/static/*",
        "graph/*.py",
        "service/*.py",
    ],
)
def test_the_wheel_holds_every_tracked_file_of_a_kind(names, pattern):
    files = tracked(pattern)
    assert files, f"no file matches {pattern}"
    assert files <= names


def test_the_wheel_holds_the_built_page_assets_where_they_are_built(names):
    if not (ROOT / "service/assets/built").exists():
        pytest.skip("the page assets are not built; make install builds them")
    assert any(name.startswith("service/assets/built/") for name in names)


def test_the_wheel_holds_no_tests_and_no_node_modules(names):
    assert not [n for n in names if n.startswith("tests/") or "node_modules" in n]
