"""Contact details are taken out of texts, however long and odd the text is."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seeds.contacts import is_contact, without_contacts

PATTERN = re.compile(r"\S+@\S+\.\S+")
"""What an e-mail address is, as a pattern that takes too long on long texts."""


@given(st.text(alphabet="a@. \n0", max_size=14))
def test_words_are_told_to_be_addresses_as_the_pattern_would_tell_them(text: str) -> None:
    left = " ".join(PATTERN.sub(" ", text).split()).strip(" ,;|-")
    assert without_contacts(text) == left
    assert not PATTERN.search(without_contacts(text))


@pytest.mark.parametrize("text", ["jo@example.org", " jo@example.org, 01872 123456 "])
def test_a_text_that_is_nothing_but_contact_details_is_known(text: str) -> None:
    assert is_contact(text)


def test_a_long_text_of_nothing_but_ats_is_read_through_once() -> None:
    assert without_contacts("a@" * 100_000) == "a@" * 100_000
