"""The taxonomies of the feed: our own closed lists of words, the same in every Hedgerow."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from graph.model import Audience, Entry, Term, Theme, ThemeGroup
from service.open_referral.identity import uuid_of
from service.open_referral.plain import Document, filled


@dataclass(frozen=True, slots=True, kw_only=True)
class Taxonomy:
    """One closed list of words.

    Attributes
    ----------
    key
        For ids and addresses: "theme".
    name, description
        For people.
    link_type
        What its terms say of a service.
    """

    key: str
    name: str
    description: str
    link_type: str

    @property
    def id(self) -> str:
        """Its UUID."""
        return uuid_of("taxonomy", self.key)


THEMES = Taxonomy(
    key="theme",
    name="Hedgerow themes",
    description="What an activity for young people is about, on two levels.",
    link_type="service_type",
)
AUDIENCES = Taxonomy(
    key="audience",
    name="Hedgerow audiences",
    description="Whom an activity is for.",
    link_type="eligibility",
)
ENTRIES = Taxonomy(
    key="entry",
    name="Hedgerow ways in",
    description="How a young person gets in: open to all, by booking or by referral.",
    link_type="access",
)
TAXONOMIES = (THEMES, AUDIENCES, ENTRIES)


def term_id(taxonomy: Taxonomy, value: str) -> str:
    """The UUID of a term."""
    return uuid_of("taxonomy_term", taxonomy.key, value)


def _group_id(group: ThemeGroup) -> str:
    return uuid_of("taxonomy_term", THEMES.key, "group", group.value)


@cache
def taxonomy_documents() -> tuple[Document, ...]:
    """Every taxonomy, in order."""
    return tuple(
        {"id": one.id, "name": one.name, "description": one.description} for one in TAXONOMIES
    )


@cache
def term_documents() -> tuple[Document, ...]:
    """Every term: groups of themes, themes, audiences, ways in."""
    groups = [
        _term(THEMES, group, _group_id(group), f"A group of themes: {group.label.lower()}.")
        for group in ThemeGroup
    ]
    themes = [
        _term(
            THEMES,
            theme,
            term_id(THEMES, theme.value),
            f"{theme.label}, one of the themes in “{theme.group.label}”.",
            parent_id=_group_id(theme.group),
        )
        for theme in Theme
    ]
    audiences = [
        _term(AUDIENCES, one, term_id(AUDIENCES, one.value), f"Meant for: {one.label}.")
        for one in Audience
    ]
    entries = [
        _term(ENTRIES, one, term_id(ENTRIES, one.value), f"Way in: {one.label}.") for one in Entry
    ]
    return (*groups, *themes, *audiences, *entries)


def _term(
    taxonomy: Taxonomy, word: Term, id: str, description: str, *, parent_id: str | None = None
) -> Document:
    return filled(
        {
            "id": id,
            "name": word.label,
            "description": description,
            "parent_id": parent_id,
            "taxonomy": taxonomy.name,
            "taxonomy_id": taxonomy.id,
            "term": word.value,
        }
    )


@cache
def terms_by_id() -> dict[str, Document]:
    """Every term by its UUID."""
    return {str(term["id"]): term for term in term_documents()}


@cache
def values_of_term(id: str) -> tuple[Taxonomy, frozenset[str]] | None:
    """The taxonomy of a term and the words that it stands for; None where there is no such term.

    A group of themes stands for all of its themes.
    """
    for group in ThemeGroup:
        if _group_id(group) == id:
            return THEMES, frozenset(theme.value for theme in Theme if theme.group is group)
    for taxonomy, words in ((THEMES, Theme), (AUDIENCES, Audience), (ENTRIES, Entry)):
        for word in words:
            if term_id(taxonomy, word.value) == id:
                return taxonomy, frozenset([word.value])
    return None


@cache
def term_of(taxonomy: Taxonomy, value: str) -> Document:
    """The document of one term."""
    return terms_by_id()[term_id(taxonomy, value)]
