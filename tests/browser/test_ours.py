"""Our page in a browser: a row is edited within its table; without scripts by its own page."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import CLERK
from tests.browser.test_access import violations
from tests.web.people import PASSWORD

ORGANISATION = CLERK.organisation_ids[0]


def signed_in(visitor):
    page = visitor.go("/our")
    page.get_by_label("E-mail address").fill(CLERK.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"**/our/{ORGANISATION}")
    return page


@pytest.mark.parametrize("device", ["visit", "on_a_phone"])
def test_a_row_opens_in_its_table_says_what_is_wrong_and_is_saved_there(device, request):
    visitor = request.getfixturevalue(device)
    visitor.expected.append("400")  # the page with what is wrong
    page = signed_in(visitor)
    assert violations(page) == []
    page.locator("[data-edit]").first.click()
    form = page.locator("[data-open-row] form")
    expect(form).to_be_visible()
    assert violations(page) == []
    form.locator("[name=name]").fill("")
    form.get_by_role("button", name="Save").click()
    expect(page.locator("[data-open-row] .govuk-error-summary")).to_contain_text(
        "Name: this cannot stay empty."
    )
    page.locator("[data-open-row] [name=name]").fill(f"Renamed, {device}")
    page.locator("[data-open-row]").get_by_role("button", name="Save").click()
    expect(page.locator(".govuk-notification-banner")).to_contain_text(
        f"“Renamed, {device}” is saved."
    )
    expect(page.locator("[data-open-row]")).to_have_count(0)
    expect(page.get_by_role("rowheader", name=f"Renamed, {device}")).to_be_visible()
    assert page.url.endswith(f"/our/{ORGANISATION}")


def test_without_scripts_the_link_leads_to_the_form_and_back(without_scripts):
    page = signed_in(without_scripts)
    page.locator("[data-edit]").first.click()
    page.locator("[name=name]").fill("Renamed without scripts")
    page.get_by_role("button", name="Save").click()
    page.wait_for_url(f"**/our/{ORGANISATION}")
    expect(page.locator(".govuk-notification-banner")).to_contain_text("is saved.")


def test_one_click_says_that_a_row_is_still_right(without_scripts):
    page = signed_in(without_scripts)
    page.get_by_role("button", name="Still right").first.click()
    expect(page.locator(".govuk-notification-banner")).to_contain_text("checked today")
