"""The rows that come of a draft."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from graph.analysis.sameness import Same, find_same
from graph.blurring import blurred
from graph.errors import InvalidData
from graph.model import Activity, Asset, Contact, Record, Request, Site
from graph.model.contacts import Consent, ContactKind, Visibility
from graph.network import Network
from service.adding.drafts import Adding
from service.adding.subjects import CONTACT, PLACE
from service.completion import sites_of
from service.editing.fields import read_fields
from service.whereabouts import placed

WAYS = ((ContactKind.EMAIL, "email"), (ContactKind.PHONE, "phone"))
"""The contact details that a draft asks for, and what their inputs begin with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """What a draft would add.

    Attributes
    ----------
    record
        The asset, activity or request.
    site
        Where it is, None where it has no place.
    new_site
        Whether the site is added too.
    contacts
        How its keeper is reached, beside what is known already.
    """

    record: Asset | Activity | Request
    site: Site | None
    new_site: bool
    contacts: tuple[Contact, ...]

    @property
    def added(self) -> tuple[Record, ...]:
        """The rows that are new, what it is about first."""
        places = (self.site,) if self.site is not None and self.new_site else ()
        return (self.record, *places, *self.contacts)


def rows_of(adding: Adding, network: Network, *, today: date) -> Rows:
    """The rows of a draft whose pages have all been answered.

    Raises
    ------
    InvalidData
        Something is missing or wrong; ``field`` says where.
    """
    site, new_site = site_of(adding, network, today=today)
    if adding.subject.placed and site is None:
        raise InvalidData("Say where it is.", field="where")
    return Rows(
        record=record_of(adding, site, today=today),
        site=site,
        new_site=new_site,
        contacts=contacts_of(adding, today=today),
    )


def record_of(adding: Adding, site: Site | None, *, today: date) -> Asset | Activity | Request:
    """The record of a draft.

    Raises
    ------
    InvalidData
        Something is missing or wrong.
    """
    subject = adding.subject
    if not adding.first("organisation_id"):
        raise InvalidData("Say whose it is.", field="organisation_id")
    values, problems = read_fields(subject.fields(), adding.values)
    if problems:
        raise problems[0]
    make: Any = subject.kind
    made: Asset | Activity | Request = make(
        id=_id(adding, subject.kind),
        organisation_id=adding.first("organisation_id"),
        site_id=None if site is None else site.id,
        verified_on=today,
        **dict(subject.given),
        **values,
    )
    return made


def site_of(adding: Adding, network: Network, *, today: date) -> tuple[Site | None, bool]:
    """The place of a draft, None for none, and whether it is new.

    Raises
    ------
    InvalidData
        It is outside every area that is known, or has no name or no position.
    """
    chosen = adding.first("place")
    if chosen.startswith("site:"):
        id = chosen.removeprefix("site:")
        if id not in network.sites.rows:
            raise InvalidData("This place is no longer there; choose again.", field="place")
        return sites_of(network)[id], False
    if chosen != "new" or adding.subject.step(PLACE) is None:
        return None, False
    try:
        latitude, longitude = (float(adding.first(name)) for name in ("latitude", "longitude"))
    except ValueError:
        raise InvalidData(
            "Say where it is: click the map, or choose one of the places.", field="latitude"
        ) from None
    try:
        site = Site(
            id=_id(adding, Site),
            name=adding.first("place_name") or adding.first("name"),
            latitude=latitude,
            longitude=longitude,
            address=adding.first("place_address"),
            postcode=adding.first("place_postcode").upper(),
            verified_on=today,
        )
    except InvalidData as problem:
        field = problem.field
        inside = field in ("name", "address", "postcode")
        raise InvalidData(str(problem), field=f"place_{field}" if inside else field) from None
    standing = placed(network, site)
    return (blurred(standing) if adding.first("blurred") == "yes" else standing), True


def contacts_of(adding: Adding, *, today: date) -> tuple[Contact, ...]:
    """The contact details of a draft.

    Raises
    ------
    InvalidData
        One is no address or number, or nobody was asked about it.
    """
    if adding.subject.step(CONTACT) is None:
        return ()
    found = (_contact(adding, kind, name, today=today) for kind, name in WAYS)
    return tuple(contact for contact in found if contact is not None)


def _contact(adding: Adding, kind: ContactKind, name: str, *, today: date) -> Contact | None:
    """One contact detail of a draft, None where nothing was typed."""
    value = " ".join(adding.first(name).split())
    if not value:
        return None
    visible = Visibility(adding.first(f"{name}_visibility") or Visibility.STAFF.value)
    agreed = adding.first(f"{name}_consent") == "yes"
    if not agreed and visible is not Visibility.STAFF:
        raise InvalidData(
            "Tick that whoever answers there agrees, or let only staff see it.",
            field=f"{name}_consent",
        )
    try:
        return Contact(
            id=f"{_id(adding, Contact)}.{kind.value}",
            name=adding.first("name") or adding.subject.label,
            organisation_id=adding.first("organisation_id"),
            kind=kind,
            value=value.lower() if kind is ContactKind.EMAIL else value,
            consent=Consent.YES if agreed else Consent.NO,
            consented_on=today if agreed else None,
            visibility=visible,
            verified_on=today,
        )
    except InvalidData as problem:
        raise InvalidData(str(problem), field=name) from None


def alike(adding: Adding, network: Network, *, today: date) -> tuple[Same, ...]:
    """What is here already and is likely the same; empty where too little was said to know."""
    try:
        site, new = site_of(adding, network, today=today)
        record = record_of(adding, site, today=today)
    except InvalidData:
        return ()
    if isinstance(record, Request):
        return ()
    same = find_same(network, record, site=site)
    places = find_same(network, site) if site is not None and new and not site.blurred else ()
    return tuple(sorted((*same, *places), key=lambda one: -one.likeness))


def _id(adding: Adding, kind: type[Record]) -> str:
    """The id of what comes of a draft: sent twice, it is one row all the same."""
    return f"{kind.__name__.lower()}.{adding.draft.id.removeprefix('draft.')}"
