"""A club called ``<script>alert(1)</script>`` is shown as that, and nothing happens."""

from __future__ import annotations

import csv
import io

from graph.model import Agreement, Source, Stage, Theme, TieKind
from service.app import create_app
from service.config import Config
from tests.builders import (
    a_grant,
    a_need,
    a_partnership,
    a_priority,
    a_seat,
    a_site,
    a_tie,
    an_activity,
    an_area,
    an_asset,
    an_organisation,
)
from tests.web.addresses import is_page
from tests.web.reader import Reader

HOSTILE = "<script>alert(1)</script>"
QUOTED = "\"><img src=x onerror='alert(2)'> & </textarea>"
FORMULA = '=HYPERLINK("http://evil.example")'


def records(name: str) -> list[object]:
    return [
        Source(id="s", name=name, licence=name, attribution=name),
        an_area("county", 0, name=name, people=None),
        an_area("town", 0, name=name, people=500, within={"county": 1.0}),
        a_site("hall", 100, name=name, area_ids=("town",)),
        a_site("hall2", 400, name=name, area_ids=("town",)),
        an_organisation("one", name=name, site="hall", serves=("town",)),
        an_organisation("two", name=name, site="hall2"),
        an_asset("room", of="one", at="hall", name=name, when="Tue 18:00-21:00"),
        an_activity("a", by="one", at="hall", name=name, theme=Theme.MUSIC, places=900),
        an_activity("b", by="two", at="hall2", name=name, theme=Theme.MUSIC, places=900),
        a_tie("one", "two", TieKind.SUPPORTS),
        a_grant(funder="one", recipient="two", name=name, benefits=("town",)),
        a_partnership("board", name=name),
        a_seat(on="board", organisation="one"),
        a_priority(of="board", area="town", name=name, hours=50.0),
        a_need(area="town", name=name),
        Agreement(id="g", name=name, asset_id="room", borrower_id="two", stage=Stage.AGREED),
    ]


PAGES = (
    "/",
    "/directory",
    "/directory?q=alert",
    "/organisations/one",
    "/assets/room",
    "/activities/a",
    "/areas/town",
    "/areas/county",
    "/gaps",
    "/gaps/town",
    "/duplication",
    "/duplication/a~b",
    "/opportunities",
    "/map",
    "/methods",
    "/import",
)


def reader(spare, tmp_path, name: str) -> Reader:
    spare.write(records(name), by=name, message=name)
    return Reader(create_app(Config(data=tmp_path), store=spare, patience_s=None))


def test_a_script_for_a_name_is_shown_as_text_on_every_page(spare, tmp_path):
    read, shown = reader(spare, tmp_path, HOSTILE), 0
    for address in PAGES:
        page = read.get(address)  # which itself refuses inline scripts and handlers
        assert HOSTILE not in page.html, address
        shown += HOSTILE in page.words
    assert shown >= 12


def test_quotes_and_angles_do_not_break_out_of_an_attribute(spare, tmp_path):
    read = reader(spare, tmp_path, QUOTED)
    for address in PAGES:
        page = read.get(address)
        assert not [img for img in page.all("img") if img.get("src") == "x"], address
    assert QUOTED in read.get("/organisations/one").words


def test_scripts_and_data_that_pages_fetch_hold_no_live_markup(spare, tmp_path):
    read = reader(spare, tmp_path, HOSTILE)
    for rule in read.client.application.url_map.iter_rules():
        address = str(rule)
        if rule.arguments or is_page(address) or "GET" not in (rule.methods or ()):
            continue
        with read.client.get(address) as answer:
            if answer.mimetype == "text/javascript":
                assert "</script>" not in answer.text, address
            assert answer.mimetype != "text/html" or answer.status_code >= 300, address


def test_a_name_that_a_spreadsheet_would_run_is_guarded_in_every_download(spare, tmp_path):
    read = reader(spare, tmp_path, FORMULA)
    for rule in read.client.application.url_map.iter_rules():
        if not str(rule).endswith(".csv") or rule.arguments:
            continue
        table = list(csv.reader(io.StringIO(read.client.get(str(rule)).text)))
        cells = [cell for row in table for cell in row]
        assert not [cell for cell in cells if cell.startswith(("=", "+", "@"))], rule
    assert f"'{FORMULA}" in read.client.get("/directory.csv").text.replace('""', '"')
