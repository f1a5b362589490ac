"""What OpenStreetMap's tags mean here: the stated table from tags to kinds of asset."""

from __future__ import annotations

import re
from collections.abc import Mapping

from graph.model import AssetKind

_VENUE, _OUTDOOR = AssetKind.VENUE, AssetKind.OUTDOOR_SPACE

TAGS: Mapping[str, Mapping[str, tuple[AssetKind, str]]] = {
    "amenity": {
        "community_centre": (_VENUE, "Community centre"),
        "community_hall": (_VENUE, "Community hall"),
        "social_centre": (_VENUE, "Social centre"),
        "social_club": (_VENUE, "Social club"),
        "social_facility": (_VENUE, "Social facility"),
        "youth_centre": (_VENUE, "Youth centre"),
        "library": (_VENUE, "Library"),
        "place_of_worship": (_VENUE, "Place of worship"),
        "arts_centre": (_VENUE, "Arts centre"),
        "theatre": (_VENUE, "Theatre"),
        "cinema": (_VENUE, "Cinema"),
        "townhall": (_VENUE, "Town hall"),
        "village_hall": (_VENUE, "Village hall"),
        "public_building": (_VENUE, "Public building"),
        "events_venue": (_VENUE, "Events venue"),
        "conference_centre": (_VENUE, "Conference centre"),
        "exhibition_centre": (_VENUE, "Exhibition centre"),
        "school": (_VENUE, "School"),
        "college": (_VENUE, "College"),
        "university": (_VENUE, "University"),
        "childcare": (_VENUE, "Childcare"),
        "music_school": (_VENUE, "Music school"),
        "dojo": (_VENUE, "Dojo"),
        "studio": (_VENUE, "Studio"),
    },
    "leisure": {
        "playground": (_OUTDOOR, "Playground"),
        "pitch": (_OUTDOOR, "Pitch"),
        "park": (_OUTDOOR, "Park"),
        "recreation_ground": (_OUTDOOR, "Recreation ground"),
        "common": (_OUTDOOR, "Common"),
        "track": (_OUTDOOR, "Track"),
        "bandstand": (_OUTDOOR, "Bandstand"),
        "nature_reserve": (_OUTDOOR, "Nature reserve"),
        "sports_centre": (_VENUE, "Sports centre"),
        "sports_hall": (_VENUE, "Sports hall"),
        "stadium": (_VENUE, "Stadium"),
        "swimming_pool": (_VENUE, "Swimming pool"),
        "ice_rink": (_VENUE, "Ice rink"),
        "fitness_centre": (_VENUE, "Fitness centre"),
        "dance": (_VENUE, "Dance hall"),
        "hackerspace": (_VENUE, "Hackerspace"),
        "youth_centre": (_VENUE, "Youth centre"),
    },
    "club": {
        "scout": (_VENUE, "Scout hut"),
        "youth": (_VENUE, "Youth club"),
        "sport": (_VENUE, "Sports club"),
        "social": (_VENUE, "Social club"),
    },
    "tourism": {"museum": (_VENUE, "Museum"), "gallery": (_VENUE, "Gallery")},
    "landuse": {
        "recreation_ground": (_OUTDOOR, "Recreation ground"),
        "village_green": (_OUTDOOR, "Village green"),
    },
    "building": {
        "village_hall": (_VENUE, "Village hall"),
        "community_centre": (_VENUE, "Community centre"),
        "church": (_VENUE, "Church"),
        "chapel": (_VENUE, "Chapel"),
        "mosque": (_VENUE, "Mosque"),
        "temple": (_VENUE, "Temple"),
        "synagogue": (_VENUE, "Synagogue"),
        "pavilion": (_VENUE, "Pavilion"),
        "sports_hall": (_VENUE, "Sports hall"),
        "civic": (_VENUE, "Civic building"),
    },
}
"""Kind and words of each tag; of several tags that a feature has, the first of these keys tells."""

WORDS: Mapping[str, tuple[AssetKind, str]] = {
    **{
        word: (_VENUE, word.replace("_", " ").capitalize())
        for word in (
            *("hall", "church_hall", "parish_hall", "memorial_hall", "town_hall", "school_hall"),
            *("scout_hut", "scout_hall", "guide_hut", "guide_hall", "scout_centre", "drill_hall"),
            *("youth_club", "youth_hub", "youth_project", "community_hub", "family_hub"),
            *("childrens_centre", "family_centre", "leisure_centre", "activity_centre"),
            *("sports_club", "boxing_club", "gym", "swimming_baths", "leisure_pool"),
            *("parish_church", "parish_centre", "meeting_room", "reading_room", "church_centre"),
            *("resource_centre", "arts_hub", "community_building", "community_venue", "venue"),
        )
    },
    **{
        word: (_OUTDOOR, word.replace("_", " ").capitalize())
        for word in (
            *("playing_field", "sports_ground", "play_area", "skate_park", "skatepark"),
            *("football_pitch", "tennis_court", "basketball_court", "bowling_green"),
            *("multi_use_games_area", "outdoor_gym", "bmx_track", "pump_track"),
            *("open_space", "green_space", "village_green", "community_garden", "outdoor_space"),
        )
    },
    "muga": (_OUTDOOR, "Multi-use games area"),
}
"""Words that lists have for kinds, beside those of OpenStreetMap."""

_GONE = ("disused", "abandoned", "demolished", "razed", "ruins", "construction", "proposed")
_PAIR = re.compile(r'"((?:[^"\\]|\\.)*)"=>"((?:[^"\\]|\\.)*)"')
_SORTS = ("node", "way", "relation")
_ELEMENT = re.compile(r"(node|way|relation)/(\d{1,18})")
_NUMBER = re.compile(r"[0-9]{1,18}")
MOST = 300
"""Characters of a value that are looked at."""


def kind_of_tags(tags: Mapping[str, str]) -> tuple[AssetKind, str] | None:
    """The kind of asset that tags mean, and its words; None where the table has none of them."""
    for key, values in TAGS.items():
        for value in tags.get(key, "").split(";"):
            if value.strip() in values:
                return values[value.strip()]
    return None


def kind_of_word(word: str) -> tuple[AssetKind, str] | None:
    """The same for a word that a list has for its kind: "Community Centre", "village hall"."""
    plain = re.sub(r"[^a-z]+", "_", word.strip().lower().replace("’", "").replace("'", ""))
    plain = plain.strip("_").replace("center", "centre")
    for values in (*TAGS.values(), WORDS):
        for value in (plain, plain.removesuffix("s")):
            if value in values:
                return values[value]
    return None


def is_gone(tags: Mapping[str, str]) -> bool:
    """Whether the tags say that the thing is no longer, or not yet, there to be used."""
    return any(tags.get(key, "no") not in ("", "no") for key in _GONE)


def tags_of(properties: Mapping[str, object]) -> dict[str, str]:
    """The tags of a feature: its properties, those in ``tags``, and those in ``other_tags``."""
    found = {key: text for key, value in properties.items() if (text := _text(value))}
    for key, text in list(found.items()):  # lists of others have “Opening Hours”
        found.setdefault(re.sub(r"[\s_\-]+", "_", key.strip().lower()), text)
    nested = properties.get("tags")
    if isinstance(nested, dict):
        found |= {str(key): text for key, value in nested.items() if (text := _text(value))}
    for key, value in _PAIR.findall(found.get("other_tags", "")[:20_000]):
        found.setdefault(key, value.replace('\\"', '"')[:MOST])
    return found


def _text(value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return str(value).strip()


def element_of(tags: Mapping[str, str], *, geometry: str) -> str:
    """OpenStreetMap's own id of a feature ("way/123"), empty where it has none."""
    for key in ("@id", "id", "osm_id", "full_id"):
        match = _ELEMENT.fullmatch(tags.get(key, ""))
        if match:
            return f"{match[1]}/{match[2]}"
    if tags.get("@type", "") in _SORTS and _NUMBER.fullmatch(tags.get("@id", "")):
        return f"{tags['@type']}/{tags['@id']}"
    if tags.get("osm_way_id", "").isdigit():
        return f"way/{tags['osm_way_id']}"
    number = tags.get("osm_id", "").removesuffix(".0")
    if number.isascii() and number.isdigit():
        sort = tags.get("osm_type", "")
        plain = "node" if geometry == "Point" else "relation"
        return f"{sort if sort in _SORTS else plain}/{number}"
    return ""


def address_of(tags: Mapping[str, str]) -> str:
    """The address that the ``addr:`` tags say, without the postcode."""
    street = " ".join(tags[key] for key in ("addr:housenumber", "addr:street") if key in tags)
    parts = [tags.get("addr:housename", ""), street, tags.get("addr:place", "")]
    parts += [tags.get(key, "") for key in ("addr:suburb", "addr:village", "addr:city")]
    return ", ".join(dict.fromkeys(part for part in parts if part))[:500]
