"""Grants of a package as records: what can be taken is, what cannot is refused by row."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
from datetime import date
from typing import Any

from graph.errors import InvalidData, RowError
from graph.model import Grant, Regrant
from graph.model.things import NAME_LENGTH, TEXT_LENGTH
from seeds.personal import WHY, tells_birth
from seeds.reading import STEP, Progress
from seeds.three_sixty_giving.doubts import Doubts
from seeds.three_sixty_giving.naming import PREFIX, record_id
from seeds.three_sixty_giving.organisations import Organisations
from seeds.three_sixty_giving.package import Package
from seeds.three_sixty_giving.places import place_in
from seeds.three_sixty_giving.values import (
    FIRST_YEAR,
    amount_in,
    day_in,
    months_after,
    number_in,
    planned_day,
    postcode_in,
    text_in,
)

REGRANTS = {word.value: word for word in Regrant}
_DIGIT = re.compile(r"[0-9]")
_INDIVIDUAL = re.compile(
    r"(?:(?:a|an|the|grants? to|private|anonymous|anonymised|named) )*individuals?"
    r"(?: (?:recipients?|grants?|applicants?|beneficiar(?:y|ies)))?",
    re.IGNORECASE,
)
_FUNDER, _RECIPIENT = "fundingOrganization", "recipientOrganization"


class _Refused(Exception):
    """Why a grant is not taken, and by which of its fields."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


class Grants:
    """The grants of one package, made into records one after another.

    Parameters
    ----------
    package
        What was read.
    areas
        Codes of the areas that the graph holds.
    own
        What identifiers begin with that the graph gave itself.
    source_id
        The source that the records name; None where the graph wrote them itself.
    """

    def __init__(
        self, package: Package, *, areas: Container[str], own: str, source_id: str | None
    ) -> None:
        self._package, self._areas = package, areas
        self._own, self._source_id = own, source_id
        self.doubts = Doubts()
        self.organisations = Organisations(own, self.doubts)
        self.refused: list[RowError] = list(package.refused)
        self.made: dict[str, Grant] = {}
        self._seen: dict[str, tuple[int, Any]] = {}

    def take_all(self, progress: Progress | None) -> None:
        """Make every grant of the package."""
        total = len(self._package.grants)
        for done, (row, grant) in enumerate(self._package.grants):
            if progress is not None and done % STEP == 0:
                progress(f"Reading {self._package.file}", done, total)
            try:
                self._take(grant, row)
            except _Refused as error:
                self._refuse(row, error.field, str(error))
            except InvalidData as error:
                self._refuse(row, error.field, str(error))
        if progress is not None:
            progress(f"Reading {self._package.file}", total, total)

    def _refuse(self, row: int, field: str, message: str) -> None:
        column = self._package.columns.get(field, field)
        self.refused.append(
            RowError(file=self._package.file, row=row, column=column, message=message)
        )

    def _take(self, it: Any, row: int) -> None:
        if not isinstance(it, dict):
            raise _Refused("grants", "This is no grant; a grant is written {…} with its fields.")
        alone = _is_nameless_person(it)
        if (
            alone
            or it.get("recipientIndividual")
            or (it.get("toIndividualsDetails") and not it.get(_RECIPIENT))
        ):
            self.doubts.add("both" if it.get(_RECIPIENT) and not alone else "individual", row)
            return
        identifier = self._identifier(it, row)
        if not identifier:
            return
        funder_id = self._organisation(it, row, _FUNDER)
        recipient_id = self._organisation(it, row, _RECIPIENT, funder=funder_id)
        grant = self._grant(it, row, identifier, funder_id, recipient_id)
        if grant.id in self.made:
            raise _Refused("id", f"“{identifier[:80]}” stands for another grant of this file.")
        self.made[grant.id] = grant
        self._seen[identifier] = row, it

    def _identifier(self, it: Mapping[str, Any], row: int) -> str:
        """The grant's identifier; empty where the same grant stands there already."""
        identifier = text_in(it.get("id"))
        if not identifier:
            raise _Refused("id", "The identifier is empty; every grant needs its own (360G-…).")
        if len(identifier) > 200:
            raise _Refused("id", "The identifier has more than 200 characters.")
        if identifier in self._seen:
            first, before = self._seen[identifier]
            if before == it:
                self.doubts.add("twice", row)
                return ""
            raise _Refused(
                "id",
                f"The grant {identifier[:80]} stands already in row {first:,}, and there otherwise "
                f"({_difference(before, it)}). The first stands; keep one of them, or give each "
                "its own identifier.",
            )
        if identifier[:5].upper() != "360G-":
            self.doubts.add("prefix", row)
        return identifier

    def _organisation(self, it: Mapping[str, Any], row: int, side: str, *, funder: str = "") -> str:
        found = it.get(side)
        if isinstance(found, list):
            if len(found) > 1:
                self.doubts.add("several", row)
            found = found[0] if found else None
        who = "recipient" if funder else "funder"
        if not isinstance(found, dict) or not found:
            raise _Refused(f"{side}/0/name", f"The {who} is empty; say which organisation it is.")
        id = self.organisations.id_of(found, row, funder=funder)
        if id is None:
            raise _Refused(f"{side}/0/name", f"The {who} has no name; write it.")
        return id

    def _grant(
        self, it: Mapping[str, Any], row: int, identifier: str, funder_id: str, recipient_id: str
    ) -> Grant:
        id = record_id(identifier, self._own)
        starts_on, ends_on = self._planned(it, row)
        place = place_in(it.get("beneficiaryLocation"), self._areas, self.doubts, row)
        programme = _first(it.get("grantProgramme"))
        description = self._text(it.get("description"), row, "description", TEXT_LENGTH)
        if not description:
            self.doubts.add("undescribed", row)
        return Grant(
            id=id,
            name=self._title(it, row),
            funder_id=funder_id,
            recipient_id=recipient_id,
            amount_pounds=self._amount(it, row),
            awarded_on=self._awarded_on(it, row),
            description=description,
            starts_on=starts_on,
            ends_on=ends_on,
            area_ids=place.area_ids,
            identifier=identifier if id.startswith(PREFIX) else "",
            programme=text_in(programme.get("title"))[:500] if programme else "",
            regrant=self._regrant(it, row),
            codes_elsewhere=place.codes_elsewhere,
            latitude=place.latitude,
            longitude=place.longitude,
            place_name=place.name,
            head_office=self._head_office(it, row),
            source_id=self._source_id,
        )

    def _text(self, value: Any, row: int, field: str, longest: int) -> str:
        text = text_in(value)
        if len(text) > longest:
            self.doubts.add("long", row)
            text = text[:longest].strip()
        if _perhaps_of_people(text) and tells_birth(text):
            raise _Refused(field, f"This tells when somebody was born. {WHY}")
        return text

    def _title(self, it: Mapping[str, Any], row: int) -> str:
        title = self._text(it.get("title"), row, "title", NAME_LENGTH)
        if title:
            return title
        self.doubts.add("untitled", row)
        recipient = _first(it.get(_RECIPIENT))
        name = text_in(recipient.get("name")) if recipient else ""
        return f"Grant to {name or 'an organisation'}"[:NAME_LENGTH].strip()

    def _amount(self, it: Mapping[str, Any], row: int) -> float:
        currency = text_in(it.get("currency")).upper()
        if not currency:
            raise _Refused("currency", "The currency is empty; write GBP for pounds.")
        if currency not in ("GBP", "£"):
            raise _Refused(
                "currency",
                f"The grant is in {currency[:20]}; Hedgerow counts in pounds (GBP) only.",
            )
        value = it.get("amountAwarded")
        amount, cleaned = amount_in(value)
        if amount is None:
            text = text_in(value)
            said = f"“{text[:60]}” is not an amount" if text else "The amount is empty"
            raise _Refused("amountAwarded", f"{said}; write it in pounds, such as 5000 or 5000.50.")
        if amount < 0:
            raise _Refused(
                "amountAwarded", f"The amount is below nothing ({amount:g}); a grant is 0 or more."
            )
        if cleaned:
            self.doubts.add("money", row)
        return amount

    def _awarded_on(self, it: Mapping[str, Any], row: int) -> date:
        text = text_in(it.get("awardDate"))
        day, odd = day_in(text)
        if day is None:
            said = f"“{text[:60]}” is not a date" if text else "The date is empty"
            raise _Refused("awardDate", f"{said}; write the day of the award as 2025-03-31.")
        if day.year < FIRST_YEAR:
            raise _Refused(
                "awardDate",
                f"“{text[:60]}” is before {FIRST_YEAR}; the year is most likely mistyped.",
            )
        if odd:
            self.doubts.add("date", row)
        return day

    def _planned(self, it: Mapping[str, Any], row: int) -> tuple[date | None, date | None]:
        planned = _first(it.get("plannedDates"))
        if planned is None:
            return None, None
        starts_on = self._planned_day(planned.get("startDate"), row, last=False)
        ends_on = self._planned_day(planned.get("endDate"), row, last=True)
        if starts_on and ends_on and ends_on < starts_on:
            self.doubts.add("order", row)
            ends_on = None
        elif starts_on and not ends_on and not text_in(planned.get("endDate")):
            months = number_in(planned.get("duration"))
            if months is not None and months.is_integer() and 0 < months <= 1_200:
                ends_on = months_after(starts_on, int(months))
                self.doubts.add("duration", row)
        return starts_on, ends_on

    def _planned_day(self, value: Any, row: int, *, last: bool) -> date | None:
        text = text_in(value)
        if not text:
            return None
        day, odd = planned_day(text, last=last)
        if day is None:
            self.doubts.add("planned", row)
        elif day.year < FIRST_YEAR:
            self.doubts.add("early", row)
            return None
        elif odd:
            self.doubts.add("date", row)
        return day

    def _regrant(self, it: Mapping[str, Any], row: int) -> Regrant | None:
        code = text_in(it.get("regrantType")).upper()
        if not code:
            return None
        self.doubts.add("regrant" if code in REGRANTS else "regranting", row)
        return REGRANTS.get(code)

    def _head_office(self, it: Mapping[str, Any], row: int) -> str:
        recipient = _first(it.get(_RECIPIENT)) or {}
        text = text_in(recipient.get("postalCode"))
        if not text:
            return ""
        postcode = postcode_in(text)
        if not postcode:
            self.doubts.add("postcode", row)
        return postcode


def _is_nameless_person(it: Mapping[str, Any]) -> bool:
    """Whether the recipient is called “Individual”, as before there was a field for people."""
    name = text_in((_first(it.get(_RECIPIENT)) or {}).get("name"))
    return len(name) <= 60 and _INDIVIDUAL.fullmatch(name) is not None


def _perhaps_of_people(text: str) -> bool:
    """Whether a text has a word without which it tells nobody's birth: quicker than looking."""
    if not _DIGIT.search(text):
        return False
    low = text.lower()
    return (
        "year" in low
        or "age" in low
        or "born" in low
        or "birth" in low
        or "dob" in low
        or "d.o" in low
        or "do." in low
        or "yr" in low
    )


def _first(found: Any) -> Mapping[str, Any] | None:
    """The first object of a list, or the object that stands in its place."""
    if isinstance(found, list):
        found = found[0] if found else None
    return found if isinstance(found, dict) and found else None


def _difference(before: Mapping[str, Any], now: Mapping[str, Any]) -> str:
    """The first field by which two grants differ, with both values."""
    for name in (*now, *before):
        if before.get(name) != now.get(name):
            was, is_now = (str(each.get(name, "nothing"))[:40] for each in (before, now))
            return f"“{name}” is {was} there and {is_now} here"
    return "in its fields"
