"""The forms of a spreadsheet of any layout: which column is which field, which word which term."""

from __future__ import annotations

from collections.abc import Mapping as Pairs
from dataclasses import dataclass, replace

from seeds.mapped.ages import ages_of
from seeds.mapped.cells import understood
from seeds.mapped.fields import Listed, Look, MappedField
from seeds.mapped.grid import Grid
from seeds.mapped.lists import FIELDS, NEEDED, field_named
from seeds.mapped.mapping import Mapping
from service.pages import Problem

MOST_NAME = 100
_AGE_FIELDS = {"ages", "age_from", "age_to", "ages_marked"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A mapping as somebody filled it in, and what is wrong with it."""

    mapping: Mapping
    problems: tuple[Problem, ...] = ()


def read_columns_form(form: Pairs[str, str], grid: Grid, before: Mapping) -> Asked:
    """Read which column is which field, and what is read where rows say nothing.

    Parameters
    ----------
    form
        What was sent: ``name``, ``column-0`` and so on, ``otherwise-theme`` and so on.
    grid
        The table.
    before
        The mapping that was shown.
    """
    problems: list[Problem] = []
    name = " ".join(form.get("name", "").split())[:MOST_NAME]
    if not any(sign.isalnum() for sign in name):
        problems.append(Problem(message="Say what this list is called.", field="name"))
        name = before.name
    columns: dict[str, str] = {}
    taken: dict[str, str] = {}
    for at, column in enumerate(grid.columns):
        chosen = form.get(f"column-{at}", "")
        field = field_named(before.listed, chosen)
        if field is None:
            continue
        if field.name in taken and not field.several:
            message = f"“{taken[field.name]}” is {field.label} already; choose one of the two."
            problems.append(Problem(message=message, field=f"column-{at}"))
        taken.setdefault(field.name, column)
        columns[column] = field.name
    otherwise = _otherwise(form, before.listed, problems)
    mapping = replace(before, name=name, columns=columns, otherwise=otherwise)
    problems += _missing(mapping)
    return Asked(mapping=mapping, problems=tuple(problems))


def _otherwise(form: Pairs[str, str], listed: Listed, problems: list[Problem]) -> dict[str, str]:
    found: dict[str, str] = {}
    for field in asked_otherwise(listed):
        text = form.get(f"otherwise-{field.name}", "").strip()[:100]
        if not text:
            continue
        told = understood(field, text)
        if not told.read or told.value is None:
            problems.append(Problem(message=told.told, field=f"otherwise-{field.name}"))
        found[field.name] = text
    return found


def _missing(mapping: Mapping) -> list[Problem]:
    """What every row needs and no column says."""
    there = set(mapping.columns.values())
    problems = []
    for name in NEEDED[mapping.listed]:
        if name in there or mapping.otherwise.get(name) or name in ("theme", "kind", "wanted"):
            continue
        if name == "ages" and there & _AGE_FIELDS:
            continue
        field = field_named(mapping.listed, name)
        label = field.label.lower() if field else name
        message = f"Say which column holds the {label}; every row needs it."
        target = f"otherwise-{name}" if name == "ages" else "column-0"
        problems.append(Problem(message=message, field=target))
    return problems


def asked_otherwise(listed: Listed) -> tuple[MappedField, ...]:
    """The fields of which a person may say what is read where a row says nothing."""
    wanted = {"ages", "theme", "kind", "wanted", "organisation_kind", "organisation"}
    needed = set(NEEDED[listed]) & wanted
    return tuple(field for field in FIELDS[listed] if field.name in needed)


def read_words_form(form: Pairs[str, str], mapping: Mapping, most: int) -> Asked:
    """Read what words that were not understood are to be read as.

    Parameters
    ----------
    form
        What was sent: ``field-0``, ``text-0`` and ``word-0``, and so on; “-” is to leave it out.
    mapping
        The mapping so far.
    most
        How many words were shown at most.
    """
    problems: list[Problem] = []
    for at in range(most):
        field = field_named(mapping.listed, form.get(f"field-{at}", ""))
        text, word = form.get(f"text-{at}", "")[:500], form.get(f"word-{at}", "").strip()[:200]
        if field is None or not text or not word:
            continue
        if word == LEFT_OUT:
            mapping = mapping.with_words(field.name, {text: ""})
            continue
        told = understood(field, word)
        if field.name == "ages":
            told = ages_of(word)
        if not told.read or told.value is None:
            message = told.told or f"“{word}” says nothing; choose another."
            problems.append(Problem(message=message, field=f"word-{at}"))
            continue
        mapping = mapping.with_words(field.name, {text: word})
    return Asked(mapping=mapping, problems=tuple(problems))


LEFT_OUT = "-"
"""What is chosen for a word that is to be left out."""


def has_words(field: MappedField) -> bool:
    """Whether a field's words are a vocabulary that one can choose from."""
    return field.look in (Look.TERM, Look.TERMS) and field.terms is not None
