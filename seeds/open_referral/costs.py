"""What a session costs a young person: only where the words say that it is for one session."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from seeds.open_referral.values import Document, day, number, words

_SESSION = re.compile(
    r"\b(?:session|hour|visit|class|lesson|week|night|evening|person|child|time|entry|day|drop|"
    r"under|young|junior|adult|concession|member)",
    re.IGNORECASE,
)
_LONGER = re.compile(
    r"\b(?:month|annual|year|per term|a term|half[- ]term|membership|course|block|"
    r"subscription|deposit|registration|joining|uniform|trip|camp|booking fee)",
    re.IGNORECASE,
)
_YOUNG = re.compile(r"\b(?:child|children|young|junior|under|student|youth|kids?)\b", re.IGNORECASE)
_FREE = re.compile(
    r"^(?:this service is |it is )?(?:free|no charge|no cost|free of charge)\b", re.I
)
_UNSAID = re.compile(
    r"\b(?:contact|enquir|ask|call|phone|price list|var(?:y|ies|iable)|depend|tbc|tba|quote|"
    r"on (?:application|request))",
    re.IGNORECASE,
)
"""Words beside a nought that stands for a price nobody wrote down."""

_NOT_FREE = re.compile(r"\bfree (?:trial|taster|first|for|to)\b|£|\bbut\b|\bexcept", re.IGNORECASE)


def cost_of(service: Document, options: Sequence[Document], *, today: date) -> float | None:
    """What one session costs, 0 where it is free, None where that is not plainly said.

    Options that are over, that are by the term or the month, or that contradict one another say
    nothing; an option for children goes before one for adults.
    """
    amounts: list[tuple[bool, float]] = []
    for one in options[:50]:
        amount = _amount(one, today)
        if amount is not None:
            text = f"{words(one.get('option'))} {_described(one)}"
            amounts.append((bool(_YOUNG.search(text)), amount))
    for_young = {amount for young, amount in amounts if young}
    every = {amount for _, amount in amounts}
    for found in (for_young, every):
        if len(found) == 1:
            return found.pop()
    if not options and _is_free(words(service.get("fees"))):
        return 0.0
    return None


def _amount(one: Document, today: date) -> float | None:
    begins, ends = day(one.get("valid_from")), day(one.get("valid_to"))
    if (ends is not None and ends < today) or (begins is not None and begins > today):
        return None
    option, described = words(one.get("option")), _described(one)
    text = f"{option} {described}"
    amount = number(one.get("amount"))
    if amount == 0 and _UNSAID.search(text):
        amount = None
    if amount is None:
        return 0.0 if _is_free(option) or _is_free(described) else None
    if amount and (_LONGER.search(text) or (described and not _SESSION.search(text))):
        return None
    return amount if 0 <= amount <= 100_000 else None


def _described(one: Document) -> str:
    """What an amount is for; Outpost calls it ``cost_type``."""
    return words(one.get("amount_description")) or words(one.get("cost_type"))


def _is_free(text: str) -> bool:
    return bool(_FREE.match(text)) and not _NOT_FREE.search(text)


def told_costs(service: Document, options: Sequence[Document]) -> str:
    """The costs as the source tells them."""
    parts = []
    for one in options[:20]:
        amount = number(one.get("amount"))
        price = "" if amount is None else f"£{amount:,.2f}".removesuffix(".00")
        if not amount and _UNSAID.search(f"{words(one.get('option'))} {_described(one)}"):
            price = ""
        texts = (price, words(one.get("option")), _described(one))
        parts.append(" ".join(text for text in texts if text))
    fees = words(service.get("fees")) or words(service.get("fees_description"))
    return "; ".join(dict.fromkeys(part for part in (*parts, fees) if part))
