"""Which fields each kind of row has, in the order in which people are asked."""

from __future__ import annotations

from graph.errors import NotFound
from graph.model import (
    Activity,
    Asset,
    AssetKind,
    Audience,
    Borrowers,
    Contact,
    Entry,
    Organisation,
    OrganisationKind,
    Record,
    Request,
    RequestStage,
    Site,
    Theme,
)
from graph.model.contacts import Consent, ContactKind, Visibility
from graph.model.things import EAST, NORTH, SOUTH, WEST
from service.editing.fields import (
    Ages,
    Choice,
    Choices,
    Day,
    Degrees,
    Field,
    LongText,
    Number,
    YesNo,
)
from service.editing.times import Times

_NO_CHILD = "Do not name anybody under 18, or write anything that could tell who they are."

ASSET: tuple[Field, ...] = (
    Field(name="name", label="What is it called?", short="Name", required=True),
    Choice(
        name="kind",
        label="What is it?",
        short="Kind",
        terms=tuple(AssetKind),
        required=True,
    ),
    LongText(
        name="description",
        label="What should others know about it?",
        short="Description",
        hint=f"In a sentence or two. {_NO_CHILD}",
    ),
    Number(name="quantity", label="How much, or how many?", short="Quantity", most=1e12),
    Field(
        name="unit",
        label="Of what?",
        short="Unit",
        hint="Such as seats, GBP a year, hours a week.",
    ),
    Number(
        name="capacity",
        label="How many young people can use it at once?",
        short="Capacity",
        whole=True,
        most=100_000,
        unit="young people",
    ),
    Times(
        name="availability",
        label="When could others use it?",
        short="Free at",
        hint="The times in a usual week. Leave a day empty where it is not free.",
    ),
    Choice(
        name="borrowers",
        label="Who may use it?",
        short="Who may use it",
        terms=tuple(Borrowers),
        empty=Borrowers.UNKNOWN,
    ),
    Number(
        name="cost_pounds_per_hour",
        label="What does an hour cost, in pounds?",
        short="Cost",
        hint="0 where it is free; leave empty where that is not settled.",
        most=100_000,
        unit="pounds an hour",
    ),
    LongText(
        name="conditions",
        label="On what terms?",
        short="Terms",
        hint="Such as: keys from the clerk, leave it as you find it, own insurance.",
    ),
    YesNo(
        name="step_free",
        label="Can a wheelchair user get in and about?",
        short="Step-free",
    ),
    Choices(
        name="themes",
        label="What is it good for?",
        short="Good for",
        terms=tuple(Theme),
    ),
)

ACTIVITY: tuple[Field, ...] = (
    Field(name="name", label="What is it called?", short="Name", required=True),
    Choice(
        name="theme",
        label="What is it about, most of all?",
        short="Theme",
        terms=tuple(Theme),
        required=True,
    ),
    Ages(name="ages", label="For which ages?", short="Ages", required=True),
    Choice(
        name="audience",
        label="Whom is it for?",
        short="Whom it is for",
        terms=tuple(Audience),
        empty=Audience.EVERYONE,
    ),
    LongText(
        name="description",
        label="What happens there?",
        short="Description",
        hint=f"In a sentence or two. {_NO_CHILD}",
    ),
    Times(
        name="sessions",
        label="When does it happen?",
        short="Sessions",
        hint="The times in a usual week.",
    ),
    Number(
        name="places",
        label="How many young people can come to one session?",
        short="Places",
        whole=True,
        most=100_000,
        unit="young people",
    ),
    Number(
        name="cost_pounds",
        label="What does a session cost a young person, in pounds?",
        short="Cost to come",
        hint="0 where it is free.",
        most=100_000,
        unit="pounds a session",
    ),
    Choice(
        name="entry",
        label="How does a young person get in?",
        short="How to get in",
        terms=tuple(Entry),
        empty=Entry.OPEN,
    ),
    Field(
        name="website",
        label="Web address",
        short="Web address",
        hint="It begins with https://",
    ),
)

REQUEST: tuple[Field, ...] = (
    Field(
        name="name",
        label="What do you need, in a few words?",
        short="Name",
        hint="Such as: a room on Thursday evenings.",
        required=True,
    ),
    Choice(
        name="wanted",
        label="What kind of thing would do?",
        short="Wanted",
        terms=tuple(AssetKind),
        required=True,
    ),
    LongText(
        name="description",
        label="What is it for?",
        short="What it is for",
        hint=_NO_CHILD,
    ),
    Times(
        name="times",
        label="When do you need it?",
        short="Needed at",
        hint="Leave every day empty where any time would do.",
    ),
    Number(
        name="capacity",
        label="How many young people does it have to hold?",
        short="For how many",
        whole=True,
        most=100_000,
        unit="young people",
    ),
    Number(
        name="most_pounds_per_hour",
        label="What could you pay for an hour, in pounds?",
        short="Could pay",
        hint="0 for nothing; leave empty where you do not know.",
        most=100_000,
        unit="pounds an hour",
    ),
    YesNo(
        name="step_free",
        label="Does a wheelchair user have to get in and about?",
        short="Step-free needed",
        sure=True,
    ),
    Ages(name="ages", label="For which ages?", short="Ages"),
    Choice(
        name="theme",
        label="What will happen there?",
        short="Theme",
        terms=tuple(Theme),
    ),
    Day(name="starts_on", label="From which day?", short="From"),
    Day(name="ends_on", label="Until which day?", short="Until"),
    Choice(
        name="stage",
        label="Does the request still stand?",
        short="Does it stand",
        terms=tuple(RequestStage),
        empty=RequestStage.OPEN,
    ),
)

ORGANISATION: tuple[Field, ...] = (
    Field(name="name", label="What is it called?", short="Name", required=True),
    Choice(
        name="kind",
        label="What is it?",
        short="Kind",
        terms=tuple(OrganisationKind),
        required=True,
    ),
    LongText(
        name="description",
        label="What does it do, in its own words?",
        short="Description",
        hint=_NO_CHILD,
    ),
    Field(name="website", label="Web address", short="Web address", hint="It begins with https://"),
)

SITE: tuple[Field, ...] = (
    Field(name="name", label="What is the place called?", short="Name", required=True),
    Field(name="address", label="Address", short="Address"),
    Field(name="postcode", label="Postcode", short="Postcode"),
    YesNo(
        name="blurred",
        label="Must the place not be found?",
        short="Shown only roughly",
        sure=True,
    ),
)

POSITION: tuple[Field, ...] = (
    Degrees(
        name="latitude",
        label="Latitude",
        short="Latitude",
        hint="Degrees north, such as 50.2632. Maps on the web tell it at a click on the place.",
        least=SOUTH,
        most=NORTH,
        required=True,
    ),
    Degrees(
        name="longitude",
        label="Longitude",
        short="Longitude",
        hint="Degrees east, in Cornwall below nothing: -5.0510.",
        least=WEST,
        most=EAST,
        required=True,
    ),
)
"""The fields that move a place: only for whoever may."""

CONTACT: tuple[Field, ...] = (
    Field(
        name="name", label="What is it for?", short="For", required=True, hint="Such as: bookings."
    ),
    Choice(
        name="kind",
        label="What is it?",
        short="What it is",
        terms=tuple(ContactKind),
        required=True,
    ),
    Field(name="value", label="The address, number or name", short="Contact", required=True),
    Choice(
        name="consent",
        label="Did whoever it is about agree to its being shown?",
        short="Agreed",
        terms=tuple(Consent),
        empty=Consent.UNKNOWN,
    ),
    Choice(
        name="visibility",
        label="Who may see it?",
        short="Who may see it",
        terms=tuple(Visibility),
        empty=Visibility.STAFF,
    ),
)

FIELDS: dict[type[Record], tuple[Field, ...]] = {
    Asset: ASSET,
    Activity: ACTIVITY,
    Request: REQUEST,
    Organisation: ORGANISATION,
    Site: SITE,
    Contact: CONTACT,
}
"""The fields that people fill in, by the class of the record."""

WORDS: dict[str, type[Record]] = {
    "asset": Asset,
    "activity": Activity,
    "request": Request,
    "organisation": Organisation,
    "place": Site,
    "contact": Contact,
}
"""The word for a kind of record in addresses."""

NOUNS: dict[type[Record], str] = {
    Asset: "asset",
    Activity: "activity",
    Request: "request",
    Organisation: "organisation",
    Site: "place",
    Contact: "contact detail",
}
"""What a record is called within a sentence."""


def word_of(kind: type[Record]) -> str:
    """The word for a kind of record in addresses; raise KeyError where it has none."""
    return {record: word for word, record in WORDS.items()}[kind]


def kind_of(word: str) -> type[Record]:
    """The kind of record that a word of an address means.

    Raises
    ------
    NotFound
        It means none.
    """
    if word not in WORDS:
        raise NotFound("kind of row", word)
    return WORDS[word]


def fields_of(kind: type[Record]) -> tuple[Field, ...]:
    """The fields of a kind of record; raise KeyError where people do not edit it."""
    return FIELDS[kind]
