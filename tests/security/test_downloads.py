"""Files to take away: nothing in them runs, and numbers stay numbers."""

from __future__ import annotations

import csv
import io

import pytest

from service import exports
from tests.security.scene import Guard, Scene
from tests.security.test_markup import name_everything

STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
FORMULA = '=HYPERLINK("http://evil.example","x")'


def no_cell_is_a_formula(scene: Scene) -> None:
    for hostile in (FORMULA, "@SUM(1+1)", "-2+3+cmd|' /C calc'!A0", "+1"):
        name_everything(scene, hostile)
        client, files, kept = scene.visitor(), 0, 0
        for rule in scene.app.url_map.iter_rules():
            if not str(rule).endswith(".csv") or rule.arguments:
                continue
            answer = client.get(str(rule))
            if answer.status_code != 200:
                continue
            files += 1
            for row in csv.reader(io.StringIO(answer.text)):
                for cell in row:
                    assert not cell.startswith(STARTS) or _is_number(cell), f"{rule}: {cell}"
                    kept += cell == f"'{hostile}"
        assert files >= 5
        assert kept, "what was typed is there, behind an apostrophe"


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


GUARDS = (
    Guard(
        keeps_out="a formula in a file for spreadsheets",
        check=no_cell_is_a_formula,
        gone=(("service.exports._guarded", lambda cell: "" if cell is None else cell),),
    ),
)


@pytest.mark.parametrize("guard", GUARDS, ids=str)
def test_it_is_kept_out(scene: Scene, guard: Guard) -> None:
    guard.check(scene)


@pytest.mark.parametrize("start", STARTS)
def test_a_text_that_begins_like_a_formula_is_guarded(start: str) -> None:
    sheet = exports.Sheet("s", (exports.Column("text", str),), lambda row: (0.0, 0.0))
    (_, (cell,)) = csv.reader(io.StringIO(exports.csv_text(sheet, [f"{start}1+1"])))
    assert cell.startswith("'")


@pytest.mark.parametrize("number", [-5, -0.5, 12])
def test_a_number_stays_a_number(number: float) -> None:
    sheet = exports.Sheet("s", (exports.Column("n", float),), lambda row: (0.0, 0.0))
    (_, (cell,)) = csv.reader(io.StringIO(exports.csv_text(sheet, [number])))
    assert float(cell) == number
