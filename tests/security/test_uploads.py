"""Files that people send, and files that they ask for."""

from __future__ import annotations

import os
import re
import zipfile
from pathlib import Path

import pytest

from graph.errors import FileRefused, NotFound
from seeds import workbooks
from seeds.areas import read_areas
from service.forms import upload
from service.jobs import Jobs
from tests.security.scene import Guard, Scene
from tests.seeds.making import xlsx_file

HEADER = ("code", "name", "kind")


def no_file_outside_the_built_ones_is_handed_out(scene: Scene) -> None:
    client = scene.visitor()
    for name in (
        "../../config.py",
        "..%2f..%2fconfig.py",
        "%2e%2e/%2e%2e/config.py",
        "....//config.py",
        "/etc/passwd",
        "manifest.json",
        "secret.txt",
    ):
        with client.get(f"/assets/any/{name}") as answer:
            assert answer.status_code in (404, 308, 400), name
            assert b"root:" not in answer.data


def the_id_of_a_job_is_no_path(scene: Scene) -> None:
    outside = scene.folder / "secret.json"
    outside.parent.mkdir(parents=True, exist_ok=True)
    jobs = Jobs(scene.folder / "jobs")
    (scene.folder / "jobs").mkdir()
    id, _ = jobs.room()
    job = jobs.start(id, "A job", lambda progress: __import__("service.jobs").jobs.Outcome())
    jobs.close()
    os.replace(scene.folder / "jobs" / f"{job.id}.json", outside)
    try:
        jobs.get("../secret")
    except NotFound:
        return
    raise AssertionError("a file outside the folder of jobs was read")


def a_name_of_a_file_leads_nowhere(scene: Scene) -> None:
    for given in ("../../x.csv", "/etc/x.csv", "..\\..\\x.csv", "C:\\x.csv", ".ssh", "a/../../x"):
        name = upload.safe_name(given, set())
        assert Path(name).name == name, given
        assert not name.startswith("."), given


def a_workbook_that_unpacks_without_end_is_refused(scene: Scene) -> None:
    scene.folder.mkdir(parents=True, exist_ok=True)
    path = xlsx_file(scene.folder, "bomb.xlsx", HEADER, ("E01000001", "A", "lsoa"))
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/zeros.bin", b"\0" * (64 * 1024 * 1024))
    assert path.stat().st_size < 1024 * 1024
    try:
        read_areas(path)
    except FileRefused:
        return
    raise AssertionError("a zip bomb was opened")


def _as_given(given: str, taken: set[str]) -> str:
    return given


def _anything(*args: object) -> None:
    return None


class _Everything:
    def __contains__(self, name: object) -> bool:
        return True


GUARDS = (
    Guard(
        keeps_out="paths in the ids of jobs",
        check=the_id_of_a_job_is_no_path,
        gone=(("service.jobs._ID", re.compile(".*")),),
    ),
    Guard(
        keeps_out="paths in the names of files",
        check=a_name_of_a_file_leads_nowhere,
        gone=(("service.forms.upload.safe_name", _as_given),),
    ),
    Guard(
        keeps_out="zip bombs",
        check=a_workbook_that_unpacks_without_end_is_refused,
        gone=(
            ("seeds.workbooks._check_claims", _anything),
            ("seeds.workbooks._check_really", _anything),
        ),
    ),
)


@pytest.mark.parametrize("guard", GUARDS, ids=str)
def test_it_is_kept_out(scene: Scene, guard: Guard) -> None:
    guard.check(scene)


def test_no_file_outside_the_built_ones_is_handed_out(scene: Scene) -> None:
    """Two guards: the list of built files, and Flask's own joining of paths."""
    no_file_outside_the_built_ones_is_handed_out(scene)


def test_limits_of_workbooks_are_bounded() -> None:
    assert workbooks.UNPACKED_BYTES <= 1024**3
    assert workbooks.MEMBERS <= 10_000
