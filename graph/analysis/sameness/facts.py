"""What is known of a record that tells whether another is the same thing."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from graph.analysis.sameness.names import words_of
from graph.errors import InvalidData
from graph.model import Activity, Asset, Organisation, Site, Term
from graph.projection import to_degrees

Entered = Site | Organisation | Asset | Activity
"""A record whose like is looked for."""

Times = frozenset[tuple[int, int, int]]
"""Weekly times as day (0 is Monday), start and end in minutes from midnight."""


class Kind(Term):
    """What sort of record."""

    SITE = "site", "Place"
    ORGANISATION = "organisation", "Organisation"
    ASSET = "asset", "Asset"
    ACTIVITY = "activity", "Activity"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where something is.

    Attributes
    ----------
    point
        Easting and northing in metres; None where it has no place.
    rough
        Whether the position is kept rough on purpose.
    postcode
        Capital letters and figures only; empty where not known.
    address
        Words of an address with a number in it; empty where it has none.
    near
        Words of the areas that it stands in and of its address.
    """

    point: tuple[float, float] | None = None
    rough: bool = False
    postcode: str = ""
    address: frozenset[str] = frozenset()
    near: frozenset[str] = frozenset()

    @property
    def degrees(self) -> tuple[float, float] | None:
        """Latitude and longitude; None where it has no place."""
        if self.point is None:
            return None
        longitude, latitude = to_degrees([self.point[0]], [self.point[1]])
        return float(latitude[0]), float(longitude[0])


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known of one record; what is empty or None is not known.

    Attributes
    ----------
    kind, id, name
        Which.
    place
        Where it is.
    serves
        Ids of the areas that an organisation serves.
    keeper, keeper_name
        Who keeps or runs it.
    sort
        The word of its own vocabulary: the kind of an asset or organisation, or a theme.
    website
        Host and path, without what tells nothing.
    amount
        How much of what: (16.0, "seats").
    ages
        Youngest and oldest.
    audience
        Whom it is for.
    times
        When it happens.
    """

    kind: Kind
    id: str
    name: str
    place: Place = field(default_factory=Place)
    serves: frozenset[str] = frozenset()
    keeper: str = ""
    keeper_name: str = ""
    sort: str = ""
    website: str = ""
    amount: tuple[float, str] | None = None
    ages: tuple[int, int] | None = None
    audience: str = ""
    times: Times = frozenset()


_KINDS: dict[type, Kind] = {
    Site: Kind.SITE,
    Organisation: Kind.ORGANISATION,
    Asset: Kind.ASSET,
    Activity: Kind.ACTIVITY,
}


def kind_of(record: object) -> Kind:
    """What sort of record it is.

    Raises
    ------
    InvalidData
        It is none of those whose like is looked for.
    """
    kind = _KINDS.get(type(record))
    if kind is None:
        raise InvalidData(
            f"A record of the kind {type(record).__name__} is not looked for among others; "
            "a place, an organisation, an asset or an activity is."
        )
    return kind


def place_of(
    point: tuple[float, float] | None,
    *,
    rough: bool,
    postcode: str,
    address: str,
    areas: Iterable[str],
) -> Place:
    """A place, read; ``areas`` are names."""
    words = frozenset(words_of(address))
    numbered = any(word[0].isdigit() for word in words) and len(words) > 1
    return Place(
        point=point,
        rough=rough,
        postcode="".join(one for one in postcode.upper() if one.isalnum()),
        address=words if numbered else frozenset(),
        near=words.union(*map(words_of, areas)),
    )


_WEB = re.compile(r"^https?://(?:www\.)?", re.IGNORECASE)


def plain_website(address: str) -> str:
    """A web address without what tells nothing: ``https://www.`` and a final slash."""
    return _WEB.sub("", address.strip()).rstrip("/").casefold()
