"""Passwords: which are refused, how they are kept, and how one is checked.

Kept as argon2id (RFC 9106, with the settings of argon2-cffi). Judged as OWASP ASVS asks: long
rather than odd, no rules about signs, and none that is easily guessed (zxcvbn: Wheeler 2016,
*USENIX Security*).
"""

from __future__ import annotations

import unicodedata
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from zxcvbn import zxcvbn

from graph.errors import InvalidData

SHORTEST, LONGEST = 12, 128
LEAST_SCORE = 3
"""Of 0 to 4: more than a hundred million guesses."""

_JUDGED = 72
"""Characters that are judged; more would take long."""

_hasher = PasswordHasher()


def refuse_weak(password: str, *known: str) -> None:
    """Refuse a password that is too short, too long or easily guessed.

    Parameters
    ----------
    known
        What others know of the person, such as the name and the e-mail address.

    Raises
    ------
    InvalidData
        The message says what would do.
    """
    password = _normal(password)
    if not SHORTEST <= len(password) <= LONGEST:
        raise InvalidData(
            f"A password has {SHORTEST} to {LONGEST} characters; three or four words that do not "
            "belong together make a good one.",
            field="password",
        )
    judged = zxcvbn(password[:_JUDGED], user_inputs=list(known))  # type: ignore[no-untyped-call]
    if judged["score"] < LEAST_SCORE:
        raise InvalidData(
            "This password is easily guessed. Three or four words that do not belong together "
            "make a good one.",
            field="password",
        )


def hashed(password: str) -> str:
    """What is kept of a password."""
    return _hasher.hash(_normal(password))


def matches(kept: str, password: str) -> bool:
    """Whether a password is the one that was kept.

    Where none was kept it takes as long, so that nobody learns from the time who has an account.
    """
    try:
        return _hasher.verify(kept or _nobodys(), _normal(password)) and bool(kept)
    except (VerificationError, InvalidHashError):
        return False


def is_dated(kept: str) -> bool:
    """Whether a password is to be hashed anew, because the settings have grown since."""
    return _hasher.check_needs_rehash(kept)


@cache
def _nobodys() -> str:
    return _hasher.hash("nobody has this password")


def _normal(password: str) -> str:
    """The same characters however a keyboard composes them."""
    return unicodedata.normalize("NFKC", password)
