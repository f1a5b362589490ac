"""One directory being read: services become activities, with their organisations and sites."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from datetime import date

from graph.errors import InvalidData
from graph.model import Activity, Organisation, Site, Source
from seeds.naming import digest, slug
from seeds.open_referral.locations import Place, Positions, place_of
from seeds.open_referral.organisations import identifiers_of, kind_of
from seeds.open_referral.themes import Themes
from seeds.open_referral.values import TEXT, Document, bare, cut, first, web_address, words

_UUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")
_KEY = re.compile(r"[A-Za-z0-9._:-]{1,40}")


PLACES = 40
"""Locations of one service that are read."""


def activity_id(service_id: str, place_id: str) -> str:
    """The id of the activity that a service is at one of its further locations."""
    return f"{service_id}~{place_id.removeprefix('oruk-')}"[:120]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lookups:
    """Objects that services name by id only: from tables, or other files of a folder."""

    organisations: Mapping[str, Document] = field(default_factory=dict)
    locations: Mapping[str, Document] = field(default_factory=dict)
    terms: Mapping[str, Document] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the reader is told beside the documents.

    Attributes
    ----------
    source
        Who says so.
    today
        The day that schedules and costs are held against.
    themes
        What words mean.
    areas
        Codes of the areas that the graph knows.
    positions
        Where postcodes are.
    """

    source: Source
    today: date
    themes: Themes
    areas: Container[str] = ()
    positions: Positions | None = None


class Directory:
    """What is taken from a directory, what is refused, and how often something was assumed."""

    def __init__(self, asked: Asked, lookups: Lookups) -> None:
        self.asked, self.lookups = asked, lookups
        self.space = digest(asked.source.id)
        self.activities: dict[str, Activity] = {}
        self.sites: dict[str, Site] = {}
        self.organisations: dict[str, Organisation] = {}
        self.places: dict[str, Place | InvalidData] = {}
        self.serves: dict[str, dict[str, None]] = {}
        self.seen: set[str] = set()
        self.withheld: set[str] = set()
        self.counts: Counter[str] = Counter()
        self.samples: dict[str, list[str]] = {}
        self.unknown_terms: Counter[str] = Counter()
        self.unknown_areas: Counter[str] = Counter()

    def id_of(self, outside: object) -> str:
        """The id here of an outside's id, empty where it has none.

        A UUID is one thing wherever it stands; "17" belongs to its source.
        """
        text = bare(outside)
        if not text:
            return ""
        if _UUID.fullmatch(text.lower()):
            return f"oruk-{text.lower()}"
        return f"oruk-{self.space}~{text if _KEY.fullmatch(text) else f'x{digest(text)}'}"

    def note(self, what: str, sample: str = "", times: int = 1) -> None:
        """Count something that a note will tell, with some names."""
        self.counts[what] += times
        names = self.samples.setdefault(what, [])
        if sample and len(names) < 5:
            names.append(sample)

    def withhold(self, service: Document) -> None:
        """Remember what a service that cannot be taken names: the source still has it."""
        id = self.id_of(service.get("id"))
        runners = first(service, "organization", "organisation")
        outside = [one.get("id") for one in runners] + [service.get("organization_id")]
        for at in first(service, "service_at_locations", "service_at_location")[:PLACES]:
            location = next(iter(first(at, "location")), {}).get("id") or at.get("location_id")
            outside.append(location)
            if id and (place := self.id_of(location)):
                self.withheld.add(activity_id(id, place))
        self.withheld |= {id, *(self.id_of(one) for one in outside)} - {""}

    def organisation_of(self, service: Document) -> Organisation:
        """Who runs a service.

        Raises
        ------
        InvalidData
            It names nobody, or one that the source does not have.
        """
        listed = first(service, "organization", "organisation")
        one = listed[0] if listed else {}
        outside = bare(one.get("id")) or bare(service.get("organization_id"))
        if not words(one.get("name")) and outside in self.lookups.organisations:
            one = self.lookups.organisations[outside]
        if not outside and not words(one.get("name")):
            raise InvalidData(
                f"“{words(service.get('name'))}” names no organisation; an activity needs to have "
                "one that runs it.",
                field="organization",
            )
        if not one and self.id_of(outside) not in self.organisations:
            raise InvalidData(
                f"The service names the organisation “{outside[:80]}”, which is not in the source.",
                field="organization_id",
            )
        return self.organisation(one, outside)

    def organisation(self, one: Document, outside: str) -> Organisation:
        """An organisation, read once however many services name it."""
        name = cut(words(one.get("name")), 300)
        id = self.id_of(outside) if outside else f"oruk-{self.space}~{slug(name)[:80]}"
        if id in self.organisations:
            return self.organisations[id]
        if not name:
            raise InvalidData("The organisation has no name.", field="organization.name")
        identifiers, unknown = identifiers_of(one)
        if unknown:
            self.note("identifiers", name, unknown)
        made = Organisation(
            id=id,
            name=name,
            kind=kind_of(name, identifiers),
            description=cut(words(one.get("description")), TEXT),
            website=web_address(one.get("website") or one.get("url") or one.get("uri")),
            identifiers=identifiers,
            source_id=self.asked.source.id,
        )
        self.organisations[id] = made
        return made

    def place(self, location: Document, name: str) -> Place:
        """A location, read once however many services are there.

        Raises
        ------
        InvalidData
            It is outside Great Britain.
        """
        outside = bare(location.get("id"))
        known = self.lookups.locations.get(outside)
        whole = known if known and len(known) > len(location) else location
        id = self.id_of(outside)
        if not id:
            told = f"{words(whole.get('name'))} {bare(whole.get('latitude'))}"
            id = f"oruk-{self.space}~{slug(told)[:60]}-{digest(told)}"
        if id not in self.places:
            self.places[id] = self._placed(whole, id, name)
        found = self.places[id]
        if isinstance(found, InvalidData):
            raise InvalidData(str(found), field=found.field)
        return found

    def _placed(self, location: Document, id: str, name: str) -> Place | InvalidData:
        asked = self.asked
        try:
            return place_of(
                location, id=id, name=name, source_id=asked.source.id, positions=asked.positions
            )
        except InvalidData as error:
            return error
