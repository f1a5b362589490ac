"""Links in letters: none can be made up, lengthened, turned to another use or used twice."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from itsdangerous import URLSafeSerializer

from graph.errors import InvalidData
from service.signing import mailed, passwords
from service.signing.links import LinkRefused, Links
from tests.security.scene import Guard, Scene
from tests.web.people import PASSWORD, Person, an_account

NEW = "gorse kettle Tuesday ferry"


def links_of(scene: Scene, at: datetime | None = None) -> Links:
    moment = at or datetime.now(UTC)
    return Links("the key", scene.store.desk.spent_links, lambda: moment)


def refused(links: Links, purpose: str, token: str) -> bool:
    try:
        links.read(purpose, token)
    except LinkRefused:
        return True
    return False


def a_link_works_once(scene: Scene) -> None:
    links = links_of(scene)
    token = links.make("forgotten", ["a"], timedelta(hours=1))
    assert links.spend("forgotten", token) == ["a"]
    try:
        links.spend("forgotten", token)
    except LinkRefused:
        return
    raise AssertionError("a link worked twice")


def a_link_ends(scene: Scene) -> None:
    token = links_of(scene).make("forgotten", ["a"], timedelta(hours=1))
    later = datetime.now(UTC) + timedelta(hours=1, seconds=2)
    assert refused(links_of(scene, later), "forgotten", token), "a link has no end"


def a_link_is_for_one_purpose(scene: Scene) -> None:
    token = links_of(scene).make("invitation", ["a"], timedelta(days=7))
    assert refused(links_of(scene), "forgotten", token), "a link works for something else"


def a_link_that_was_changed_is_none(scene: Scene) -> None:
    token = links_of(scene).make("forgotten", ["a"], timedelta(hours=1))
    made_up = URLSafeSerializer("another key").dumps([["b"], 9_999_999_999, "x"])
    assert refused(links_of(scene), "forgotten", made_up), "somebody else's link works"
    assert refused(links_of(scene), "forgotten", token[:-2])


def an_older_link_is_dead_once_a_password_was_chosen(scene: Scene) -> None:
    store, links, at = scene.store, links_of(scene), datetime.now(UTC)
    store.accounts.keep(an_account("Jory"))
    account = store.accounts.one("account.jory")
    first, second = (
        mailed.letter_for(account, mailed.FORGOTTEN, links=links, url="http://x.example", at=at)
        for _ in range(2)
    )
    tokens = [letter.text.split("/new-password/")[1].split()[0] for letter in (first, second)]
    mailed.choose(links, store, mailed.FORGOTTEN, tokens[0], NEW, at=at)
    try:
        mailed.account_of(links, store, mailed.FORGOTTEN, tokens[1])
    except LinkRefused:
        return
    raise AssertionError("an older link still chooses a password")


def a_weak_password_is_refused(scene: Scene) -> None:
    for weak in ("password", "Morwenna2026", "aaaaaaaaaaaaaaaa", "short"):
        try:
            passwords.refuse_weak(weak, "Morwenna", "morwenna@parish.example")
        except InvalidData:
            continue
        raise AssertionError(f"{weak} was taken")


def _opened_for_ever(links: Links, purpose: str, token: str) -> Any:
    payload, _, number = links._signer(purpose).loads(token)
    return SimpleNamespace(payload=payload, digest=f"{purpose}/{number}")


GUARDS = (
    Guard(
        keeps_out="a link that is used twice",
        check=a_link_works_once,
        gone=(("graph.store.desk.SpentLinks.add", lambda self, record: True),),
    ),
    Guard(
        keeps_out="a link after its time",
        check=a_link_ends,
        gone=(("service.signing.links.Links._opened", _opened_for_ever),),
    ),
    Guard(
        keeps_out="a link that is turned to another use",
        check=a_link_is_for_one_purpose,
        gone=(
            (
                "service.signing.links.Links._signer",
                lambda self, purpose: URLSafeSerializer(self._key, salt="hedgerow.link"),
            ),
        ),
    ),
    Guard(
        keeps_out="a link that somebody made up",
        check=a_link_that_was_changed_is_none,
        gone=(("itsdangerous.signer.Signer.verify_signature", lambda *args: True),),
    ),
    Guard(
        keeps_out="an older link after a new password",
        check=an_older_link_is_dead_once_a_password_was_chosen,
        gone=(("service.signing.mailed._seal", lambda account: "the same"),),
    ),
    Guard(
        keeps_out="a password that is easily guessed",
        check=a_weak_password_is_refused,
        gone=(("service.signing.passwords.refuse_weak", lambda password, *known: None),),
    ),
)


@pytest.mark.parametrize("guard", GUARDS, ids=str)
def test_it_is_kept_out(scene: Scene, guard: Guard) -> None:
    guard.check(scene)


def test_what_is_kept_of_a_password_is_a_slow_hash_of_its_own(scene: Scene) -> None:
    one, two = passwords.hashed(PASSWORD), passwords.hashed(PASSWORD)
    assert one.startswith("$argon2id$")
    assert one != two
    assert Person(scene.app).get("/sign-in").status == 200
