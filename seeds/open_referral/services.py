"""One service on its way to become activities: one at each of its locations."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from graph.errors import InvalidData
from graph.model import Activity, AgeRange, Entry, Organisation, Site
from seeds.open_referral.ages import ELIGIBILITIES, YOUNG, Ages, ages_of
from seeds.open_referral.costs import cost_of, told_costs
from seeds.open_referral.directory import PLACES, Directory, activity_id
from seeds.open_referral.locations import areas_of
from seeds.open_referral.sessions import Times, times_of
from seeds.open_referral.themes import FALLBACK, About, Term, about, audience_of, terms_of
from seeds.open_referral.values import (
    TEXT,
    Document,
    bare,
    cut,
    day,
    first,
    is_none,
    number,
    objects,
    web_address,
    words,
)
from seeds.personal import WHY, tells_birth
from seeds.reading import Faults, first_few

SCHEDULES = ("schedules", "regular_schedules", "regular_schedule", "schedule")
_GONE = {
    "inactive", "defunct", "deleted", "archived", "closed", "suspended", "expired", "ended",
    "cancelled", "withdrawn", "unpublished", "draft", "pending", "scheduled", "invisible",
    "hidden", "marked for deletion",
}  # fmt: skip
_ACTIVE = {"active", "published", "open", "live"}
_DIGIT = re.compile(r"[0-9]")
_REFERRED = re.compile(r"\breferr(?:al|ed)\b", re.IGNORECASE)
_BOOKED = re.compile(r"\b(?:book(?:ed|ing)?|appointments?|register)\b", re.IGNORECASE)
_OPEN = re.compile(
    r"\b(?:no referral|self[- ]referr|drop[- ]?in|no (?:need to )?book)", re.IGNORECASE
)


def take_service(directory: Directory, service: Document, faults: Faults, row: int) -> None:
    """Take a service, pass it over and count it, or refuse its row with the reason.

    Parameters
    ----------
    directory
        Where it comes to, with its organisation and sites.
    service
        The service, of any version.
    faults, row
        Where a refusal is noted, and the service's place in its file, from 1.
    """
    try:
        _take(directory, service, faults, row)
    except InvalidData as error:
        faults.add(str(error), row=row, column=error.field)
        directory.withhold(service)


def _take(directory: Directory, service: Document, faults: Faults, row: int) -> None:
    status = bare(service.get("status")).lower()
    if status in _GONE:
        directory.note("gone", words(service.get("name")))
        return
    name = cut(words(service.get("name")), 300)
    id = directory.id_of(service.get("id"))
    if not name:
        outside = bare(service.get("id"))
        which = f"The service {outside}" if outside else "The service"
        raise InvalidData(f"{which} has no name; every service needs one.", field="name")
    if not id:
        raise InvalidData(f"“{name}” has no id; every service needs one.", field="id")
    if id in directory.seen:
        directory.note("repeated", name)
        return
    directory.seen.add(id)
    shut = "temporar" in status
    if status not in _ACTIVE and not shut and not is_none(status):
        directory.note("other status", f"{name}: “{words(status)}”")
    description = words(service.get("description"))
    if _DIGIT.search(description) and tells_birth(description):
        raise InvalidData(f"This tells when somebody was born. {WHY}", field="description")
    ages = ages_of(service, name, description)
    if not ages.ages.shared_years(YOUNG):
        directory.note("other ages", name)
        return
    terms = terms_of(service, directory.lookups.terms)
    found = about(terms, name, directory.asked.themes)
    if found.passed_over and ages.known != "stated":
        directory.note("other people", name)
        return
    organisation = directory.organisation_of(service)
    places = _places(directory, service, name, faults, row)
    if places is None:
        return
    _count(directory, name, ages, found)
    codes, areas = areas_of(first(service, "service_areas", "service_area"))
    _serve(directory, codes, organisation)
    made = _Said(directory, service, name, description, terms, found, areas, shut)
    if len(places) == 1 and places[0].schedules:
        everywhere = tuple(first(service, *SCHEDULES))
        places = [replace(places[0], schedules=(*places[0].schedules, *everywhere))]
    for number_of, place in enumerate(places):
        own = id if number_of == 0 else activity_id(id, place.id)
        directory.activities[own] = made.activity(own, organisation, ages.ages, place)


def _count(directory: Directory, name: str, ages: Ages, found: About) -> None:
    if ages.known != "stated":
        directory.note(f"ages {ages.known}", name)
    directory.unknown_terms.update(dict.fromkeys(found.unknown, 1))
    if found.by != "terms":
        directory.note(f"theme by {found.by}", name)


@dataclass(frozen=True, slots=True, kw_only=True)
class _At:
    """One of a service's locations: its id, its site, its words, and its own schedules."""

    id: str = ""
    site: Site | None = None
    words: str = ""
    access: str = ""
    schedules: tuple[Document, ...] = ()


def _places(
    directory: Directory, service: Document, name: str, faults: Faults, row: int
) -> list[_At] | None:
    """Where a service is, in the order of the locations' ids; None where nowhere can be used.

    A location that cannot be is refused; the others are taken.
    """
    found: dict[str, _At] = {}
    refused = False
    for one in first(service, "service_at_locations", "service_at_location", "locations")[:PLACES]:
        listed = first(one, "location")
        location = listed[0] if listed else {"id": one.get("location_id")}
        if not listed and "location_id" not in one:
            location = one
        try:
            place = directory.place(location, name)
        except InvalidData as error:
            faults.add(f"“{name}”: {error}", row=row, column=error.field)
            refused = True
            directory.withhold(service)
            continue
        own = tuple(first(one, *SCHEDULES) or first(location, *SCHEDULES))
        access = _accessibility(location)
        at = _At(id=place.id, site=place.site, words=place.words, access=access, schedules=own)
        found.setdefault(place.id, at)
    if refused and not found:
        return None
    placed = [at for at in found.values() if at.site is not None]
    for at in placed:
        assert at.site is not None
        directory.sites[at.site.id] = at.site
    if placed:
        return sorted(placed, key=lambda at: at.id)
    if any(at.words for at in found.values()):
        directory.note("no position", name)
    return [next((at for at in found.values() if at.words), _At())]


def _accessibility(location: Document) -> str:
    listed = first(location, "accessibility", "accessibility_for_disabilities")
    told = (
        words(one.get("description"))
        or words(one.get("accessibility"))
        or words(one.get("details"))
        for one in listed[:5]
    )
    return "; ".join(dict.fromkeys(text for text in told if text))


def _serve(directory: Directory, codes: Iterable[str], organisation: Organisation) -> None:
    """Note the areas that a service is for as served by its organisation."""
    for code in codes:
        if code in directory.asked.areas:
            directory.serves.setdefault(organisation.id, {})[code] = None
        else:
            directory.unknown_areas[code] += 1


class _Said:
    """What a service says of itself, the same at all of its locations."""

    def __init__(
        self,
        directory: Directory,
        service: Document,
        name: str,
        description: str,
        terms: list[Term],
        found: About,
        areas: Sequence[str],
        shut: bool,
    ) -> None:
        self.directory, self.service, self.name = directory, service, name
        self.description, self.found, self.areas, self.shut = description, found, areas, shut
        self.eligibilities = _eligibilities(service)
        self.audience, several = audience_of(terms, self.eligibilities)
        self.entry = _entry(service, terms)
        self.groups = [term.name for term in terms if term.for_whom and term.name]
        if several:
            directory.note("several audiences", name)
        assured = day(service.get("assured_date"))
        self.verified_on = assured if assured and assured <= directory.asked.today else None
        self.options = first(service, "cost_options", "cost_option")
        self.cost = cost_of(service, self.options, today=directory.asked.today)
        schedules = first(service, *SCHEDULES)
        self.times = times_of(schedules, today=directory.asked.today) if schedules else Times()
        self.common = self._common()

    def activity(self, id: str, organisation: Organisation, ages: AgeRange, at: _At) -> Activity:
        """The activity at one location."""
        today = self.directory.asked.today
        times = times_of(at.schedules, today=today) if at.schedules else self.times
        for reason in times.reasons:
            self.directory.note(f"times {reason}", self.name)
        weekly = () if self.shut else times.weekly
        return Activity(
            id=id,
            name=self.name,
            organisation_id=organisation.id,
            theme=self.found.theme or FALLBACK,
            ages=ages,
            audience=self.audience,
            site_id=at.site.id if at.site else None,
            description=self._whole(times, at),
            website=web_address(self.service.get("url")),
            sessions=weekly,
            places=_capacity(self.service),
            cost_pounds=self.cost,
            entry=self.entry,
            source_id=self.directory.asked.source.id,
            verified_on=self.verified_on,
        )

    def _common(self) -> list[str]:
        """Lines below the description for what has no field of its own."""
        service = self.service
        costs = told_costs(service, self.options) if self.options or self.cost is None else ""
        funded = (words(one.get("source")) for one in first(service, "funding", "fundings")[:5])
        applying = words(service.get("application_process"))
        unknown = first_few(self.found.unknown) if self.found.unknown else "none"
        told = (
            ("For", "; ".join(dict.fromkeys((*self.eligibilities, *self.groups)))),
            ("Cost", costs),
            ("Serves", "; ".join(self.areas[:5])),
            ("How to join", applying),
            ("Funded by", "; ".join(text for text in funded if text)),
            ("Now", words(service.get("alert"))),
            (
                "Theme",
                "" if self.found.theme else f"not known here (terms of the source: {unknown})",
            ),
        )
        return [f"{label}: {text}" for label, text in told if text]

    def _whole(self, times: Times, at: _At) -> str:
        lines = [self.description] if self.description else []
        if self.shut:
            self.directory.note("closed for now", self.name)
            usual = "; ".join(str(each) for each in times.weekly)
            lines.append(f"Closed for the time being.{f' Usual times: {usual}' if usual else ''}")
        if times.told:
            lines.append(f"Other times: {'; '.join(dict.fromkeys(filter(None, times.told)))}")
        if at.site is None and at.words:
            lines.append(f"Where: {at.words}")
        if at.access:
            lines.append(f"Access: {at.access}")
        lines += self.common
        text = "\n".join(lines)
        if len(text) > TEXT:
            self.directory.note("cut", self.name)
        return cut(text, TEXT)


def _eligibilities(service: Document) -> list[str]:
    """What versions 1 and 2, Placecube and the international profile say of whom it is for."""
    told = [words(service.get("eligibility_description")), words(service.get("eligibility"))]
    told += [words(one.get("eligibility")) for one in first(service, *ELIGIBILITIES)[:20]]
    told += [words(one.get("audienceType")) for one in first(service, "pc_targetAudience")[:20]]
    return list(dict.fromkeys(text for text in told if text))


def _capacity(service: Document) -> int | None:
    """Young people who can come at once, where version 3.1 says so."""
    listed: Iterable[Document] = objects(
        service.get("service_capacities")
        or service.get("service_capacity")
        or service.get("capacities")
    )
    found = {int(most) for one in listed if (most := number(one.get("maximum"))) and most < 100_000}
    return found.pop() if len(found) == 1 and min(found) > 0 else None


def _entry(service: Document, terms: list[Term]) -> Entry:
    """How one gets in, by terms and words of versions 1 and 2 and of the international profile."""
    if service.get("needs_referral") is True:  # as Outpost says it
        return Entry.REFERRED
    told = [term.name for term in terms if term.for_entry]
    told += [bare(service.get("attending_access")), words(service.get("application_process"))]
    text = " ".join(told).strip()
    if not text or _OPEN.search(text):
        return Entry.OPEN
    if _REFERRED.search(text):
        return Entry.REFERRED
    return Entry.BOOKED if _BOOKED.search(text) else Entry.OPEN
