"""Feeds are fetched politely, whole, within limits, and whatever is odd about them is told."""

from __future__ import annotations

import gzip
import json
import threading
from dataclasses import replace
from datetime import timedelta

import pytest

from graph.errors import FileRefused, Interrupted
from service.feeds.fetching import Fetcher
from service.feeds.open_referral import fetch_feed
from service.feeds.shelf import Shelf
from tests.seeds.referral import service, uid
from tests.service.feed_fetching import LIMITS, NOW, at, fetch, page_of
from tests.service.feed_server import Feed, Reply, serving


def test_a_feed_is_read_to_its_end_each_service_whole_and_in_order(tmp_path):
    with serving(Feed()) as feed:
        fetched, services = fetch(feed, tmp_path)
        assert services == feed.services
        assert (fetched.whole, fetched.version, fetched.notes) == (True, "3", [])
        assert feed.asked[0] == "/"
        assert feed.asked[1] == "/services?page=1&per_page=2"
        assert len(feed.asked) == 1 + 3 + 5


def test_our_name_is_told_and_one_connection_is_kept(tmp_path):
    with serving(Feed()) as feed:
        fetch(feed, tmp_path)
        assert all(one["user-agent"].startswith("Hedgerow") for one in feed.headers)
        assert not any("cookie" in one for one in feed.headers)


def test_between_two_requests_there_is_a_pause(tmp_path):
    slept = []
    with serving(Feed()) as feed:
        limits = replace(LIMITS, pause_s=60)
        fetcher = Fetcher(private=True, limits=limits, sleep=slept.append)
        fetch_feed(feed.address, Shelf(tmp_path, feed.address), fetcher)
        fetcher.close()
    assert len(slept) == len(feed.asked) - 1
    assert all(55 < one <= 60 for one in slept)


def test_a_busy_feed_is_asked_again_when_it_says(tmp_path):
    slept = []
    replies = [Reply(status=429, headers={"Retry-After": "7"})]
    feed = Feed(before=lambda *_: replies.pop() if replies else None)
    with serving(feed):
        fetcher = Fetcher(private=True, limits=LIMITS, sleep=slept.append)
        fetched = fetch_feed(feed.address, Shelf(tmp_path, feed.address), fetcher)
        fetcher.close()
    assert slept == [7.0]
    assert fetched.whole


def test_a_feed_that_asks_for_an_hour_is_left_alone(tmp_path):
    busy = Reply(status=503, headers={"Retry-After": "3600"})
    with serving(Feed(before=at("/", busy))) as feed:
        with pytest.raises(FileRefused, match="come again in 3,600 seconds"):
            fetch(feed, tmp_path)
        assert len(feed.asked) == 1


# -- what is odd about feeds ----------------------------------------------------------------


def test_a_feed_that_repeats_a_page_is_read_so_far_and_nothing_has_vanished(tmp_path):
    feed = Feed()
    feed.before = page_of(3, lambda: Reply({**feed.page(2, 2), "last_page": False}))
    with serving(feed):
        fetched, services = fetch(feed, tmp_path)
    assert len(services) == 4
    assert not fetched.whole
    assert "Page 3 of the list repeats" in fetched.notes[0]


def test_a_feed_that_pages_for_ever_is_read_to_the_limit(tmp_path):
    def endless(_handler, path, query):
        if path != "/services":
            return None
        number = int(query["page"])
        rows = [service(f"e{number}-{n}") for n in range(2)]
        return Reply({"total_pages": number + 1, "last_page": False, "contents": rows})

    with serving(Feed(before=endless)) as feed:
        fetched, services = fetch(feed, tmp_path, limits=replace(LIMITS, pages=6))
    assert len(services) == 12
    assert not fetched.whole
    assert "more than 6 pages" in fetched.notes[0]


def test_a_feed_that_goes_on_after_its_last_page_is_stopped(tmp_path):
    def before(_handler, path, query):
        if path != "/services":
            return None
        rows = [service(f"e{query['page']}")]
        return Reply({"total_pages": 2, "last_page": False, "contents": rows})

    with serving(Feed(before=before)) as feed:
        fetched, services = fetch(feed, tmp_path)
    assert len(services) == 3
    assert "says that it has 2 pages, and goes on" in fetched.notes[0]
    assert not fetched.whole


def test_a_feed_that_lists_fewer_services_than_it_says_is_not_whole(tmp_path):
    feed = Feed()
    feed.before = page_of(3, lambda: Reply({**feed.page(3, 2), "total_items": 9}))
    with serving(feed):
        fetched, _ = fetch(feed, tmp_path)
    assert not fetched.whole
    assert "says that it has 9 services, and lists 5" in fetched.notes[0]


def test_a_feed_that_answers_a_web_page_is_told_so(tmp_path):
    html = Reply(b"<!doctype html><html><body>Hello</body></html>")
    with (
        serving(Feed(before=lambda *_: html)) as feed,
        pytest.raises(FileRefused, match="web page"),
    ):
        fetch(feed, tmp_path)


def test_a_web_page_in_the_middle_leaves_what_came_before(tmp_path):
    html = Reply(b"<html>Sorry</html>")
    with serving(Feed(before=page_of(2, lambda: html))) as feed:
        fetched, services = fetch(feed, tmp_path)
    assert len(services) == 2
    assert "Page 2 of the list cannot be fetched: This is a web page" in fetched.notes[0]
    assert not fetched.whole


def test_a_feed_that_times_out_is_told_so(tmp_path):
    ended = threading.Event()

    def hang(*_):
        ended.wait(10)

    with serving(Feed(before=hang)) as feed:
        try:
            with pytest.raises(FileRefused, match="does not answer in time"):
                fetch(feed, tmp_path)
        finally:
            ended.set()


def test_an_answer_that_drips_for_ever_is_ended(tmp_path):
    ended = threading.Event()

    def drip(handler, path, _query):
        if path != "/services":
            return
        handler.send_response(200)
        handler.send_header("Content-Length", "100000")
        handler.end_headers()
        while not ended.wait(0.05):
            handler.wfile.write(b" ")
            handler.wfile.flush()

    with serving(Feed(before=drip)) as feed:
        try:
            with pytest.raises(FileRefused, match="does not answer in time"):
                fetch(feed, tmp_path, limits=replace(LIMITS, answer_s=0.5, tries=1))
        finally:
            ended.set()


def test_an_answer_that_is_too_large_is_not_read_to_its_end(tmp_path):
    large = Reply(json.dumps({"contents": ["x" * 100_000]}).encode())
    packed = gzip.compress(b" " * 10_000_000)
    bomb = Reply(packed, headers={"Content-Encoding": "gzip"})
    for reply in (large, bomb):
        with (
            serving(Feed(before=at("/services", reply))) as feed,
            pytest.raises(FileRefused, match="too large"),
        ):
            fetch(feed, tmp_path / str(len(reply.body)), limits=replace(LIMITS, answer_bytes=5_000))


def test_all_answers_together_are_limited(tmp_path):
    with serving(Feed()) as feed:
        fetched, _ = fetch(feed, tmp_path, limits=replace(LIMITS, total_bytes=2_500))
    assert any("Not to be had alone" in note for note in fetched.notes)


def test_a_packed_answer_is_unpacked(tmp_path):
    feed = Feed()
    packed = gzip.compress(json.dumps(feed.page(1, 10)).encode())
    feed.before = at("/services", Reply(packed, headers={"Content-Encoding": "gzip"}))
    with serving(feed):
        fetched, services = fetch(feed, tmp_path)
    assert len(services) == 5
    assert fetched.whole


def test_another_id_when_asked_for_alone_is_kept_under_that_of_the_list(tmp_path):
    feed = Feed()
    changed = {**feed.services[1], "id": uid("elsewhere")}
    feed.before = at(f"/services/{feed.services[1]['id']}", Reply(changed))
    with serving(feed):
        fetched, services = fetch(feed, tmp_path)
    assert [one["id"] for one in services] == [one["id"] for one in feed.services]
    assert services[1]["schedules"]
    assert "Another id when asked for alone" in fetched.notes[0]
    assert "Club 1" in fetched.notes[0]


def test_another_service_when_asked_for_alone_is_not_taken_for_it(tmp_path):
    feed = Feed()
    other = service("stranger", name="Something else")
    feed.before = at(f"/services/{feed.services[1]['id']}", Reply(other))
    with serving(feed):
        fetched, services = fetch(feed, tmp_path)
    assert services[1]["name"] == "Club 1"
    assert "Another service when asked for" in fetched.notes[0]


@pytest.mark.parametrize("reply", [Reply({}, status=404), Reply([], 200), Reply(b"{", 200)])
def test_a_service_that_cannot_be_had_alone_is_taken_as_the_list_has_it(tmp_path, reply):
    feed = Feed()
    feed.before = at(f"/services/{feed.services[0]['id']}", reply)
    with serving(feed):
        fetched, services = fetch(feed, tmp_path)
    assert (services[0]["name"], "schedules" in services[0]) == ("Club 0", False)
    assert fetched.whole
    assert len(fetched.notes) == 1


def test_a_service_that_cannot_be_had_this_time_stays_as_it_was_fetched_before(tmp_path):
    feed = Feed()
    with serving(feed):
        fetch(feed, tmp_path)
        feed.before = at(f"/services/{feed.services[0]['id']}", Reply({}, status=500))
        fetched, services = fetch(feed, tmp_path, now=NOW + timedelta(minutes=1))
    assert services == feed.services
    assert "as it was fetched the last time" in fetched.notes[0]


def test_a_feed_that_falls_silent_is_given_up_and_gone_on_with_later(tmp_path):
    feed = Feed(services=[service(f"s{n}", name=f"Club {n}") for n in range(30)])

    def silent(_handler, path, _query):
        gone = path.startswith("/services/") and len(feed.asked) > 12
        return Reply(status=503, headers={"Retry-After": "0"}) if gone else None

    feed.before = silent
    with serving(feed):
        with pytest.raises(FileRefused, match="answers no more, at service 18 of 30"):
            fetch(feed, tmp_path, per_page=10, limits=replace(LIMITS, tries=1))
        feed.before = None
        feed.asked.clear()
        _, services = fetch(feed, tmp_path, per_page=10)
    assert services == feed.services
    assert len(feed.asked) == 1 + 30 - 8


def test_what_the_feed_has_no_longer_is_taken_off_the_shelf(tmp_path):
    with serving(Feed()) as feed:
        fetch(feed, tmp_path)
        before = len(list((tmp_path / ".fetched").iterdir()))
        del feed.services[3:]
        fetch(feed, tmp_path, now=NOW + timedelta(minutes=1))
    assert len(list((tmp_path / ".fetched").iterdir())) == before - 3


# -- going on, and asking only for what is new -----------------------------------------------


def test_an_interrupted_fetch_goes_on_where_it_was(tmp_path):
    feed = Feed()

    def stop_at_third(stage, done, _total):
        if stage == "Fetching services" and done == 3:
            raise Interrupted("stopped")

    with serving(feed):
        with pytest.raises(Interrupted):
            fetch(feed, tmp_path, progress=stop_at_third)
        before = feed.counts()
        fetched, services = fetch(feed, tmp_path, now=NOW + timedelta(hours=1))
        after = feed.counts() - before
    assert services == feed.services
    assert fetched.whole
    assert not Shelf(tmp_path, feed.address).resumed
    assert sorted(after) == sorted(["/", *(f"/services/{s['id']}" for s in feed.services[3:])])


def test_a_page_that_failed_is_asked_for_again_and_the_ones_before_are_not(tmp_path):
    feed = Feed(before=page_of(2, lambda: Reply(status=404)))
    with serving(feed):
        assert not fetch(feed, tmp_path)[0].whole
        feed.before = None
        feed.asked.clear()
        assert fetch(feed, tmp_path)[0].whole
    assert "/services?page=1&per_page=2" not in feed.asked
    assert "/services?page=2&per_page=2" in feed.asked


def test_after_a_whole_fetch_the_next_asks_for_everything_again(tmp_path):
    with serving(Feed()) as feed:
        fetch(feed, tmp_path)
        feed.services[0]["name"] = "New name"
        _, services = fetch(feed, tmp_path, now=NOW + timedelta(minutes=1))
    assert services[0]["name"] == "New name"


def test_what_did_not_change_is_not_sent_again(tmp_path):
    with serving(Feed(etags=True)) as feed:
        fetch(feed, tmp_path)
        feed.services[2]["description"] = "New"
        first = len(feed.headers)
        _, services = fetch(feed, tmp_path, now=NOW + timedelta(minutes=1))
        assert services == feed.services
        assert sum("if-none-match" in one for one in feed.headers[first:]) == 8


@pytest.mark.parametrize("name", ["run.json", "log.ndjson"])
def test_a_shelf_that_was_damaged_is_filled_anew(tmp_path, name):
    with serving(Feed()) as feed:
        fetch(feed, tmp_path)
        (tmp_path / ".fetched" / name).write_text('{"began": 5, "key"\n\x00[')
        fetched, services = fetch(feed, tmp_path)
    assert fetched.whole
    assert len(services) == 5
