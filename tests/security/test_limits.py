"""How often and how much: guesses, letters, drafts, suggestions and large bodies."""

from __future__ import annotations

from io import BytesIO

import pytest

from graph.errors import InvalidData
from service.adding import drafts
from service.adding.catalogue import subject_of
from tests.security.scene import Guard, Scene
from tests.web.reader import check


def passwords_are_not_guessed_at_leisure(scene: Scene) -> None:
    scene.clerk()
    statuses = [
        scene.sign_in(scene.visitor(), "clerk@parish.example", "a guess").status_code
        for _ in range(11)
    ]
    assert statuses[:10] == [400] * 10
    assert statuses[10] == 429, "an eleventh guess was taken"


def one_account_is_not_guessed_from_everywhere(scene: Scene) -> None:
    scene.clerk()
    scene.settings["proxies"] = 1
    scene.settings["trusted_hosts"] = ("hedgerow.example",)
    statuses = []
    for number in range(11):
        client = scene.visitor()
        client.environ_base["HTTP_X_FORWARDED_FOR"] = f"192.0.2.{number}"
        statuses.append(scene.sign_in(client, " Clerk@Parish.example", "a guess").status_code)
    assert statuses[10] == 429, "guesses from many addresses are not counted together"


def letters_are_not_sent_by_the_dozen(scene: Scene) -> None:
    clerk = scene.clerk()
    form = {"email": "clerk@parish.example"}
    statuses = [clerk.send("/sign-in/forgotten", form).status_code for _ in range(4)]
    assert statuses == [303, 303, 303, 429]


def suggestions_do_not_bury_the_desk(scene: Scene) -> None:
    clerk = scene.stranger()
    form = {"name": "The council", "note": "A slip"}
    statuses = [
        clerk.send("/suggest/organisation/council", form, form="/account").status_code
        for _ in range(12)
    ]
    assert statuses[-1] == 429
    assert len(scene.store.desk.proposals.all()) <= 10


def nobody_has_drafts_without_number(scene: Scene) -> None:
    clerk = scene.clerk()
    subject = subject_of("venue")
    assert subject
    with scene.app.test_request_context("/"):
        for _ in range(200):
            try:
                drafts.begin(clerk.account, subject, {})
            except InvalidData:
                break
        else:
            raise AssertionError("two hundred drafts were taken")


def a_body_that_is_too_large_is_refused(scene: Scene) -> None:
    scene.settings["upload_mib"] = 0.1  # what is small stays in memory
    clerk = scene.clerk()
    answer = clerk.client.post(
        "/suggest/organisation/council",
        data={"csrf_token": clerk.token(), "file": (BytesIO(b"x" * 300_000), "a.csv")},
        content_type="multipart/form-data",
    )
    assert answer.status_code == 413, answer.status_code


def a_form_of_a_thousand_parts_is_refused(scene: Scene) -> None:
    clerk = scene.clerk()
    data = {f"field{number}": "x" for number in range(2_000)}
    answer = clerk.client.post(
        "/suggest/organisation/council",
        data={"csrf_token": clerk.token(), **data},
        content_type="multipart/form-data",
    )
    assert answer.status_code == 413, answer.status_code


GUARDS = (
    Guard(
        keeps_out="passwords guessed one after another",
        check=passwords_are_not_guessed_at_leisure,
        gone=(("service.app.limits.attach", lambda app: None),),
    ),
    Guard(
        keeps_out="one account guessed at from everywhere",
        check=one_account_is_not_guessed_from_everywhere,
        gone=(("service.app.limits.attach", lambda app: None),),
    ),
    Guard(
        keeps_out="a mailbox filled with letters",
        check=letters_are_not_sent_by_the_dozen,
        gone=(("service.app.limits.attach", lambda app: None),),
    ),
    Guard(
        keeps_out="a desk buried under suggestions",
        check=suggestions_do_not_bury_the_desk,
        gone=(("service.app.limits.attach", lambda app: None),),
    ),
    Guard(
        keeps_out="drafts without number",
        check=nobody_has_drafts_without_number,
        gone=(("service.adding.drafts.MOST_DRAFTS", 10**9),),
    ),
    Guard(
        keeps_out="a body that is too large",
        check=a_body_that_is_too_large_is_refused,
        gone=(("service.config.Config.upload_bytes", property(lambda self: None)),),
    ),
    Guard(
        keeps_out="a form of thousands of parts",
        check=a_form_of_a_thousand_parts_is_refused,
        gone=(("flask.Request.max_form_parts", None),),
    ),
)


@pytest.mark.parametrize("guard", GUARDS, ids=str)
def test_it_is_kept_out(scene: Scene, guard: Guard) -> None:
    guard.check(scene)


def test_whoever_asks_too_often_is_told_so_in_words(scene: Scene) -> None:
    for _ in range(11):
        answer = scene.sign_in(scene.visitor(), "nobody@parish.example", "a guess")
    page = check("/sign-in", answer.text, answer.status_code, dict(answer.headers))
    assert "tried too often" in page.words
    assert "wait a few minutes" in page.words
