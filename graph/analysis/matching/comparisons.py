"""Comparisons: what Splink holds against what, before it is trained.

Names are compared by the words that they share, the rarer the more they tell (in bits, see
:mod:`graph.analysis.matching.wordlist`); two siblings of a federation share what is common and
differ in what is rare.
"""

from __future__ import annotations

from typing import Any

from graph.analysis.sameness.facts import Kind

_SHARED = "coalesce(list_sum(list_intersect(tokens_l, tokens_r)) % 100000, 0)"
_LESS = f"(least(told_l, told_r) - {_SHARED})"
"""What the name that says less says beside what both say: tenths of bits."""

_MORE = f"(greatest(told_l, told_r) - {_SHARED})"
_NUMBERS = "(numbers_l IS NULL OR numbers_r IS NULL OR list_has_any(numbers_l, numbers_r))"
_FIGURES = "regexp_replace(plain_l, '[^0-9]', '', 'g') = regexp_replace(plain_r, '[^0-9]', '', 'g')"
_METRES = "sqrt(power(easting_l - easting_r, 2) + power(northing_l - northing_r, 2))"

OTHER_NUMBERS = "other numbers in the names"
OTHER_SIDES = "words in the names that tell them apart"
OTHER_FAMILY = "the names say it is something else"
OTHER_KEEPER = "run by another organisation"

Level = tuple[str, str]

NAME: tuple[Level, ...] = (
    ("the same name", "plain_l = plain_r"),
    (
        "the same name but for a letter or two",
        (
            f"CASE WHEN {_NUMBERS} AND length(plain_l) >= 10 "
            "AND abs(length(plain_l) - length(plain_r)) <= 2 "
            "AND (left(plain_l, 4) = left(plain_r, 4) OR right(plain_l, 4) = right(plain_r, 4)) "
            f"THEN {_FIGURES} AND levenshtein(plain_l, plain_r) <= 2 ELSE FALSE END"
        ),
    ),
    (
        "one name says all that the other says",
        f"{_LESS} <= 35 AND {_SHARED} >= 150 AND {_MORE} <= 70",
    ),
    (
        "one name says what the other says, and more",
        f"{_LESS} <= 35 AND {_SHARED} >= 150",
    ),
    (
        "nearly all that the names say is the same",
        f"{_LESS} <= 80 AND {_SHARED} >= 150 AND {_MORE} <= 120",
    ),
    ("most of what the names say is the same", f"{_SHARED} >= 150 AND {_SHARED} >= {_MORE}"),
    ("one short name is part of the other", f"{_LESS} <= 35 AND {_SHARED} >= 70"),
    ("rare words are in both names", f"{_SHARED} >= 150"),
    ("some words are in both names", f"{_SHARED} >= 70"),
)
"""How alike two names are, the likest first."""

NUMBERS: tuple[Level, ...] = (
    (
        "the same numbers in the names",
        "list_has_all(numbers_l, numbers_r) AND list_has_all(numbers_r, numbers_l)",
    ),
    ("a number in both names", "list_has_any(numbers_l, numbers_r)"),
)
SIDES: tuple[Level, ...] = (
    (
        "the same word of several",
        "len(list_intersect(sides_l, sides_r)) >= len(list_intersect(fronts_l, fronts_r))",
    ),
)
FAMILY: tuple[Level, ...] = (("both names say what it is alike", "family_l = family_r"),)
POSTCODE: tuple[Level, ...] = (
    ("the same postcode", "postcode_l = postcode_r"),
    ("the same postcode district", "district_l = district_r"),
)
DISTANCE: tuple[Level, ...] = tuple(
    (words, f"{_METRES} <= {metres}")
    for words, metres in (
        ("at most 50 metres apart", 50),
        ("at most 200 metres apart", 200),
        ("at most 600 metres apart", 600),
        ("at most 2 kilometres apart", 2_000),
        ("at most 10 kilometres apart", 10_000),
    )
)


WEBSITE: tuple[Level, ...] = (("the same website", "host_l = host_r"),)
AREAS: tuple[Level, ...] = (("they serve the same area", "list_has_any(areas_l, areas_r)"),)
KEEPER: tuple[Level, ...] = (("run by the same organisation", "keeper_l = keeper_r"),)

LOOSE = frozenset(words for words, _ in NAME[3:])
"""Names that are alike but leave something over: “Truro School”, “Truro Cathedral School”."""

BORNE_OUT = frozenset(
    words for words, _ in (*POSTCODE[:1], *DISTANCE[:3], *WEBSITE, *AREAS, *KEEPER)
)
"""What bears out that two with such names are one."""


def comparison(
    name: str, levels: tuple[Level, ...], null: str, otherwise: str, tf: str = ""
) -> dict[str, Any]:
    """One comparison as Splink's settings spell it."""
    made: list[dict[str, Any]] = [
        {"sql_condition": null, "label_for_charts": "not known", "is_null_level": True}
    ]
    made += [{"sql_condition": sql, "label_for_charts": words} for words, sql in levels]
    if tf:
        made[1] |= {"tf_adjustment_column": tf, "tf_adjustment_weight": 1.0}
    made.append({"sql_condition": "ELSE", "label_for_charts": otherwise})
    return {"output_column_name": name, "comparison_levels": made}


def _either(column: str) -> str:
    return f"{column}_l IS NULL OR {column}_r IS NULL"


_NAME = comparison("name", NAME, _either("plain"), "different names", tf="plain")
_NUMBER = comparison("number", NUMBERS, _either("numbers"), OTHER_NUMBERS)
_SIDE = comparison(
    "side",
    SIDES,
    "len(list_intersect(fronts_l, fronts_r)) = 0",
    OTHER_SIDES,
)
_FAMILY = comparison("what", FAMILY, _either("family"), OTHER_FAMILY)
_POSTCODE = comparison("place", POSTCODE, _either("postcode"), "another postcode")
_DISTANCE = comparison("distance", DISTANCE, _either("easting"), "more than 10 kilometres apart")
_HOST = comparison("website", WEBSITE, _either("host"), "another website")
_AREAS = comparison(
    "areas",
    AREAS,
    _either("areas"),
    "they serve other areas",
)
_SORT = comparison(
    "sort", (("both are of one kind", "sort_l = sort_r"),), _either("sort"), "of other kinds"
)
_KEEPER = comparison(
    "keeper",
    KEEPER,
    _either("keeper"),
    OTHER_KEEPER,
)
_TIMES = comparison(
    "times",
    (("on at the same time", "list_has_any(times_l, times_r)"),),
    _either("times"),
    "on at other times",
)
_AGES = comparison(
    "ages",
    (
        ("for the same ages", "age_from_l = age_from_r AND age_to_l = age_to_r"),
        ("for ages that overlap", "age_from_l <= age_to_r AND age_from_r <= age_to_l"),
    ),
    _either("age_from"),
    "for other ages",
)

_NAMES = (_NAME, _NUMBER, _SIDE, _FAMILY)
COMPARED: dict[Kind, tuple[dict[str, Any], ...]] = {
    Kind.ORGANISATION: (*_NAMES, _POSTCODE, _DISTANCE, _HOST, _AREAS),
    Kind.SITE: (*_NAMES, _POSTCODE, _DISTANCE),
    Kind.ACTIVITY: (*_NAMES, _POSTCODE, _DISTANCE, _KEEPER, _SORT, _TIMES, _AGES),
}

_BY_NAME: tuple[dict[str, Any], ...] = (
    {"blocking_rule": "l.plain = r.plain"},
    {"blocking_rule": "l.rare = r.rare", "arrays_to_explode": ["rare"]},
)
_BY_HOST = {"blocking_rule": "l.host = r.host"}
_BY_PLACE: tuple[dict[str, Any], ...] = (
    {"blocking_rule": "l.postcode = r.postcode"},
    {"blocking_rule": "l.cells = r.cells", "arrays_to_explode": ["cells"]},
)
_BY_KEEPER = {"blocking_rule": "l.keeper = r.keeper"}
BLOCKED: dict[Kind, tuple[dict[str, Any], ...]] = {
    Kind.ORGANISATION: (*_BY_NAME, _BY_PLACE[0], _BY_HOST),
    Kind.SITE: (*_BY_NAME, *_BY_PLACE),
    Kind.ACTIVITY: (*_BY_NAME, *_BY_PLACE, _BY_KEEPER),
}


def untrained(kind: Kind) -> dict[str, Any]:
    """Splink's settings for a kind, with nothing learnt yet."""
    return {
        "link_type": "link_only",
        "unique_id_column_name": "unique_id",
        "probability_two_random_records_match": 0.00001,
        "retain_matching_columns": False,
        "retain_intermediate_calculation_columns": True,
        "blocking_rules_to_generate_predictions": [dict(rule) for rule in BLOCKED[kind]],
        "comparisons": list(COMPARED[kind]),
    }
