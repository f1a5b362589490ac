"""The columns of our own spreadsheets: one list for the templates, the readers and the docs."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from graph.model import (
    AssetKind,
    Audience,
    Borrowers,
    Entry,
    Mode,
    OrganisationKind,
    RequestStage,
    Term,
    Theme,
)


class Kind(StrEnum):
    """What a spreadsheet of ours lists."""

    AREAS = "areas"
    ORGANISATIONS = "organisations"
    ASSETS = "assets"
    ACTIVITIES = "activities"
    REQUESTS = "requests"
    TRAVEL_TIMES = "travel-times"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a template.

    Attributes
    ----------
    name
        Its header.
    says
        What belongs in it, for the documentation.
    example
        The cell of the example row.
    required
        Whether the file must have the column.
    """

    name: str
    says: str
    example: str = ""
    required: bool = False


def _words(terms: type[Term]) -> str:
    return ", ".join(f"`{word.value}`" for word in terms)


_PLACE = (
    Column(
        name="site_name",
        says="The place's name. Same name and same position is the same site. "
        "A known site's name or id may stand alone, without a position.",
        example="St Example's Hall",
    ),
    Column(name="address", says="As people write it.", example="1 Example Street, Exampleton"),
    Column(name="postcode", says="UK postcode.", example="TR1 1AA"),
    Column(
        name="latitude",
        says="Degrees north (WGS84), 49.7 to 61, with `longitude`.",
        example="50.2632",
    ),
    Column(
        name="longitude",
        says="Degrees east (WGS84), -9 to 2.1; west of Greenwich is negative.",
        example="-5.051",
    ),
    Column(
        name="blurred",
        says="`yes` where the place must not be found: only the middle of its square kilometre is "
        "kept.",
        example="no",
    ),
)
_VERIFIED = Column(
    name="verified_on",
    says="The day when somebody last said that the row is right: 2025-03-31 or 31/03/2025.",
    example="2025-03-31",
)


def _id(kind: str) -> Column:
    return Column(
        name="id",
        says="Letters, digits and `. _ : ~ -`. May be empty: then it is made from the name "
        "(and the place), the same each time. A row with an id from `example-` on is passed over.",
        example=f"example-{kind}",
    )


ORGANISATIONS = (
    _id("organisation"),
    Column(
        name="name", says="What people call it.", example="Exampleton Youth Trust", required=True
    ),
    Column(
        name="kind",
        says=f"One of {_words(OrganisationKind)}.",
        example="voluntary",
        required=True,
    ),
    Column(name="description", says="In its own words.", example="Open youth work since 1998"),
    Column(name="website", says="Begins with https:// or http://.", example="https://example.org"),
    Column(
        name="identifiers",
        says="org-ids such as `GB-CHC-1234567`; semicolons between.",
        example="GB-CHC-1234567",
    ),
    Column(
        name="areas",
        says="Codes of the areas that it serves; semicolons between. They must be in the graph.",
        example="E06000052",
    ),
    *_PLACE,
    _VERIFIED,
)

ASSETS = (
    _id("asset"),
    Column(name="name", says="What people call it.", example="Main hall", required=True),
    Column(name="kind", says=f"One of {_words(AssetKind)}.", example="room", required=True),
    Column(
        name="organisation",
        says="Its keeper: the id or name of an organisation in the graph or in the same upload; "
        "empty where not known.",
        example="Exampleton Youth Trust",
    ),
    *_PLACE,
    Column(
        name="description", says="In the keeper's words.", example="Wooden floor, stage, kitchen"
    ),
    Column(name="quantity", says="How much, a number of `unit`.", example="120"),
    Column(name="unit", says="Such as seats, GBP a year, hours a week.", example="square metres"),
    Column(name="capacity", says="Young people that it serves at once.", example="60"),
    Column(
        name="availability",
        says="Weekly times when others could use it; semicolons between, with `(term)` or "
        "`(holidays)` where it is not all year.",
        example="Tue 18:00-21:00; Sat 10:00-16:00 (term)",
    ),
    Column(
        name="conditions", says="Terms of use, in words.", example="No amplified music after 20:00"
    ),
    Column(
        name="borrowers",
        says=f"Who may use it: one of {_words(Borrowers)}.",
        example="non_profit",
    ),
    Column(
        name="cost_pounds_per_hour", says="0 where free, empty where not known.", example="12.50"
    ),
    Column(
        name="step_free",
        says="`yes` where a wheelchair user can get in and about, `no`, or empty where not known.",
        example="yes",
    ),
    Column(
        name="themes",
        says="What a skill, staff or volunteer time is good for; the themes of activities, "
        "semicolons between.",
    ),
    _VERIFIED,
)

ACTIVITIES = (
    _id("activity"),
    Column(name="name", says="What people call it.", example="Tuesday drop-in", required=True),
    Column(
        name="organisation",
        says="Who runs it: the id or name of an organisation in the graph or in the same upload.",
        example="Exampleton Youth Trust",
        required=True,
    ),
    Column(name="theme", says=f"One of {_words(Theme)}.", example="open_access", required=True),
    Column(name="age_from", says="Youngest, in completed years.", example="11", required=True),
    Column(name="age_to", says="Oldest, in completed years.", example="17", required=True),
    Column(
        name="audience",
        says=f"One of {_words(Audience)}; empty is everyone.",
        example="everyone",
    ),
    *_PLACE,
    Column(
        name="description", says="In words.", example="Pool table, cooking, somebody to talk to"
    ),
    Column(name="website", says="Begins with https:// or http://.", example="https://example.org"),
    Column(
        name="sessions",
        says="Its weekly times, like `availability` of assets.",
        example="Tue 18:30-20:30 (term)",
    ),
    Column(name="places", says="Young people who can come to one session.", example="25"),
    Column(
        name="cost_pounds",
        says="What one session costs a young person; 0 where free, empty where not known.",
        example="0.50",
    ),
    Column(name="entry", says=f"One of {_words(Entry)}; empty is open.", example="open"),
    Column(
        name="partners",
        says="Organisations that deliver it together with the first; semicolons between.",
    ),
    _VERIFIED,
)

REQUESTS = (
    _id("request"),
    Column(
        name="name",
        says="What is asked for, in a few words.",
        example="A room on Thursdays",
        required=True,
    ),
    Column(
        name="organisation",
        says="Who asks: the id or name of an organisation in the graph or in the same upload.",
        example="Exampleton Youth Trust",
        required=True,
    ),
    Column(
        name="wanted",
        says=f"What would do: one of {_words(AssetKind)}.",
        example="room",
        required=True,
    ),
    Column(
        name="description", says="What it is for, in words.", example="To meet, cook and rehearse"
    ),
    Column(name="quantity", says="How much, a number of `unit`.", example="40"),
    Column(name="unit", says="As for assets: seats, GBP, hours a week.", example="square metres"),
    Column(name="capacity", says="Young people that it has to hold at once.", example="25"),
    Column(
        name="times",
        says="Weekly times when it is wanted, like `availability` of assets; empty is any time.",
        example="Thu 18:30-20:30 (term)",
    ),
    *_PLACE,
    Column(
        name="areas",
        says="Codes of the areas that it is wanted in; semicolons between. They must be in the "
        "graph. With neither a place nor areas it is wanted near who asks.",
    ),
    Column(name="age_from", says="Whom it is for: youngest, with `age_to`.", example="11"),
    Column(name="age_to", says="Oldest, in completed years.", example="17"),
    Column(
        name="theme",
        says="What it is for: one of the themes of activities; empty where that is open.",
        example="music",
    ),
    Column(
        name="most_pounds_per_hour",
        says="The most that can be paid, 0 for nothing, empty where that is open.",
        example="8",
    ),
    Column(name="step_free", says="`yes` where it has to be step-free.", example="no"),
    Column(name="starts_on", says="From when it is wanted; empty is now.", example="2026-09-01"),
    Column(name="ends_on", says="Until when; after that day it no longer stands."),
    Column(
        name="stage",
        says=f"One of {_words(RequestStage)}; empty is open.",
        example="open",
    ),
    _VERIFIED,
)

AREAS = (
    Column(
        name="code",
        says="GSS code, or an id of one's own. A code beginning with `example-` is passed over.",
        example="example-E01018750",
        required=True,
    ),
    Column(name="name", says="What people call it.", example="Exampleton North", required=True),
    Column(
        name="kind",
        says="One of country, region, county, local_authority, parish, ward, msoa, lsoa, local. "
        "May be left out where the code is a GSS code, which tells.",
        example="lsoa",
    ),
    Column(
        name="latitude",
        says="Population-weighted centre, degrees north (WGS84), with `longitude`.",
        example="50.2632",
    ),
    Column(name="longitude", says="Degrees east; west is negative.", example="-5.051"),
    Column(
        name="easting",
        says="Instead of degrees: metres of the British National Grid, with `northing`.",
    ),
    Column(name="northing", says="Metres of the British National Grid."),
    Column(
        name="pop_10_14",
        says="People aged 10 to 14. Any band `pop_FROM_TO`, `age_FROM_TO`, single year `pop_15` or "
        "open band `pop_85_plus`; bands must not overlap. A `pop_total` is passed over.",
        example="120",
    ),
    Column(name="pop_15_19", says="People aged 15 to 19.", example="98"),
    Column(name="deprivation_decile", says="1 (most deprived tenth) to 10.", example="3"),
    Column(name="deprivation_score", says="The index's own score; higher is more deprived."),
    Column(name="deprivation_index", says="Which index that is.", example="IMD 2025"),
    Column(
        name="rural",
        says="`rural` or `yes`, `urban` or `no`, empty where not known.",
        example="urban",
    ),
    Column(
        name="within",
        says="Codes of the areas that it lies in, semicolons between, with the share of its people "
        "in brackets where it is not all of them. They must be in the file or in the graph.",
        example="E06000052; E05013273 (0.4)",
    ),
)

TRAVEL_TIMES = (
    Column(
        name="origin",
        says="Code of the area that one sets out from. It must be in the graph. "
        "A code beginning with `example-` is passed over.",
        example="example-E01018750",
        required=True,
    ),
    Column(
        name="destination",
        says="The site that one goes to: its id or its name, with a position where several have "
        "that name; empty where the position says it alone. It must be in the graph.",
        example="St Example's Hall",
        required=True,
    ),
    Column(
        name="minutes",
        says="From door to door, 0 to 1,440.",
        example="17.5",
        required=True,
    ),
    Column(
        name="mode",
        says=f"One of {_words(Mode)}; may be left out where the import names one for all.",
        example="bus",
    ),
    Column(
        name="latitude",
        says="Of the destination, degrees north (WGS84), with `longitude`.",
    ),
    Column(name="longitude", says="Of the destination, degrees east; west is negative."),
)

COLUMNS: dict[Kind, tuple[Column, ...]] = {
    Kind.AREAS: AREAS,
    Kind.ORGANISATIONS: ORGANISATIONS,
    Kind.ASSETS: ASSETS,
    Kind.ACTIVITIES: ACTIVITIES,
    Kind.REQUESTS: REQUESTS,
    Kind.TRAVEL_TIMES: TRAVEL_TIMES,
}
EXAMPLE = "example-"


def names(kind: Kind) -> tuple[str, ...]:
    """The column names of a kind, in order."""
    return tuple(column.name for column in COLUMNS[kind])


def required(kind: Kind) -> tuple[str, ...]:
    """The columns that a file of that kind must have."""
    return tuple(column.name for column in COLUMNS[kind] if column.required)
