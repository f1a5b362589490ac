"""Letters as they are written: one subject, plain words, and nobody's name as a header."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes, policy

import pytest
from jinja2 import UndefinedError

from service.mail import Mail
from service.post import smtp
from service.post.writing import FOLDER, letter, quoted

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
URL = "https://hedgerow.example.org"
MAIL = Mail(host="127.0.0.1", port=25, sender="post@example.org")
WORDS = {
    "name": "Morwenna",
    "inviter": "Jory",
    "link": f"{URL}/invitation/abc",
    "until": "Sunday 29 November 2026, 12:00 UTC",
    "when": "Sunday 22 November 2026",
    "what": "Launcells asks to use your hall",
    "next": "It is for you to answer",
    "organisation": "Bude-Stratton Town Council",
    "title": "The Net Loft",
    "accepted": False,
    "reason": "It is here already",
    "rows": [
        {
            "name": "The Net Loft",
            "noun": "asset",
            "checked": "checked a year ago",
            "right": f"{URL}/reminder/a",
            "changed": f"{URL}/reminder/b",
            "gone": f"{URL}/reminder/c",
        }
    ],
    "more": 2,
    "all": f"{URL}/reminder/d",
    "again_days": 14,
}


def written(template: str = "invitation", **words: str):
    return letter(template, to="clerk@parish.example", url=URL, at=NOON, **{**WORDS, **words})


def parsed(one):
    raw = smtp.message(one, MAIL, at=NOON).as_bytes()
    return message_from_bytes(raw, policy=policy.default), raw


@pytest.mark.parametrize("template", sorted(file.stem for file in FOLDER.glob("[!_]*.txt")))
def test_every_letter_has_a_subject_a_greeting_and_says_who_sends_it_and_why(template):
    one = written(template)
    assert one.purpose == template
    assert "\n" not in one.subject
    assert one.text.startswith(("Dear Morwenna,\n", "Thank you for your suggestion"))
    body, footer = one.text.split("\n-- \n")
    assert URL in footer
    assert "You get this letter because" in footer
    assert "\n\n\n" not in body


def test_a_template_that_names_what_it_is_not_given_is_an_error():
    with pytest.raises(UndefinedError):
        letter("invitation", to="a@b.example", url=URL, at=NOON, name="A")


@pytest.mark.parametrize(
    "name",
    [
        "Ann\r\nBcc: everybody@example.org",
        "Ann\nSubject: other",
        "Ann\x00\x0b\x1b[31m\x85\u2028\u2029Bcc: x@example.org",
        "Ann\n\nYour account ends. Go to https://evil.example\n\n",
    ],
)
def test_a_name_becomes_neither_a_header_nor_a_paragraph(name):
    message, raw = parsed(written(name=name, inviter=name))
    assert message.get_all("Bcc") is None
    assert len(message.get_all("Subject")) == 1
    assert message["To"] == "clerk@parish.example"
    head = raw.split(b"\r\n\r\n")[0]
    assert b"\nBcc" not in head
    starts = [line for line in message.get_content().splitlines() if line.strip()]
    assert not [line for line in starts if line.startswith(("Bcc", "Subject", "Your account"))]
    assert not any(sign in message.get_content() for sign in "\x00\x0b\x1b\x85\u2028\u202e")


def test_a_subject_of_several_lines_that_was_kept_all_the_same_is_not_sent():
    with pytest.raises(smtp.LetterNotSent, match="cannot be written") as caught:
        smtp.message(replace(written(), subject="A\nBcc: x@example.org"), MAIL, at=NOON)
    assert caught.value.for_good


def test_markup_in_a_name_stays_as_it_was_typed_because_the_letter_is_plain():
    message, _ = parsed(written(name="<b>O'Neill & Söhne</b>"))
    assert message.get_content_type() == "text/plain"
    assert "Dear <b>O'Neill & Söhne</b>," in message.get_content()


def test_names_of_every_script_arrive_as_they_are():
    message, _ = parsed(written(name="Łukasz 🌿 ليلى", inviter="Pentréath 学校"))
    assert "Dear Łukasz 🌿 ليلى," in message.get_content()
    assert message["Subject"] == "Pentréath 学校 invites you to Hedgerow"


def test_a_long_line_is_folded_on_the_way_and_whole_when_it_arrives():
    link = f"{URL}/invitation/{'a1_-' * 500}"
    message, raw = parsed(written(link=link, inviter="Ann " * 75))
    assert link in message.get_content()
    assert max(len(line) for line in raw.split(b"\r\n")) <= 998
    assert len(message["Subject"]) <= 150


def test_the_headers_say_when_from_whom_and_that_a_program_wrote_it():
    one = written()
    message, _ = parsed(one)
    assert message["From"] == "Hedgerow <post@example.org>"
    assert message["Date"].datetime == NOON
    assert message["Message-ID"] == f"<{one.id}@example.org>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["List-Unsubscribe"] is None


def test_a_letter_that_one_may_do_without_says_how_in_a_header_and_in_its_footer():
    one = letter(
        "invitation",
        to="a@b.example",
        url=URL,
        at=NOON,
        unsubscribe=f"{URL}/no-more/xyz",
        **WORDS,
    )
    message, _ = parsed(one)
    assert message["List-Unsubscribe"] == f"<{URL}/no-more/xyz>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert one.text.rstrip().endswith(f"To get no more letters like this: {URL}/no-more/xyz")


def test_an_address_of_a_domain_with_accents_is_sent_as_the_name_service_knows_it():
    message, _ = parsed(replace(written(), to="clerk@pärish.example"))
    assert message["To"] == "clerk@xn--prish-gra.example"


def test_what_somebody_wrote_in_several_lines_stands_behind_a_mark():
    assert quoted("One\r\ntwo\x1b[0m\n\nthree") == "> One\n> two [0m\n> \n> three"


def test_an_invitation_that_nobody_signs_does_not_sound_like_a_stranger():
    assert written(inviter="").subject == "You are invited to Hedgerow"
