"""Passwords: which are refused, and that one is known again."""

from __future__ import annotations

import pytest
from argon2 import PasswordHasher
from argon2.profiles import CHEAPEST

from graph.errors import InvalidData
from service.signing import passwords

GOOD = "gorse kettle Tuesday ferry"


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("short", "12 to 128 characters"),
        ("x" * 129, "12 to 128 characters"),
        ("password1234", "easily guessed"),
        ("aaaaaaaaaaaaaa", "easily guessed"),
        ("morwennatregenza", "easily guessed"),
    ],
)
def test_a_weak_password_is_refused_and_says_what_would_do(password: str, said: str) -> None:
    with pytest.raises(InvalidData, match=said) as refused:
        passwords.refuse_weak(password, "Morwenna", "tregenza", "morwenna@parish.example")
    assert "three or four words" in str(refused.value).lower()
    assert password not in str(refused.value)


def test_words_that_do_not_belong_together_make_a_good_one() -> None:
    passwords.refuse_weak(GOOD, "Morwenna", "morwenna@parish.example")
    passwords.refuse_weak("ö" * 3 + GOOD + "🦔" * 90, "Morwenna")


def test_a_password_is_known_again_and_no_other() -> None:
    kept = passwords.hashed(GOOD)
    assert kept.startswith("$argon2id$")
    assert GOOD not in kept
    assert kept != passwords.hashed(GOOD)
    assert passwords.matches(kept, GOOD)
    assert not passwords.matches(kept, GOOD + " ")
    assert not passwords.matches("", GOOD)
    assert not passwords.matches("", "nobody has this password")
    assert not passwords.matches("no hash at all", GOOD)


def test_a_password_is_the_same_however_it_was_typed() -> None:
    composed, apart = "caf\u00e9 on the quay", "cafe\u0301 on the quay"
    assert passwords.matches(passwords.hashed(composed), apart)


def test_a_hash_of_weaker_settings_is_dated() -> None:
    assert not passwords.is_dated(passwords.hashed(GOOD))
    assert passwords.is_dated(PasswordHasher.from_parameters(CHEAPEST).hash(GOOD))
