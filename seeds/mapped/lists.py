"""The fields of each kind of list, and which of them every row needs."""

from __future__ import annotations

from functools import cache

from graph.model import AssetKind, Audience, Borrowers, Entry, OrganisationKind, RequestStage
from seeds.mapped.fields import (
    AGES,
    DESCRIPTION,
    ID,
    ORGANISATION,
    ORGANISATION_KIND,
    PLACE,
    QUANTITY,
    STEP_FREE,
    THEME,
    VERIFIED,
    WEBSITE,
    WHEN,
    Listed,
    Look,
    MappedField,
)
from seeds.mapped.words import bare

_F = MappedField

FIELDS: dict[Listed, tuple[MappedField, ...]] = {
    Listed.ACTIVITIES: (
        _F(
            name="name",
            label="Name",
            synonyms="name|title|activity|activity name|programme|program name|programme name"
            "|session|session name|club|project|project name|service|service name"
            "|event|what|club name|section|section name|service name",
        ),
        ORGANISATION,
        ORGANISATION_KIND,
        THEME,
        *AGES,
        _F(
            name="audience",
            label="Whom it is for",
            synonyms="audience|target group|who for|target audience|suitabilities"
            "|who is it for|participants|gender|eligibility|for whom",
            look=Look.TERM,
            terms=Audience,
        ),
        *WHEN,
        *PLACE,
        _F(
            name="places",
            label="Places at one session",
            synonyms="places|capacity|total spaces|spaces|total places|max participants"
            "|number of places|no of places",
            look=Look.NUMBER,
        ),
        _F(
            name="cost",
            label="Cost of a session",
            synonyms="cost|price|fee|fees|charge|cost amount|cost per session|how much"
            "|cost to attend|price per session|subs",
            look=Look.POUNDS,
            named_only=False,
        ),
        _F(
            name="entry",
            label="How to get in",
            synonyms="entry|booking|how to join|referral|booking required|how to book"
            "|access route|needs booking",
            look=Look.TERM,
            terms=Entry,
        ),
        DESCRIPTION,
        WEBSITE,
        VERIFIED,
        ID,
    ),
    Listed.ASSETS: (
        _F(
            name="name",
            label="Name",
            synonyms="name|title|asset|asset name|venue|venue name|facility|facility name|item"
            "|resource|vehicle|hall|room|library|site name|centre name"
            "|space name|hall name|room name",
        ),
        _F(
            name="kind",
            label="Kind of asset",
            synonyms="kind|type|asset type|venue type|facility type|category|resource type"
            "|type of venue",
            look=Look.TERM,
            terms=AssetKind,
        ),
        _F(
            name="organisation",
            label="Its keeper",
            synonyms="organisation|organization|keeper|owner|owned by|managed by|operator"
            "|authority|run by|management|provider|operating organisation"
            "|contact organisation|lender",
        ),
        ORGANISATION_KIND,
        *PLACE,
        *QUANTITY,
        *WHEN,
        _F(
            name="borrowers",
            label="Who may use it",
            synonyms="who may use it|borrowers|who can use it|available to|hire to|who can hire"
            "|who can borrow|who may borrow",
            look=Look.TERM,
            terms=Borrowers,
        ),
        _F(
            name="conditions",
            label="Conditions",
            synonyms="conditions|terms|terms of use|restrictions|rules|hire conditions",
        ),
        _F(
            name="cost",
            label="Cost of an hour",
            synonyms="cost|price|fee|hire cost|hourly rate|rate|cost per hour|hire charge"
            "|charge|price per hour|hire rate",
            look=Look.RATE,
            named_only=False,
        ),
        STEP_FREE,
        DESCRIPTION,
        VERIFIED,
        ID,
    ),
    Listed.ORGANISATIONS: (
        _F(
            name="name",
            label="Name",
            synonyms="name|title|organisation|organization|organisation name|group|group name"
            "|charity|charity name|provider|provider name|agency|company",
        ),
        _F(
            name="kind",
            label="Kind of organisation",
            synonyms="kind|type|organisation type|type of organisation|sector|legal form"
            "|category|status",
            look=Look.TERM,
            terms=OrganisationKind,
        ),
        DESCRIPTION,
        WEBSITE,
        _F(
            name="charity_number",
            label="Charity number (England and Wales)",
            synonyms="charity number|charity no|registered charity number"
            "|charity commission number|charity reg no",
            look=Look.CODES,
        ),
        _F(
            name="company_number",
            label="Company number",
            synonyms="company number|company no|companies house number|company registration number",
            look=Look.CODES,
        ),
        _F(
            name="areas",
            label="Codes of areas that it serves",
            synonyms="areas|area codes|area code|gss|gss code|ward code|parish code",
            look=Look.CODES,
        ),
        *PLACE,
        VERIFIED,
        ID,
    ),
    Listed.REQUESTS: (
        _F(
            name="name",
            label="What is asked for",
            synonyms="name|title|request|need|what is needed|what do you need|looking for|ask"
            "|wanted item",
        ),
        _F(
            name="organisation",
            label="Who asks",
            synonyms="organisation|organization|who|requested by|asked by|group"
            "|from organisation|who asks",
        ),
        ORGANISATION_KIND,
        _F(
            name="wanted",
            label="Kind of asset",
            synonyms="wanted|kind|type|type of request|request type|category|asset type"
            "|type needed",
            look=Look.TERM,
            terms=AssetKind,
        ),
        DESCRIPTION,
        *QUANTITY,
        *WHEN,
        *AGES,
        THEME,
        *PLACE,
        _F(
            name="cost",
            label="The most that can be paid an hour",
            synonyms="budget|max cost|maximum cost|can pay|budget per hour|most per hour",
            look=Look.RATE,
        ),
        STEP_FREE,
        _F(
            name="starts_on",
            label="From when",
            synonyms="start date|starts on|from date|needed from|date from|date needed",
            look=Look.DAY,
        ),
        _F(
            name="ends_on",
            label="Until when",
            synonyms="end date|ends on|to date|needed until|until date|deadline",
            look=Look.DAY,
        ),
        _F(
            name="stage",
            label="Whether it still stands",
            synonyms="stage|status|state",
            look=Look.TERM,
            terms=RequestStage,
        ),
        VERIFIED,
        ID,
    ),
}

NEEDED: dict[Listed, tuple[str, ...]] = {
    Listed.ACTIVITIES: ("name", "organisation", "theme", "ages"),
    Listed.ASSETS: ("name", "kind"),
    Listed.ORGANISATIONS: ("name", "kind"),
    Listed.REQUESTS: ("name", "organisation", "wanted"),
}
"""What every row has to say, or the mapping for those that do not."""


def field_named(listed: Listed, name: str) -> MappedField | None:
    """A field of a kind of list, None where it has none of that name."""
    return next((field for field in FIELDS[listed] if field.name == name), None)


@cache
def known_names() -> frozenset[str]:
    """Every name that some column of ours is called by."""
    return frozenset(
        bare(word)
        for fields in FIELDS.values()
        for field in fields
        for word in (*field.synonyms.split("|"), field.name, field.label)
        if word
    )
