"""Values of records in words, for reports about them."""

from __future__ import annotations

from typing import Any

from graph.model import AgeRange, Record, Term

MOST_SHOWN = 120

MIXED = (
    "The invented records of the demo county are still in this graph, beside what was imported; "
    "“hedgerow load-demo --remove” takes them out."
)

_FIELDS = {
    "organisation_id": "organisation",
    "site_id": "site",
    "area_ids": "areas",
    "partner_ids": "partners",
    "outcome_ids": "outcomes",
    "funder_id": "funder",
    "recipient_id": "recipient",
    "cost_pounds": "cost in pounds",
    "cost_pounds_per_hour": "cost an hour in pounds",
    "most_pounds_per_hour": "most that can be paid an hour in pounds",
    "amount_pounds": "amount in pounds",
    "awarded_on": "date of award",
    "starts_on": "start",
    "ends_on": "end",
}


def name_of(record: Record) -> str:
    """What people call a record."""
    return getattr(record, "name", "") or record.id


def field_label(field: str) -> str:
    """What people call a field."""
    return _FIELDS.get(field, field.replace("_", " "))


def value_text(value: Any) -> str:
    """A value as people read it; empty where nothing is known."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Term):
        return value.label
    if isinstance(value, AgeRange):
        return f"{value.age_from}-{value.age_to}"
    if isinstance(value, tuple):
        return _short(", ".join(value_text(one) for one in value))
    return _short(str(value))


def _short(text: str) -> str:
    return text if len(text) <= MOST_SHOWN else f"{text[: MOST_SHOWN - 1]}…"
