"""A feed's list is read to its end however it counts its pages, or is known not to be whole."""

from __future__ import annotations

import pytest

from tests.seeds.referral import service
from tests.service.feed_fetching import fetch
from tests.service.feed_server import Feed, Reply, serving

FIVE = [f"Club {n}" for n in range(5)]


def names(services):
    return [one["name"] for one in services]


def pages(make):
    """Answer each page of the list as ``make`` says, from the feed and the number."""

    def before(handler, path, query):
        if path.rstrip("/").endswith("/services"):
            return make(int(query["page"]))
        return None

    return before


def test_more_services_than_its_pages_hold_are_asked_for(tmp_path):
    feed = Feed()
    feed.before = pages(lambda page: Reply({**feed.page(page, 2), "total_pages": 2}))
    with serving(feed):
        fetched, services = fetch(feed, tmp_path)
    assert (fetched.whole, names(services)) == (True, FIVE)


@pytest.mark.parametrize("beyond", [Reply({"detail": "Invalid page."}, status=404), None])
def test_pages_counted_too_low_that_hold_no_more_are_told(tmp_path, beyond):
    feed = Feed()

    def page(number):
        if number > 2 and beyond:
            return beyond
        return Reply({**feed.page(min(number, 2), 2), "total_pages": 2, "last_page": number >= 2})

    feed.before = pages(page)
    with serving(feed):
        fetched, services = fetch(feed, tmp_path)
    assert (fetched.whole, names(services)) == (False, FIVE[:4])
    assert "says that it has 5 services, and lists 4" in fetched.notes[0]


def test_pages_that_begin_at_nought_are_all_read(tmp_path):
    feed = Feed()
    feed.before = pages(lambda page: Reply({**feed.page(page + 1, 2), "page_number": page}))
    with serving(feed):
        fetched, services = fetch(feed, tmp_path)
    assert (fetched.whole, names(services)) == (True, FIVE)


@pytest.mark.parametrize("nought", [Reply({"error": "page must be 1 or more"}, status=400), None])
def test_a_first_page_that_only_says_that_it_is_not_is_the_first(tmp_path, nought):
    feed = Feed()

    def page(number):
        if number == 0 and nought:
            return nought
        return Reply({**feed.page(max(number, 1), 2), "first_page": False})

    feed.before = pages(page)
    with serving(feed):
        fetched, services = fetch(feed, tmp_path)
    assert (fetched.whole, names(services)) == (True, FIVE)


def test_a_service_that_is_listed_twice_is_told_and_the_list_is_whole(tmp_path):
    twice = [service(f"s{n}", name=f"Club {n}") for n in (0, 0, 1)]
    twice[1]["name"] = "Club 0 again"
    with serving(Feed(services=twice)) as feed:
        fetched, services = fetch(feed, tmp_path)
    assert (fetched.whole, names(services)) == (True, ["Club 0", "Club 1"])
    assert (
        "Listed twice on one page (the first was taken): 1 service (Club 0 again)"
        in (fetched.notes[0])
    )


@pytest.mark.parametrize("has_pages", [True, False])
def test_plain_lists_are_read_until_nothing_new_comes(tmp_path, has_pages):
    feed = Feed()
    feed.before = pages(
        lambda page: Reply(feed.page(page, 2)["contents"] if has_pages else feed.services)
    )
    with serving(feed):
        fetched, services = fetch(feed, tmp_path)
    assert (fetched.whole, names(services)) == (True, FIVE)


def test_an_empty_last_page_may_hold_null(tmp_path):
    feed = Feed()

    def page(number):
        empty = {"contents": None, "total_items": 4, "empty": True}
        return Reply(empty if number > 2 else {"contents": feed.page(number, 2)["contents"]})

    feed.before = pages(page)
    with serving(feed):
        fetched, services = fetch(feed, tmp_path)
    assert (fetched.whole, names(services)) == (True, FIVE[:4])


def test_what_an_address_asks_for_is_left_out_and_told(tmp_path):
    with serving(Feed()) as feed:
        feed.address += "/services?taxonomy_id=7&page=3"
        fetched, services = fetch(feed, tmp_path)
    assert names(services) == FIVE
    assert "is left out (taxonomy_id): the whole feed is read" in fetched.notes[0]


def test_a_feed_that_refuses_large_pages_is_asked_for_small_ones(tmp_path):
    feed = Feed()

    def before(_handler, path, query):
        if path == "/services" and int(query["per_page"]) > 50:
            return Reply({"error": "Per page limit is 50"}, status=500)
        return None

    feed.before = before
    with serving(feed):
        fetched, services = fetch(feed, tmp_path, per_page=100)
    assert (fetched.whole, names(services)) == (True, FIVE)
    assert "refuses 100 services to a page" in fetched.notes[0]
