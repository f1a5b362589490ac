"""A letter that really arrives, and its link pressed on a telephone by somebody without account."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from datetime import date

from playwright.sync_api import expect

from graph.model import Consent, Contact, ContactKind
from graph.store import open_store
from tests.browser.conftest import served, visitor_of
from tests.browser.test_access import violations
from tests.builders import a_site, an_area, an_asset, an_organisation
from tests.mail_server import mail_server

CLERK = Contact(
    id="clerk",
    name="Clerk",
    organisation_id="council",
    kind=ContactKind.EMAIL,
    value="clerk@parish.example",
    consent=Consent.YES,
)


def remind(data, port: str, mail_port: int) -> None:
    """Run the command as whoever looks after the server does."""
    env = os.environ | {
        "HEDGEROW_DATA": str(data),
        "HEDGEROW_PORT": port,
        "HEDGEROW_SMTP": f"127.0.0.1:{mail_port}",
        "HEDGEROW_SMTP_SECURITY": "none",
        "HEDGEROW_MAIL_FROM": "post@example.org",
    }
    subprocess.run([sys.executable, "-m", "service.cli", "remind"], env=env, check=True)


def test_a_clerk_presses_a_link_of_the_letter_and_then_one_button(browser, request, tmp_path):
    data = tmp_path / "data"
    with open_store(data=data) as store, served(data) as address:
        council = an_organisation("council", name="St Erme Council", verified_on=date.today())
        hall = an_asset("hall", of="council", at="site", name="The hall")
        store.write([an_area(), a_site("site"), council, hall, CLERK], by="test", message="A hall")
        with mail_server(tmp_path / "mail") as server:
            remind(data, address.rpartition(":")[2], server.port)
            letter = server.one()
        (link,) = re.findall(rf"Still right: {re.escape(address)}(\S+)", letter.text)
        visitors = visitor_of(browser, address, request, width=390, height=844)
        visitor = next(visitors)
        page = visitor.go(link)
        expect(page.get_by_role("heading", level=1)).to_have_text("Is “The hall” still right?")
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        page.get_by_role("button", name="It is still right").click()
        page.wait_for_url("**/assets/hall")
        expect(page.get_by_role("alert")).to_contain_text("Thank you: 1 row checked today.")
        expect(page.locator(".hedge-checked")).to_have_text("Checked today")
        assert store.asset("hall").verified_on == date.today()
        visitor.expected.append("410")  # the link was used
        page = visitor.go(link)
        expect(page.locator("main")).to_contain_text("This link was used already")
        assert violations(page) == []
        assert list(visitors) == []
