"""Money as people write it: "£2.50", "free", "50p", "£1,200.00"; a "donation" is told."""

from __future__ import annotations

import re

from seeds.mapped.understood import NOTHING, UNSAID, Understood, shown, unread

RIGHT = "write pounds as 2.50, or free."
MOST = 100_000.0
_FREE = re.compile(r"(?:free|no (?:charge|cost|fee)|nil|none|nothing|zero)\b")
_DONATION = re.compile(r"donation|contribution|pay what you|pay as you can|voluntary")
_AMOUNT = re.compile(
    r"(?:£|gbp)?\s*(\d{1,3}(?:,\d{3})+|\d+)(\.\d{1,2})?\s*(?:(p|pence|pounds?|gbp)\b)?"
)
_PER = r"\s*(?:per|a|an|each|/)?\s*"
_EACH = re.compile(
    rf"{_PER}(?:session|person|child|young person|head|class|visit|pp|each|entry|time)?"
)
_HOURLY = re.compile(rf"{_PER}(?:hour|hr|ph|p/h|p\.h)?")
_OTHER_UNIT = re.compile(r"\b(?:week|month|term|year|annum|day|half[ -]day|night|course|block)\b")


def pounds_of(text: str) -> Understood:
    """Read the price of one session in pounds.

    What is per hour, per term, a range or a donation is told; it is no price of one session.
    """
    return _price(text, _EACH, _HOURLY, "session")


def hourly_of(text: str) -> Understood:
    """Read the price of one hour in pounds; what is per session or per day is told."""
    return _price(text, _HOURLY, _EACH, "hour")


def _price(text: str, of: re.Pattern[str], other: re.Pattern[str], what: str) -> Understood:
    bare = " ".join(text.casefold().split()).strip(" .*")
    if bare in UNSAID or bare == "varies":
        return NOTHING
    if free := _FREE.match(bare):
        rest = bare[free.end() :].strip(" .,;()-")
        if re.search(r"[\d£]", rest):
            return Understood(told=f"{shown(text)} says several prices; the cost stays unknown.")
        return Understood(value=0.0, told=f"{shown(text)} is taken as free." if rest else "")
    if _DONATION.search(bare):
        return Understood(told=f"{shown(text)} is no fixed price; the cost stays unknown.")
    match = _AMOUNT.match(bare)
    if match is None:
        return unread(text, RIGHT)
    rest = bare[match.end() :]
    unit = rest.strip(" ().")
    if not of.fullmatch(unit) and (_OTHER_UNIT.search(rest) or other.fullmatch(unit)):
        return Understood(told=f"{shown(text)} is no price of one {what}; left out.")
    if not of.fullmatch(unit):
        if re.search(r"\d", rest) and not rest.startswith(":"):
            return Understood(told=f"{shown(text)} says several prices; the cost stays unknown.")
        return unread(text, RIGHT)
    amount = float(match[1].replace(",", "") + (match[2] or ""))
    if match[3] in ("p", "pence") and not match[2]:  # “£1.50p” is in pounds
        if "£" in match[0]:
            return unread(text, RIGHT)
        amount /= 100
    if amount > MOST:
        return unread(text, f"at most £{MOST:,.0f} is read.")
    return Understood(value=round(amount, 2))
