"""Money as people write it: "£2.50", "free", "50p", "£1,200.00"; "donation" is told."""

from __future__ import annotations

import re

from seeds.mapped.understood import NOTHING, Understood, shown, unread

RIGHT = "write pounds as 2.50, or free."
MOST = 100_000.0
_FREE = re.compile(r"(?:free|no (?:charge|cost|fee)|nil|none|nothing|zero)\b")
_DONATION = re.compile(r"donation|contribution|pay what you|pay as you can|voluntary")
_AMOUNT = re.compile(
    r"(?:£|gbp)?\s*(\d{1,3}(?:,\d{3})+|\d+)(\.\d{1,2})?\s*(?:(p|pence|pounds?|gbp)\b)?"
)
_EACH = re.compile(
    r"\s*(?:per|a|an|each|/)?\s*(?:session|person|child|young person|head|class|visit|hour|hr|pp|ph"
    r"|each|entry|time)?\s*"
)
_OTHER_UNIT = re.compile(r"\b(?:week|month|term|year|annum|day|half[ -]day|night|course|block)\b")


def pounds_of(text: str) -> Understood:
    """Read an amount in pounds: of one session, or of one hour.

    What is per term, a range or a donation is told; it is no price of one session.
    """
    bare = " ".join(text.casefold().split()).strip(" .*")
    if not bare or bare in ("-", "n/a", "na", "tbc", "not known", "unknown", "varies"):
        return NOTHING
    if free := _FREE.match(bare):
        rest = bare[free.end() :].strip(" .,;()-")
        return Understood(value=0.0, told=f"{shown(text)} is taken as free." if rest else "")
    if _DONATION.search(bare):
        return Understood(told=f"{shown(text)} is no fixed price; the cost stays unknown.")
    match = _AMOUNT.match(bare)
    if match is None:
        return unread(text, RIGHT)
    rest = bare[match.end() :]
    if _OTHER_UNIT.search(rest):
        return Understood(told=f"{shown(text)} is no price of one session or hour; left out.")
    if not _EACH.fullmatch(rest.strip(" ()")):
        if re.search(r"\d", rest) and not rest.startswith(":"):
            return Understood(told=f"{shown(text)} says several prices; the cost stays unknown.")
        return unread(text, RIGHT)
    amount = float(match[1].replace(",", "") + (match[2] or ""))
    if match[3] in ("p", "pence"):
        amount /= 100
    if amount > MOST:
        return unread(text, f"at most £{MOST:,.0f} is read.")
    return Understood(value=round(amount, 2))
