"""The words that names of halls, groups and councils are written with, and what they stand for.

Words stand here as :func:`~graph.analysis.sameness.names.words_of` leaves them: lower case,
without accents, apostrophes and a plural or possessive s.
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


ABBREVIATIONS: dict[str, tuple[str, ...]] = {
    "vh": ("village hall",),
    "mh": ("memorial hall",),
    "ch": ("church", "community hall"),
    "cc": ("community centre", "county council", "cricket club"),
    "yc": ("youth club", "youth centre"),
    "pc": ("parish council",),
    "tc": ("town council",),
    "dc": ("district council",),
    "bc": ("borough council",),
    "cp": ("community primary",),
    "ca": ("community association",),
    "fc": ("football club",),
    "afc": ("football club",),
    "rfc": ("rugby club",),
    "wi": ("women institute",),
    "pta": ("parent teacher association",),
    "cab": ("citizen advice bureau",),
    "bureaux": ("bureau",),
    "u3a": ("university third age",),
    "ymca": ("young men christian association",),
    "ywca": ("young women christian association",),
    "rda": ("riding disabled association",),
    "rspca": ("royal society prevention cruelty animal",),
    "homestart": ("home start",),
    "cvs": ("council for voluntary service",),
    "yfc": ("young farmer club",),
    "pf": ("playing field",),
    "playingfield": ("playing field",),
    "dropin": ("drop",),
    "sportsfield": ("sport field",),
    "rec": ("recreation ground",),
    "cttee": ("committee",),
    "ctte": ("committee",),
    "cmte": ("committee",),
    "assoc": ("association",),
    "assn": ("association",),
    "asscn": ("association",),
    "ctr": ("centre",),
    "cntr": ("centre",),
    "center": ("centre",),
    "comm": ("community",),
    "com": ("community",),
    "cmty": ("community",),
    "mem": ("memorial",),
    "meml": ("memorial",),
    "soc": ("society",),
    "sch": ("school",),
    "prim": ("primary",),
    "sec": ("secondary",),
    "acad": ("academy",),
    "lib": ("library",),
    "libr": ("library",),
    "inst": ("institute",),
    "meth": ("methodist",),
    "bapt": ("baptist",),
    "rm": ("room",),
    "rd": ("road",),
    "gp": ("group",),
    "grp": ("group",),
    "yth": ("youth",),
    "yp": ("young people",),
    "vol": ("voluntary",),
    "cncl": ("council",),
    "svc": ("service",),
    "ste": ("saint",),
    "gt": ("great",),
    "lt": ("little",),
    "lit": ("little",),
    "nr": ("near",),
}
"""What short forms stand for; where it may be one of several, each is tried."""

LEFT_OUT = _words(
    "the of and at in for a an to by with on s ltd limited cic cio llp plc inc nr near"
)
"""Words that tell nothing apart."""

GENERIC = _words(
    "saint hall village community centre club youth young people project group trust church chapel "
    "memorial institute room school academy college primary secondary infant junior parish town "
    "city council county district borough playing field ground recreation park "
    "library scout guide brownie cub beaver rainbow ranger explorer society association "
    "committee charity service team street night drop cafe hut pavilion sport sportsground pitch "
    "women men boy girl main small large upper lower committee meeting kitchen minibus bus "
    "van vehicle seat volunteer time staff money precept grant fund equipment session "
    "monday tuesday wednesday thursday friday saturday sunday evening morning afternoon "
    "voluntary council methodist baptist united reformed catholic green social welfare centre "
    "education learning activity hub space place building house home farmer football cricket "
    "rugby public reading parochial new old north south east west great little senior"
)
"""Words that many names share: they say what something is, not which one."""

OPPOSITES: tuple[frozenset[str], ...] = tuple(
    _words(line)
    for line in (
        "north south east west",
        "upper lower middle",
        "old new",
        "great little",
        "large small",
        "main committee kitchen meeting side",
        "junior senior infant",
        "primary secondary nursery",
        "boy girl",
        "men women",
        "beaver cub scout explorer rainbow brownie guide ranger",
        "monday tuesday wednesday thursday friday saturday sunday",
        "morning afternoon evening",
        "football cricket rugby bowl tennis",
        "methodist baptist catholic",
        "town parish city county district borough",
    )
)
"""Words of which a thing bears one: a name with one of them is not that with another."""

PARTS = _words("main committee kitchen meeting side small upper lower")
"""Words for a part of something."""

FAMILIES: dict[str, tuple[str, str, frozenset[str]]] = {
    "hall": ("a hall", "halls", _words("hall institute hut")),
    "centre": ("a centre", "centres", _words("centre hub house")),
    "room": ("a room", "rooms", _words("room kitchen")),
    "church": ("a church", "churches", _words("church chapel")),
    "school": ("a school", "schools", _words("school academy college")),
    "library": ("a library", "libraries", _words("library")),
    "field": (
        "a field",
        "fields",
        _words("field ground park pitch sportsground green"),
    ),
    "pavilion": ("a pavilion", "pavilions", _words("pavilion")),
    "council": ("a council", "councils", _words("council")),
    "vehicle": ("a vehicle", "vehicles", _words("minibus bus van")),
    "body": (
        "a club or trust",
        "clubs or trusts",
        _words("club society association trust charity committee group team project"),
    ),
}
"""Families of what a thing is: their name for one and for two, and the words that tell them."""

KIN = frozenset(
    _words(pair) for pair in ("hall centre", "hall room", "centre room", "centre body", "hall body")
)
"""Families that one thing may be called by both."""

FAMILY_OF = {word: family for family, (_, _, words) in FAMILIES.items() for word in words}

ORDINALS = {
    word: str(number)
    for number, word in enumerate(
        ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth"), start=1
    )
}
