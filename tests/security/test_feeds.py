"""A feed that somebody names never leads Hedgerow to addresses of its own network (SSRF)."""

from __future__ import annotations

import pytest

from service.feeds.connection import Answer
from service.feeds.fetching import Fetcher
from service.feeds.guard import Unfetched, allowed_addresses, is_public, target_of
from service.feeds.limits import Limits
from tests.security.scene import Guard, Scene
from tests.service.feed_server import Feed, Reply, serving

LIMITS = Limits(pause_s=0, connect_s=1, read_s=1, tries=1)
PRIVATE = [
    "127.0.0.1",
    "127.9.9.9",
    "0.0.0.0",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "224.0.0.1",
    "255.255.255.255",
    "::1",
    "::",
    "fe80::1%eth0",
    "fc00::1",
    "::ffff:127.0.0.1",
    "::ffff:a9fe:a9fe",
    "64:ff9b::7f00:1",
    "64:ff9b:1::1",
    "2002:7f00:1::",
    "2001:0:7f00:1::",
    "not an address",
]


def asks(url: str, **given: object) -> None:
    """Ask for an address; what hinders it is passed over."""
    fetcher = Fetcher(limits=LIMITS, **given)  # type: ignore[arg-type]
    try:
        fetcher.get(url)
    except Unfetched:
        pass
    finally:
        fetcher.close()


def loopback_is_not_asked(scene: Scene) -> None:
    with serving(Feed()) as feed:
        asks(f"{feed.address}/")
        asks(f"{feed.address}/".replace("127.0.0.1", "localhost"))
        asks(f"{feed.address}/".replace("127.0.0.1", "2130706433"))
        asks(f"{feed.address}/", lookup=lambda *_: ["93.184.216.34", "127.0.0.1"])
        assert feed.asked == [], "a private address was asked"


GUARDS = (
    Guard(
        keeps_out="addresses of its own computer and network",
        check=loopback_is_not_asked,
        gone=(("service.feeds.guard.is_public", lambda address: True),),
    ),
)


@pytest.mark.parametrize("guard", GUARDS, ids=str)
def test_it_is_kept_out(scene: Scene, guard: Guard) -> None:
    guard.check(scene)


def test_a_redirect_does_not_lead_inside(monkeypatch: pytest.MonkeyPatch) -> None:
    public = [True]  # the first address that is looked at, and none after it
    monkeypatch.setattr("service.feeds.guard.is_public", lambda _: bool(public and public.pop()))
    with serving(Feed()) as inside:
        inwards = Reply(status=302, headers={"Location": f"{inside.address}/secret"})
        with serving(Feed(before=lambda *_: inwards)) as outside:
            asks(outside.address.replace("127.0.0.1", "o.example"), lookup=lambda *_: ["127.0.0.1"])
            assert outside.asked == ["/"]
        assert inside.asked == [], "a redirect led inside"


def test_a_name_that_answers_differently_leads_nowhere_else() -> None:
    with serving(Feed()) as feed:
        looked: list[str] = []

        def rebound(host: str, port: int) -> list[str]:
            looked.append(host)
            return ["127.0.0.1"] if len(looked) == 1 else ["127.0.0.2"]

        fetcher = Fetcher(private=True, limits=LIMITS, lookup=rebound)
        port = feed.address.rpartition(":")[2]
        try:
            for _ in range(3):
                fetcher.get(f"http://feed.example:{port}/")
        finally:
            fetcher.close()
        assert looked == ["feed.example"], "the name was looked up again"
        assert {one["host"] for one in feed.headers} == {f"feed.example:{port}"}


def test_with_the_setting_loopback_is_asked() -> None:
    with serving(Feed()) as feed:
        asks(f"{feed.address}/", private=True)
        assert feed.asked == ["/"]


@pytest.mark.parametrize("address", PRIVATE)
def test_no_private_address_passes_for_a_public_one(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:4700:4700::1111"])
def test_addresses_of_the_open_internet_are_public(address: str) -> None:
    assert is_public(address)


def test_one_private_address_of_a_name_is_enough_to_refuse_it() -> None:
    target = target_of("https://feed.example/")
    with pytest.raises(Unfetched, match="HEDGEROW_ALLOW_PRIVATE_FEEDS"):
        allowed_addresses(target, private=False, lookup=lambda *_: ["93.184.216.34", "10.0.0.1"])


def test_https_is_never_left_for_http(monkeypatch: pytest.MonkeyPatch) -> None:
    fetcher = Fetcher(limits=LIMITS)
    moved = Answer(url="", status=302, headers={"location": "http://feed.example/"}, body=b"")
    asked: list[str] = []
    monkeypatch.setattr(fetcher, "_asked", lambda url, _: asked.append(url) or moved)
    with pytest.raises(Unfetched, match="without it"):
        fetcher.get("https://feed.example/")
    assert asked == ["https://feed.example/"]
