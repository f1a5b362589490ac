"""Keeping contact details out: they need consent, which a downloaded list cannot give."""

from __future__ import annotations

import re

_EMAIL = re.compile(r"\S+@\S+\.\S+")
_PHONE = re.compile(
    r"(?:tel(?:ephone)?|phone|mob(?:ile)?)?[.:]?\s*(?:\+44|\b0)[\d\s()-]{8,14}\d\b", re.I
)


def without_contacts(text: str) -> str:
    """A text without e-mail addresses and telephone numbers, its spaces made single."""
    return " ".join(_PHONE.sub(" ", _EMAIL.sub(" ", text)).split()).strip(" ,;|-")
