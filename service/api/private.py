"""What only some may know, as resources: contact details, and what is for staff."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, overload

from flask import request

from graph.analysis.freshness import by_area, by_organisation
from graph.model import AreaKind, Change, Consent, Contact, ContactKind
from graph.network import Network
from service import access
from service.api.records import kind_filter
from service.api.resource import Filter, Listed, Resource
from service.contacts import shown_to
from service.exports import Column, Sheet
from service.findings import keep
from service.history import Doers
from service.opened import network, store
from service.sheets.cells import nowhere
from service.sheets.freshness import freshness_sheet
from service.signing.session import now, signed_in

GROUP = "With a token"

_NO_DAY = date(2000, 1, 1)
"""The day for how fresh nothing is."""


def contacts_sheet(known: Network) -> Sheet[Contact]:
    """The columns of contact details."""
    names = known.organisations

    def organisation(one: Contact) -> str | None:
        row = names.rows.get(one.organisation_id, -1)
        return str(names.name[row]) if row >= 0 else None

    return Sheet(
        "contacts",
        (
            Column("id", lambda r: r.id),
            Column("name", lambda r: r.name),
            Column("organisation_id", lambda r: r.organisation_id),
            Column("organisation", organisation),
            Column("kind", lambda r: r.kind.value),
            Column("kind_label", lambda r: r.kind.label),
            Column("value", lambda r: r.value),
            Column("visibility", lambda r: r.visibility.value),
            Column("visibility_label", lambda r: r.visibility.label),
            Column(
                "consented_on", lambda r: r.consented_on.isoformat() if r.consented_on else None
            ),
        ),
        nowhere,
    )


def _contacts() -> Listed:
    known, whose = network(), request.args.get("organisation", "")
    found = store().kept_by(Contact, whose) if whose else store().outward.contacts()
    agreed = (one for one in found if one.consent is Consent.YES)
    kind = request.args.get("kind", "")
    rows = [one for one in shown_to(signed_in(), agreed) if not kind or one.kind.value == kind]
    # A contact may be newer than the snapshot, so its own content tells whether it changed.
    return Listed(network=known, sheet=contacts_sheet(known), rows=rows, steady=False)


def changes_sheet(known: Network) -> Sheet[Change]:
    """The columns of changes; who made them is named, as they are for staff."""
    sources = {one.id: one.name for one in known.sources}
    who = Doers(named=True)
    return Sheet(
        "changes",
        (
            Column("id", lambda r: r.id),
            Column("at", lambda r: r.at.isoformat()),
            Column("by", who.of),
            Column("message", lambda r: r.message),
            Column("via", lambda r: r.via or None),
            Column("source", lambda r: sources.get(r.source_id or "")),
            Column("added", lambda r: r.added),
            Column("changed", lambda r: r.changed),
            Column("removed", lambda r: r.removed),
        ),
        nowhere,
    )


class Changes(Sequence[Change]):
    """Every change, newest first, read when somebody looks."""

    def __len__(self) -> int:
        return int(store().revision())

    @overload
    def __getitem__(self, at: int) -> Change: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Change, ...]: ...
    def __getitem__(self, at: int | slice) -> Change | tuple[Change, ...]:
        if isinstance(at, slice):
            start, stop, _ = at.indices(len(self))
            return store().recent_changes(max(0, stop - start), skip=start)
        (one,) = store().recent_changes(1, skip=at)
        return one


def _changes() -> Listed:
    known = network()
    return Listed(network=known, sheet=changes_sheet(known), rows=Changes(), steady=False)


def _fresh_organisations() -> Listed:
    known, day = network(), now().date()
    tally = keep("api freshness", known, day, lambda: by_organisation(known, today=day))
    sheet = freshness_sheet(known, tally, areas=False)
    return Listed(network=known, sheet=sheet, rows=tally.oldest_first.tolist())


def _fresh_areas() -> Listed:
    known, day = network(), now().date()
    kind = AreaKind(request.args["roll_up"]) if request.args.get("roll_up") else None

    def work() -> Any:
        return by_area(known, today=day, roll_up=kind)

    tally = keep("freshness of areas", known, (day, kind, None), work)
    sheet = freshness_sheet(known, tally, areas=True)
    return Listed(network=known, sheet=sheet, rows=tally.order.tolist())


def _organisation_columns(known: Network) -> Sheet[int]:
    return freshness_sheet(known, by_organisation(known, today=_NO_DAY), areas=False)


def _area_columns(known: Network) -> Sheet[int]:
    return freshness_sheet(known, by_area(known, today=_NO_DAY), areas=True)


PRIVATE: tuple[Resource, ...] = (
    Resource(
        name="contacts",
        model="Contact",
        title="Contact details",
        about="How organisations are reached: what whoever it is about agreed to show. Without a "
        "token, what everybody may see; with one, what your account may.",
        group=GROUP,
        columns=contacts_sheet,
        listed=_contacts,
        filters=(
            Filter("organisation", str, "Whose: the identifier of an organisation.", ""),
            kind_filter(ContactKind),
        ),
    ),
    Resource(
        name="freshness-areas",
        model="AreaFreshness",
        title="Freshness by area",
        about="How long ago rows were checked, area by area, the least checked first.",
        group=GROUP,
        columns=_area_columns,
        listed=_fresh_areas,
        filters=(kind_filter(AreaKind, "roll_up"),),
        who=access.staff,
    ),
    Resource(
        name="freshness-organisations",
        model="OrganisationFreshness",
        title="Freshness by organisation",
        about="How long ago rows were checked, organisation by organisation, the oldest first.",
        group=GROUP,
        columns=_organisation_columns,
        listed=_fresh_organisations,
        who=access.staff,
    ),
    Resource(
        name="changes",
        model="Change",
        title="Changes",
        about="Everything that was changed, newest first.",
        group=GROUP,
        columns=changes_sheet,
        listed=_changes,
        items=False,
        who=access.staff,
    ),
)
"""What a token opens, wholly or in part."""
