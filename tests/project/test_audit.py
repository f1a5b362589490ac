"""The audit of what is installed fails for a known vulnerability, and for nothing else."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from requirements.audit import LOCK, verdict

ROOT = Path(__file__).parents[2]
SOUND = {"name": "flask", "version": "3.1", "vulns": []}
SKIPPED = {"name": "folium", "version": "0.20", "skip_reason": "not found"}
HOLE = {"id": "PYSEC-1", "fix_versions": ["3.2"], "aliases": [], "description": ""}


def told(*packages: dict[str, Any]) -> tuple[int, str]:
    code, lines = verdict(json.dumps({"dependencies": packages, "fixes": []}))
    return code, "\n".join(lines)


def test_a_known_vulnerability_fails_and_is_named_with_what_mends_it():
    code, text = told(SOUND, {**SOUND, "vulns": [HOLE]}, SKIPPED)
    assert code == 1
    assert "flask 3.1: PYSEC-1 (mended in 3.2)" in text


def test_what_was_audited_is_counted_honestly():
    assert told(SOUND, SKIPPED) == (
        0,
        "pip-audit: no known vulnerability in 1 of 2 packages.",
    )
    code, text = told(SKIPPED)
    assert code == 0
    assert "nothing was audited" in text


@pytest.mark.parametrize("answer", ["", "ERROR: no network", "[]", "{}", "null"])
def test_a_service_that_does_not_answer_fails_nothing_and_is_told_in_one_line(answer):
    code, lines = verdict(answer)
    assert code == 0
    assert len(lines) == 1
    assert "nothing was audited" in lines[0]


def test_the_lock_file_that_is_audited_pins_what_is_installed_by_default():
    pinned = LOCK.read_text(encoding="utf-8")
    for name in ("flask==", "waitress==", "neo4j==", "argon2-cffi=="):
        assert f"\n{name}" in pinned


def test_bandit_is_asked_of_all_four_packages_and_passes_over_little():
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"][
        "bandit"
    ]
    assert settings == {"skips": ["B101", "B404"]}
    make = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert "bandit --quiet --recursive --configfile pyproject.toml graph maps seeds service" in make
    assert "requirements/audit.py" in make


@pytest.mark.parametrize(
    "bad", ["import subprocess\nsubprocess.call('ls ' + x, shell=True)\n", "eval(x)\n"]
)
def test_bandit_with_our_exceptions_still_finds_what_is_dangerous(bad, tmp_path):
    file = tmp_path / "bad.py"
    file.write_text(bad)
    asked = ["-m", "bandit", "--quiet", "--configfile", str(ROOT / "pyproject.toml"), str(file)]
    done = subprocess.run([sys.executable, *asked], capture_output=True, text=True)
    assert done.returncode == 1, done.stdout
