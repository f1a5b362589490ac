"""Nothing personal about anybody under 18 comes in, by whichever door; forms say so."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from click.testing import CliRunner

from graph.model import Role
from seeds.templates import template
from service.app import close
from service.cli import main
from tests.security.scene import HALL_FORM, Guard, Scene
from tests.web.reader import Reader

COLUMNS = ("DOB", "date of birth", "Born", "Child’s name", "age of child")


def table_with(column: str) -> bytes:
    """The organisations' template with a real row, and one column more."""
    heading, example = template("organisations").splitlines()[:2]
    row = example.replace("example-", "real-")
    return f"{heading},{column}\r\n{row},2012-05-04\r\n".encode()


def no_table_of_births_comes_in_by_the_page(scene: Scene) -> None:
    read, before = Reader(scene.app), scene.store.revision()
    token = re.search(r'name="csrf_token" value="([^"]+)"', read.client.get("/import").text)
    assert token
    for column in COLUMNS:
        data = {
            "csrf_token": token[1],
            "kind": "places",
            "files": [(BytesIO(table_with(column)), "organisations.csv")],
        }
        sent = read.client.post("/import", data=data, content_type="multipart/form-data")
        assert sent.status_code == 303
        close(scene.app)
        told = read.get(sent.location).words
        assert "Hedgerow keeps nothing about single young people" in told, column
        assert scene.store.revision() == before


def no_text_of_a_birth_comes_in_by_a_form(scene: Scene) -> None:
    clerk, before = scene.clerk(), scene.store.revision()
    for told in ("Ask Tegen, born on 4 May 2012", "For Wenna Tregear, aged 12"):
        form = {**HALL_FORM, "description": told}
        sent = clerk.send("/rows/asset/hall/edit", form, form="/rows/asset/hall/edit")
        assert "Hedgerow keeps nothing about single young people" in sent.text, told
        assert told in sent.text, "what was typed is kept"
        assert scene.store.revision() == before


def _nothing_is_looked_for(text: str) -> bool:
    return not isinstance(text, str)


def _anything(*args: object, **options: object) -> None:
    return None


GUARDS = (
    Guard(
        keeps_out="dates of birth in what is sent",
        check=no_table_of_births_comes_in_by_the_page,
        gone=(
            ("seeds.tables.check_columns_of_people", _anything),
            ("seeds.tables.check_cell_of_people", _anything),
        ),
    ),
    Guard(
        keeps_out="dates of birth in what is typed",
        check=no_text_of_a_birth_comes_in_by_a_form,
        gone=(("service.editing.fields.tells_birth", _nothing_is_looked_for),),
    ),
)


@pytest.mark.parametrize("guard", GUARDS, ids=str)
def test_it_is_kept_out(scene: Scene, guard: Guard) -> None:
    guard.check(scene)


@pytest.mark.parametrize("column", COLUMNS)
def test_no_table_of_births_comes_in_by_the_command(scene, own_server, tmp_path, column):
    file = tmp_path / "organisations.csv"
    file.write_bytes(table_with(column))
    before = scene.store.revision()
    environment = {"HEDGEROW_DATA": str(own_server.data), "NEO4J_URI": ""}
    done = CliRunner().invoke(main, ["import", "places", str(file)], env=environment)
    assert done.exit_code == 2, done.output
    assert "nothing about single young people" in done.output
    assert scene.store.revision() == before


@pytest.mark.parametrize(
    "address",
    [
        "/add",
        "/rows/asset/hall/edit",
        "/rows/request/room/edit",
        "/rows/activity/club/edit",
        "/rows/organisation/council/edit",
        "/suggest/asset/hall",
        "/suggest/request/room",
        "/our/council/contacts/new",
    ],
)
def test_every_form_for_ones_own_words_says_so(scene, address):
    steward = scene.somebody("Steward", *Role, everywhere=True)
    page = steward.get(address)
    assert re.search("under 18", page.words), address
