"""What people type is text: in pages, in scripts of maps, in JSON, in letters and in addresses."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from graph.model import Theme
from service.mail import Mail
from service.post import writing
from service.post.smtp import message
from tests.builders import a_site, an_activity, an_area, an_asset, an_organisation
from tests.security.scene import Guard, Scene
from tests.web.reader import check

SCRIPT = "<script>alert(1)</script>"
BROKEN_OUT = "\"><img src=x onerror='alert(2)'> </script>"
AT = datetime(2026, 1, 1, tzinfo=UTC)


def name_everything(scene: Scene, name: str) -> None:
    """Give everything in the village a hostile name."""
    scene.store.write(
        [
            an_area("village", people=200, name=name),
            a_site("base", 15_000, name=name),
            an_organisation("group", name=name, serves=("village",)),
            an_asset("staff", of="group", at="base", name=name),
            an_activity("club", by="group", at="base", name=name, theme=Theme.MUSIC),
        ],
        by="test",
        message=name,
    )


PAGES = (
    "/",
    "/directory",
    "/organisations/group",
    "/activities/club",
    "/assets/staff",
    "/areas/village",
    "/gaps",
    "/opportunities",
    "/network",
    "/suggest/organisation/group",
    "/history/organisation/group",
)
SCRIPTS = ("/gaps/map.js", "/map.js", "/network/map.js", "/directory/map.js")


def a_name_is_text_on_every_page(scene: Scene) -> None:
    for hostile in (SCRIPT, BROKEN_OUT):
        name_everything(scene, hostile)
        client, shown = scene.visitor(), 0
        for address in PAGES:
            html = client.get(address).text
            assert SCRIPT not in html, address
            assert "<img src=x" not in html, address
            shown += "alert(" in html
        assert shown >= 5, "the pages show the names at all"


def what_is_asked_for_is_text_in_the_answer(scene: Scene) -> None:
    client = scene.visitor()
    for address in (
        f"/directory?q={SCRIPT}",
        f"/gaps?theme={SCRIPT}&area={SCRIPT}",
        f"/nothing/{SCRIPT}",
        f"/organisations/{SCRIPT}",
        f"/sign-in?next=/{SCRIPT}",
    ):
        answer = client.get(address)
        assert SCRIPT not in answer.text, address
    answer = scene.sign_in(scene.visitor(), SCRIPT)
    assert SCRIPT not in answer.text
    assert "alert(1)" in answer.text, "what was typed is kept"


def scripts_and_data_of_maps_hold_no_markup(scene: Scene) -> None:
    """They are files of their own: no browser takes them for a page."""
    name_everything(scene, BROKEN_OUT)
    client, seen = scene.visitor(), 0
    for rule in scene.app.url_map.iter_rules():
        address = str(rule)
        if rule.arguments or not address.endswith((".js", ".json", ".geojson", ".csv")):
            continue
        answer = client.get(address)
        seen += answer.status_code == 200
        assert answer.mimetype != "text/html" or answer.status_code >= 300, address
        assert answer.headers.get("X-Content-Type-Options") == "nosniff", address
        if answer.mimetype == "text/javascript":
            assert "</script" not in answer.text, address
    assert seen > 8


def a_name_makes_no_header_and_no_paragraph_of_a_letter(scene: Scene) -> None:
    writing._environment.cache_clear()
    hostile = "Eve\r\nBcc: all@parish.example\r\n\r\nYour account was closed: http://evil.example"
    try:
        letter = writing.letter(
            "forgotten",
            to="clerk@parish.example",
            url="https://hedgerow.example",
            at=AT,
            name=hostile,
            link="https://hedgerow.example/x",
            until="tomorrow",
        )
    finally:
        writing._environment.cache_clear()  # where the guard was taken away, others want it back
    assert not [line for line in letter.text.splitlines() if line.startswith(("Bcc", "Your acc"))]
    mail = Mail(host="127.0.0.1", port=25, sender="post@example.org")
    sent = message(letter, mail, at=AT)
    assert sent["Bcc"] is None
    assert sent.get_content_type() == "text/plain"


def hostile_names_pass_the_reader(scene: Scene) -> None:
    name_everything(scene, BROKEN_OUT)
    answer = scene.visitor().get("/organisations/group")
    check("/organisations/group", answer.text, answer.status_code, dict(answer.headers))


GUARDS = (
    Guard(
        keeps_out="a script that was kept as a name",
        check=a_name_is_text_on_every_page,
        gone=(("flask.Flask.select_jinja_autoescape", lambda self, name: False),),
    ),
    Guard(
        keeps_out="a script in an address or a form",
        check=what_is_asked_for_is_text_in_the_answer,
        gone=(("flask.Flask.select_jinja_autoescape", lambda self, name: False),),
    ),
    Guard(
        keeps_out="a page where a script or data is asked for",
        check=scripts_and_data_of_maps_hold_no_markup,
        gone=(("service.headers.secured", lambda response, *args, **options: response),),
    ),
    Guard(
        keeps_out="headers and paragraphs that a name brings into a letter",
        check=a_name_makes_no_header_and_no_paragraph_of_a_letter,
        gone=(("service.post.writing.one_line", lambda value: value),),
    ),
    Guard(
        keeps_out="a handler that a name brings into a page",
        check=hostile_names_pass_the_reader,
        gone=(("flask.Flask.select_jinja_autoescape", lambda self, name: False),),
    ),
)


@pytest.mark.parametrize("guard", GUARDS, ids=str)
def test_it_is_kept_out(scene: Scene, guard: Guard) -> None:
    guard.check(scene)
