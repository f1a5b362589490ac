"""Org-ids as funders write them: mended where it is plain what was meant, none where nothing was.

Sheets make identifiers by a formula (“GB-CHC-” and the number), so that an organisation without a
number gets one that ends with the hyphen, or with “N/A”. Such an identifier is nobody's: taken as
it is, it would make one organisation of all that have no number.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from seeds.three_sixty_giving.naming import is_id
from seeds.three_sixty_giving.values import is_unsaid, text_in

_SCHEME = re.compile(r"([a-z]{2}-[a-z]{2,8})-(.*)", re.IGNORECASE)
_HYPHEN = re.compile(r"\s*-\s*")


@lru_cache(maxsize=16_384)
def org_id_in(text: str) -> str:
    """An org-id as its list has it; empty where there is no number behind the list, or nothing."""
    if is_unsaid(text):
        return ""
    found = _SCHEME.fullmatch(_HYPHEN.sub("-", text))
    if found is None:  # a funder's own, such as 360G-trust-7
        last = text.rsplit("-", 1)[-1]
        nothing = text[:5].upper() == "360G-" and not last.isdecimal() and is_unsaid(last)
        return "" if nothing else text
    scheme, number = found[1].upper(), found[2].strip()
    if is_unsaid(number):
        return ""
    return f"{scheme}-{_number(scheme, number)}"


def _number(scheme: str, number: str) -> str:
    """A number as its list writes it: with the zeros and letters that spreadsheets lose."""
    low = number.upper().removesuffix(".0")
    if scheme == "GB-COH" and low.isdecimal():
        return low.zfill(8)
    if scheme == "GB-SC" and low.isdecimal():
        return f"SC{low.zfill(6)}"
    if scheme == "GB-NIC":
        return low.removeprefix("NIC")
    return low if scheme in ("GB-CHC", "GB-COH", "GB-SC") else number


def numbers_in(it: Mapping[str, Any]) -> list[str]:
    """The org-ids that an organisation's charity and company number stand for."""
    found = []
    charity, company = (_bare(it.get(name)) for name in ("charityNumber", "companyNumber"))
    if charity.startswith("SC"):
        found.append(f"GB-SC-{charity}")
    elif charity.startswith(("NIC", "XR")):
        found.append(f"GB-NIC-{charity.removeprefix('NIC')}")
    elif charity.split("-")[0].isdigit():
        found.append(f"GB-CHC-{charity}")
    if company.isdigit():
        company = company.zfill(8)
    if len(company) == 8 and company.isalnum():
        found.append(f"GB-COH-{company}")
    return [each for each in found if is_id(each)]


def _bare(value: Any) -> str:
    """A number in a register without spaces and without the “.0” of a spreadsheet."""
    text = text_in(value).upper().replace(" ", "").removesuffix(".0")
    return "" if is_unsaid(text) else text
