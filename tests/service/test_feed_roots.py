"""Which version a feed is of, and where it may lead."""

from __future__ import annotations

import pytest

from graph.errors import FileRefused
from service.feeds.fetching import Fetcher
from service.feeds.guard import Unfetched
from service.feeds.open_referral import stub_of, version_of
from tests.service.feed_fetching import at, fetch
from tests.service.feed_server import Feed, Reply, serving

# -- roots and versions -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("root", "version", "is_told"),
    [
        ({"version": "HSDS-UK-3.0"}, "3", False),
        ({"version": "V3"}, "3", False),
        ({"version": "3.0"}, "3", False),
        ({"version": "HSDS-3.1.0"}, "3", False),
        ({"version": "HSDS 3.0", "openapi_url": "https://x.org/openapi30.json"}, "3", True),
        ({"version": "HSDS 3.0", "openapi_url": "https://x.org/V3.0-UK/api"}, "3", True),
        ({"version": "HSDS 3.0"}, "1", True),
        ({}, "1", True),
        ("<html>", "1", True),
        (None, "1", True),
    ],
)
def test_the_version_is_read_as_the_official_validator_reads_it(root, version, is_told):
    found, note = version_of(root)
    assert found == version
    assert bool(note) == is_told


def test_a_feed_without_a_root_is_one_of_version_1(tmp_path):
    with serving(Feed(root=None, before=at("/", Reply(b"Not here", 404)))) as feed:
        fetched, services = fetch(feed, tmp_path)
    assert fetched.version == "1"
    assert len(services) == 5


@pytest.mark.parametrize(
    "url", ["https://x.org/o/v2", "https://x.org/o/v2/", "https://x.org/o/v2/services?page=3"]
)
def test_any_address_of_a_feed_will_do(url):
    assert stub_of(url) == "https://x.org/o/v2"


# -- where feeds may lead -------------------------------------------------------------------------


def test_a_redirect_is_followed_and_a_circle_is_not(tmp_path):
    moved = Reply(status=301, headers={"Location": "/there"})
    with serving(Feed(before=at("/services", moved))) as feed, pytest.raises(FileRefused):
        fetch(feed, tmp_path)
    again = Reply(status=302, headers={"Location": "/"})
    with serving(Feed(before=lambda *_: again)) as feed:
        with pytest.raises(FileRefused, match="leads on more than 5 times"):
            fetch(feed, tmp_path)
        assert len(feed.asked) == 6


def test_a_feed_leads_to_few_hosts_only(tmp_path):
    def elsewhere(handler, _path, _query):
        number = int(handler.headers["Host"].split(".")[0].strip("h")) + 1
        port = handler.headers["Host"].rpartition(":")[2]
        return Reply(status=302, headers={"Location": f"http://h{number}.example:{port}/"})

    with serving(Feed(before=elsewhere)) as feed:
        feed.address = feed.address.replace("127.0.0.1", "h1.example")
        with pytest.raises(FileRefused, match="more than 3 hosts"):
            fetch(feed, tmp_path, lookup=lambda *_: ["127.0.0.1"])


def test_an_address_that_answers_nothing_is_told_so(tmp_path):
    feed = Feed(address="http://127.0.0.1:9")
    with pytest.raises(FileRefused, match="Nothing answers at"):
        fetch(feed, tmp_path)


def test_an_address_without_a_list_says_which_address_is_wanted(tmp_path):
    with (
        serving(Feed(before=at("/services", Reply(b"<p>Not here", 404)))) as feed,
        pytest.raises(FileRefused, match="There is no list of services; give"),
    ):
        fetch(feed, tmp_path)


def test_a_connection_that_is_closed_without_an_answer_is_told_so(tmp_path):
    def close(*_):
        raise ConnectionAbortedError

    with (
        serving(Feed(before=close)) as feed,
        pytest.raises(FileRefused, match="closes the connection"),
    ):
        fetch(feed, tmp_path)


@pytest.mark.parametrize("url", ["ftp://x.org", "x.org", "https://u:p@x.org/", "http://x.org/a b"])
def test_only_plain_addresses_of_the_web_are_asked(url):
    with pytest.raises(Unfetched):
        Fetcher().get(url)
