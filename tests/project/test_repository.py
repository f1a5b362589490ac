"""House rules that a machine can keep."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LONGEST = 400


def tracked(*patterns):
    out = subprocess.run(
        ["git", "ls-files", *patterns], cwd=ROOT, check=True, capture_output=True, text=True
    )
    return [ROOT / name for name in out.stdout.split("\n") if name]


def test_no_source_file_is_longer_than_four_hundred_lines():
    long = {
        str(path.relative_to(ROOT)): lines
        for path in tracked("*.py", "*.js", "*.scss", "*.html", "*.cypher")
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST
    }
    assert long == {}


def test_no_lock_file_names_an_address():
    locks = tracked("requirements/*.txt", "*package-lock.json", "tests/neo4j/pom.xml")
    assert locks
    address = re.compile(r"^\s*(--(extra-)?index-url|--find-links)|\"resolved\"|<repository>", re.M)
    assert [path.name for path in locks if address.search(path.read_text(encoding="utf-8"))] == []


def test_no_compiled_or_vendored_front_end_file_is_tracked():
    third_party = re.compile(r"(leaflet|govuk-frontend|jquery|axe)[^/]*\.(js|css)$|\.woff2?$")
    assert [path.name for path in tracked() if third_party.search(path.name)] == []


@pytest.mark.parametrize("word", ["utils", "helpers", "common", "manager"])
def test_no_module_has_a_name_that_says_nothing(word):
    assert [path for path in tracked("*.py") if word in path.stem.split("_")] == []
