"""What a column can be, and the fields that several kinds of list share."""

from __future__ import annotations

from dataclasses import dataclass

from graph.model import OrganisationKind, Term, Theme


class Listed(Term):
    """What each row of a spreadsheet is."""

    ACTIVITIES = "activities", "Activities: what young people can join"
    ASSETS = "assets", "Assets: venues, vehicles, kit, skills that could be shared"
    ORGANISATIONS = "organisations", "Organisations"
    REQUESTS = "requests", "Requests: what somebody asks for"


class Look(Term):
    """What the cells of a field look like."""

    TEXT = "text", "Text"
    AGES = "ages", "Ages"
    AGE = "age", "An age"
    SESSIONS = "sessions", "Weekly times"
    DAYS = "days", "Days of the week"
    CLOCK = "clock", "A time of day"
    SEASON = "season", "Term or holidays"
    POUNDS = "pounds", "Money"
    RATE = "rate", "Money for an hour"
    NUMBER = "number", "A number"
    DAY = "day", "A day"
    YES_NO = "yes_no", "Yes or no"
    TERM = "term", "One of our words"
    TERMS = "terms", "Some of our words"
    POSTCODE = "postcode", "A postcode"
    WEB = "web", "A web address"
    DEGREES = "degrees", "Degrees"
    CODES = "codes", "Codes"


@dataclass(frozen=True, slots=True, kw_only=True)
class MappedField:
    """A field that a column can be.

    Attributes
    ----------
    name, label
        Its word in a mapping, and for people.
    synonyms
        What people call such a column, with ``|`` between.
    look
        What its cells are.
    terms
        The vocabulary, of terms.
    several
        Whether several columns can be it; their cells are joined.
    named_only
        Whether cells alone never make a column this field: many columns look like it.
    """

    name: str
    label: str
    synonyms: str
    look: Look = Look.TEXT
    terms: type[Term] | None = None
    several: bool = False
    named_only: bool = True


_F = MappedField
ITSELF = "the same as its name"
"""What a mapping says of the organisation where each row runs itself, as clubs do."""

AGES_MARKED = "ages_marked"
"""The field of a column whose name is an age range and whose cells are marks."""

ID = _F(
    name="id",
    label="Its id there",
    synonyms="id|reference|ref|import id|unique id|record id|uid|code",
)
DESCRIPTION = _F(
    name="description",
    label="Description",
    synonyms="description|details|about|summary|what is it|information|what we do"
    "|what happens|short description|purpose",
)
WEBSITE = _F(
    name="website",
    label="Web address",
    synonyms="website|web|url|link|web address|web site|homepage|more info|website address",
    look=Look.WEB,
    named_only=False,
)
ORGANISATION = _F(
    name="organisation",
    label="Organisation",
    synonyms="organisation|organization|provider|provider name|organisation name"
    "|agency|agency name|run by|delivered by|group|lead organisation"
    "|lead agency|organiser|host|service provider|delivery partner"
    "|who runs it|org|charity|charity name",
)
ORGANISATION_KIND = _F(
    name="organisation_kind",
    label="Kind of organisation",
    synonyms="organisation type|organisation kind|type of organisation|provider type|sector",
    look=Look.TERM,
    terms=OrganisationKind,
)
VERIFIED = _F(
    name="verified_on",
    label="Checked on",
    synonyms="verified|verified on|last updated|updated|last checked|date checked"
    "|checked on|last verified|date updated|last reviewed",
    look=Look.DAY,
)
PLACE = (
    _F(
        name="site_name",
        label="Place: name",
        synonyms="venue|venue name|site|site name|location|location name|where|place"
        "|building|held at|venue location",
    ),
    _F(
        name="address",
        label="Place: address",
        synonyms="address|street|address 1|address 2|address 3|address line 1"
        "|address line 2|address line 3|site address|venue address|town|city"
        "|village|town city|location address 1|location city|full address"
        "|street address|address1|address2|address3|address4",
        several=True,
    ),
    _F(
        name="postcode",
        label="Place: postcode",
        synonyms="postcode|post code|postal code|zip|zip code|venue postcode|site zip"
        "|pcode|site postcode|location postcode|postcodes",
        look=Look.POSTCODE,
        named_only=False,
    ),
    _F(
        name="latitude",
        label="Place: latitude",
        synonyms="latitude|lat|location latitude|y|geo lat",
        look=Look.DEGREES,
    ),
    _F(
        name="longitude",
        label="Place: longitude",
        synonyms="longitude|long|lng|lon|location longitude|x|geo long|geo lng",
        look=Look.DEGREES,
    ),
)
WHEN = (
    _F(
        name="sessions",
        label="When: days and times",
        synonyms="when|times|day and time|days and times|sessions|schedule|opening hours"
        "|opening times|session times|timetable|hours|when is it on|day time|time"
        "|meeting time|meeting times|training times|session time"
        "|dates and times|availability|available",
        look=Look.SESSIONS,
        named_only=False,
    ),
    _F(
        name="days",
        label="When: days",
        synonyms="day|days|weekday|day of week|session day|scheduled weekday"
        "|day of the week|which day|meeting night|meeting day|night|training days",
        look=Look.DAYS,
        named_only=False,
    ),
    _F(
        name="start",
        label="When: start",
        synonyms="start|start time|from|time from|opens|opens at|time start|begins"
        "|schedules opens at",
        look=Look.CLOCK,
    ),
    _F(
        name="end",
        label="When: end",
        synonyms="end|end time|stop time|to|time to|closes|closes at|finish|finish time"
        "|until|schedules closes at|stop",
        look=Look.CLOCK,
    ),
    _F(
        name="season",
        label="When: term or holidays",
        synonyms="term time|term time only|season|frequency|term or holiday|when in the year|term",
        look=Look.SEASON,
    ),
)
AGES = (
    _F(
        name="ages",
        label="Ages",
        synonyms="ages|age|age range|age group|ages served|year group|school year"
        "|target age|age groups|age band|who is it for ages|school years"
        "|suitable ages",
        look=Look.AGES,
        named_only=False,
    ),
    _F(
        name="age_from",
        label="Ages: youngest",
        synonyms="age from|min age|minimum age|age lower|lower age|youngest|age min"
        "|from age|ages from",
        look=Look.AGE,
    ),
    _F(
        name="age_to",
        label="Ages: oldest",
        synonyms="age to|max age|maximum age|age upper|upper age|oldest|age max|to age|ages to",
        look=Look.AGE,
    ),
    _F(
        name=AGES_MARKED,
        label="Ages: marked in this column",
        synonyms="",
        look=Look.YES_NO,
        several=True,
    ),
)
THEME = _F(
    name="theme",
    label="Theme",
    synonyms="theme|category|type|activity type|type of activity|kind|service type"
    "|programme type|strategy|themes|service taxonomies|activity category"
    "|subject|sport",
    look=Look.TERM,
    terms=Theme,
)
STEP_FREE = _F(
    name="step_free",
    label="Step-free",
    synonyms="step free|wheelchair access|wheelchair accessible|accessible"
    "|disabled access|step free access|accessible venue",
    look=Look.YES_NO,
)
QUANTITY = (
    _F(
        name="quantity",
        label="How many",
        synonyms="quantity|how many|number|amount|qty|no of",
        look=Look.NUMBER,
    ),
    _F(name="unit", label="Of what (unit)", synonyms="unit|units"),
    _F(
        name="capacity",
        label="How many people at once",
        synonyms="capacity|max capacity|seats|seating capacity|maximum capacity|people|max people",
        look=Look.NUMBER,
    ),
)
