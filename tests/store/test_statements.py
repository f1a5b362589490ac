"""Every Cypher statement says what it takes and gives, and travels with the wheel."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from graph.model import Mode, TimesTo
from graph.store import kinds, labels, statements, travel
from graph.store.kinds import BESIDE, NODES
from graph.store.labels import Label, LinkType
from graph.store.rows import properties_of

ROOT = Path(__file__).parents[2]
QUERIES = ROOT / "graph" / "store" / "queries"
FILES = sorted(QUERIES.rglob("*.cypher"))
NAMES = [str(file.relative_to(QUERIES)) for file in FILES]


def parts(file: Path) -> tuple[list[str], str]:
    """The comment lines at the top of a file, and the statement under them."""
    lines = file.read_text(encoding="utf-8").splitlines()
    head = [line for line in lines if line.startswith("//")]
    assert lines[: len(head)] == head, "comments come first"
    return head, "\n".join(lines[len(head) :])


@pytest.mark.parametrize("file", FILES, ids=NAMES)
def test_a_file_holds_one_statement_under_its_description(file: Path) -> None:
    head, body = parts(file)
    assert len(head) >= 3
    assert head[0].endswith(".")
    assert head[1].startswith("// Parameters: ")
    assert head[2].startswith("// Returns: ")
    assert ";" not in body
    assert body.strip()


@pytest.mark.parametrize("file", FILES, ids=NAMES)
def test_the_parameters_that_a_file_names_are_those_that_it_uses(file: Path) -> None:
    head, body = parts(file)
    told = re.sub(r"\([^)]*\)", "", head[1].removeprefix("// Parameters: "))
    named = {name.strip() for name in told.split(",")} - {"none"}
    assert named == set(re.findall(r"\$(\w+)", body))


@pytest.mark.parametrize("file", FILES, ids=NAMES)
def test_the_columns_that_a_file_names_are_those_that_it_returns(file: Path) -> None:
    head, body = parts(file)
    told = re.sub(r"\([^)]*\)", "", head[2].removeprefix("// Returns: "))
    named = [name.strip() for name in told.split(",") if name.strip() != "nothing"]
    returned = re.search(r"RETURN (.*?)(?:ORDER BY|LIMIT|$)", body, re.DOTALL)
    columns = re.findall(r" AS (\w+)", returned[1]) if returned else []
    assert named == columns


@pytest.mark.parametrize("kind", [*NODES, *BESIDE], ids=lambda kind: kind.label.value)
def test_a_new_record_is_made_with_every_property_and_no_other(kind: kinds.Kind) -> None:
    body = statements.statement(f"{kind.folder}/create")
    assert f"CREATE (:{kind.label.value} {{" in body
    assert re.findall(r"(\w+): row\.(\w+)", body) == [
        (name, name) for name in properties_of(kind.record)
    ]


def test_a_new_tie_is_made_with_every_property() -> None:
    body = statements.statement("tie/create")
    made = re.findall(r"(\w+): row\.(\w+)", body.split("CREATE")[1])
    assert made == [(name, name) for name in properties_of(kinds.Tie)]


def test_a_new_node_of_travel_times_is_made_with_every_property() -> None:
    times = TimesTo(site_id="s", mode=Mode.BUS, source_id=None, area_ids=["a"], minutes=[1.0])
    ((row,),) = travel.batches([times])
    body = statements.statement("travel/create")
    made = re.findall(r"(\w+): row\.(\w+)", body.split("CREATE")[1])
    assert {name for name, _ in made} == set(row) - {"site_id"}
    assert all(name == given for name, given in made)
    assert f"-[:{labels.LEADS_TO}]->" in body


def test_every_file_is_used() -> None:
    code = "".join(
        file.read_text(encoding="utf-8") for file in (ROOT / "graph" / "store").rglob("*.py")
    )
    for name in NAMES:
        stem = name.removesuffix(".cypher")
        folder, _, last = stem.partition("/")
        used = f'"{stem}"' in code or (folder in ("any", "link") and f'"{last}"' in code)
        assert used or last == "create", name


@pytest.mark.parametrize(
    "given",
    ["Area) DETACH DELETE n //", "area", "", "Nothing"],
    ids=["code", "case", "empty", "other"],
)
def test_only_our_own_labels_and_types_get_into_a_statement(given: str) -> None:
    with pytest.raises(ValueError, match="is not a valid Label"):
        statements.for_label("read", given)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="is not a valid Label"):
        statements.for_link("read", given, LinkType.AT, Label.SITE)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="is not a valid LinkType"):
        statements.for_link("read", Label.ASSET, given, Label.SITE)  # type: ignore[arg-type]


def test_no_mark_is_left_in_a_filled_statement() -> None:
    for name in ("ids", "read", "find", "count", "change", "remove", "sourced"):
        assert "«" not in statements.for_label(name, Label.AREA)
    for file in (QUERIES / "link").glob("*.cypher"):
        assert "«" not in statements.for_link(file.stem, Label.ASSET, LinkType.AT, Label.SITE)


def test_the_wheel_carries_every_statement_and_finds_it(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        archive.extractall(tmp_path / "installed")
    assert {f"graph/store/queries/{name}" for name in NAMES} <= names
    assert "graph/store/embedded/keeper.py" in names
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "import graph.store.statements as s; print(s.__file__); print(s.statement('tie/read'))",
        ],
        cwd=tmp_path / "installed",
        check=True,
        capture_output=True,
        text=True,
    )
    assert str(tmp_path / "installed") in done.stdout
    assert "TIE" in done.stdout
