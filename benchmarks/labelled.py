"""Labelled pairs: records of which real files say that they are one, or two.

Organisations: the names of charities in seven published lists, joined by their numbers, by mergers,
re-registrations and double registrations; the numbers are the labels and are hidden from the
matching. Names of which less than two thirds of the words are common are other names (a working
name), which only a number tells, and are no pairs; a name that another charity bears letter by
letter, while the own record bears a different one, is a contradiction of the lists, and no pair
either. A quarter of the records has no counterpart: what is linked to one of those is wrong.

Places: public libraries of 2016 and of 2023, told to be one by their postcode (which is hidden),
and places that opened as warm spaces, in a library or beside one. A library of one name with
another postcode (corrected since, or moved) is neither one nor two for certain, and is no pair.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import lzma
import re
import tarfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from graph.analysis.matching import Match, Rows
from graph.analysis.matching.wordlist import telling_words
from graph.analysis.sameness.facts import Kind
from graph.projection import to_grid

LOOKUPS = "orgs/charity_lookups"
LEAST_COMMON = 2 / 3
MOST_NAMES = 2
"""Other names of one charity that are taken."""

HELD_OUT = 3
"""Of ten entities, those whose hash is below it are held out."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Labelled:
    """Records that come, records that are there, and which are which.

    Attributes
    ----------
    incoming, known
        The records.
    truth
        The record that each one that comes is; a record that is none of those there is missing.
    """

    incoming: Rows
    known: Rows
    truth: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """How right some matches are.

    Attributes
    ----------
    links, right
        Records that were linked, and linked rightly.
    pairs, found
        Records that have a counterpart, and those for which it is linked or asked about.
    asked
        Questions for a person.
    """

    links: int
    right: int
    pairs: int
    found: int
    asked: int

    @property
    def precision(self) -> float:
        """Of the links, the share that is right."""
        return self.right / self.links if self.links else 1.0

    @property
    def recall(self) -> float:
        """Of the counterparts, the share that is linked or asked about."""
        return self.found / self.pairs if self.pairs else 1.0


def score(labelled: Labelled, matches: tuple[Match, ...]) -> Score:
    """Hold some matches against the labels."""
    links = [one for one in matches if one.certain]
    told = {
        one.incoming_id for one in matches if one.record_id == labelled.truth.get(one.incoming_id)
    }
    return Score(
        links=len(links),
        right=sum(one.record_id == labelled.truth.get(one.incoming_id) for one in links),
        pairs=len(labelled.truth),
        found=len(told),
        asked=len(matches) - len(links),
    )


def _hash(text: str, salt: str) -> int:
    return int(hashlib.md5(f"{salt}{text}".encode(), usedforsecurity=False).hexdigest(), 16)


def held_out(entity: str) -> bool:
    """Whether an entity is kept for measuring, and never trained on."""
    return _hash(entity, "part") % 10 < HELD_OUT


def _hidden(entity: str) -> bool:
    return _hash(entity, "hide") % 4 == 0


def _letters(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.casefold().replace("&", "and"))


def _csv(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


# -- organisations ---------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class _Charities:
    first: dict[str, list[tuple[str, str]]]
    others: dict[str, list[str]]


class _Groups:
    """Numbers that are one entity."""

    def __init__(self) -> None:
        self._up: dict[str, str] = {}

    def of(self, id: str) -> str:
        while self._up.get(id, id) != id:
            id = self._up[id]
        return id

    def join(self, one: str, other: str) -> None:
        self._up[self.of(one)] = self.of(other)


@cache
def _charities(data: Path) -> _Charities:
    """By entity: its names in the list of federations or of companies, and its other names."""
    groups, lists = _Groups(), data / LOOKUPS
    first: dict[str, str] = {}
    others: defaultdict[str, list[str]] = defaultdict(list)
    for row in _csv(lists / "federated-charities.csv"):
        first.setdefault(_org_id(row["reg_number"]), row["name"])
    for row in _csv(lists / "charity-company-numbers.csv"):
        groups.join(row["org_id_a"], row["org_id_b"])
        if row["org_id_a"] in first:
            others[row["org_id_a"]].append(row["org_name"])
        first.setdefault(row["org_id_a"], row["org_name"])
    for name, fields in (
        ("charity-reregistrations", (("org_id_a", "org_name"),)),
        ("dual-registered-uk-charities", (("org_id_b", "org_name_b"),)),
        ("ccew-register-of-mergers", (("org_id_a", "org_name_a"), ("org_id_b", "org_name_b"))),
    ):
        for row in _csv(lists / f"{name}.csv"):
            groups.join(row["org_id_a"], row["org_id_b"])
            for id, called in fields:
                others[row[id]].append(row[called])
    with lzma.open(data / "orgs/ccew_publicextract.charity_other_names.json.xz") as file:
        for row in json.loads(file.read().decode("utf-8-sig")):
            if not row["linked_charity_number"]:
                others[f"GB-CHC-{row['registered_charity_number']}"].append(row["charity_name"])
    grants = data / "grants/360g_lloyds_bank_foundation_2010-2015.json"
    for grant in json.loads(grants.read_text("utf-8"))["grants"]:
        for each in grant["recipientOrganization"]:
            others[each["id"]].append(each["name"])
    by_first: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    by_other: defaultdict[str, list[str]] = defaultdict(list)
    for id, name in first.items():
        by_first[groups.of(id)].append((id, name))
    for id, names in others.items():
        by_other[groups.of(id)] += names
    return _Charities(first=by_first, others=by_other)


def _org_id(number: str) -> str:
    if number.startswith("NI"):
        return f"GB-NIC-{number[2:]}"
    return f"GB-SC-{number}" if number.startswith("SC") else f"GB-CHC-{number}"


def organisations(data: Path, *, held: bool) -> Labelled:
    """Charities under the names that several lists give them."""
    charities = _charities(data)
    known: list[tuple[str, str, str]] = []
    coming: list[tuple[str, str]] = []
    for entity in sorted(charities.first.keys() | charities.others.keys()):
        if held_out(entity) is not held:
            continue
        called = list(dict.fromkeys(charities.others.get(entity, ())))
        listed = charities.first.get(entity)
        if listed:
            id, name = listed[0]
            if _hash(entity, "same") % 10 == 0:
                called.append(name.title())
        else:
            id, (name, *called) = entity, called
            if not called or (not held and _hash(entity, "fewer") % 3):
                continue
        if not _hidden(entity):
            known.append((id, name, entity))
        again = [one for one in called if one != name and _one_name(name, one)]
        again.sort(key=lambda one: (_hash(one, "alias"), one))
        coming += [(entity, one) for one in again[:MOST_NAMES]]
    return _labelled(known, coming)


def _one_name(one: str, other: str) -> bool:
    mine, theirs = set(telling_words(one)), set(telling_words(other))
    return len(mine & theirs) >= LEAST_COMMON * max(1, len(mine), len(theirs))


def _labelled(known: list[tuple[str, str, str]], coming: list[tuple[str, str]]) -> Labelled:
    bearers: defaultdict[str, set[str]] = defaultdict(set)
    for _, name, entity in known:
        bearers[_letters(name)].add(entity)
    kept = [
        (entity, name)
        for entity, name in coming
        if not bearers[_letters(name)] or entity in bearers[_letters(name)]
    ]
    ids = {entity: id for id, _, entity in known}
    names = [f"comes-{at}" for at in range(len(kept))]
    return Labelled(
        incoming=Rows(kind=Kind.ORGANISATION, ids=names, names=[name for _, name in kept]),
        known=Rows(
            kind=Kind.ORGANISATION,
            ids=[id for id, _, _ in known],
            names=[name for _, name, _ in known],
        ),
        truth={
            name: ids[entity]
            for name, (entity, _) in zip(names, kept, strict=True)
            if entity in ids
        },
    )


# -- councils --------------------------------------------------------------------------------


def councils(data: Path) -> Labelled:
    """Councils under the names of two lists, joined by their codes."""
    known = {
        row["gss_code"]: row["name"]
        for row in _csv(data / "geo/la_orgid_to_gss.csv")
        if row["gss_code"].startswith("E")
    }
    coming = [
        (row["gss-code"], row["official-name"])
        for row in _csv(data / "orgs/mysociety_uk_local_authorities.csv")
        if row["gss-code"].startswith("E") and row["official-name"]
    ]
    ids = [f"comes-{at}" for at in range(len(coming))]
    return Labelled(
        incoming=Rows(kind=Kind.ORGANISATION, ids=ids, names=[name for _, name in coming]),
        known=Rows(kind=Kind.ORGANISATION, ids=list(known), names=list(known.values())),
        truth={id: code for id, (code, _) in zip(ids, coming, strict=True) if code in known},
    )


# -- places ----------------------------------------------------------------------------------


def _plain(postcode: str) -> str:
    return "".join(postcode.upper().split())


@cache
def _postcodes(data: Path, wanted: frozenset[str]) -> dict[str, tuple[float, float]]:
    found: dict[str, tuple[float, float]] = {}
    with tarfile.open(data / "postcodes/uk_postcode_latlon_by_area.tar.xz") as bundle:
        for member in bundle:
            file = bundle.extractfile(member)
            if file is None:
                continue
            for line in io.TextIOWrapper(file, "utf-8"):
                code, _, rest = line.partition(",")
                if (plain := _plain(code)) in wanted:
                    latitude, longitude = rest.split(",")[:2]
                    found[plain] = float(latitude), float(longitude)
    return found


def places(data: Path, *, held: bool) -> Labelled:
    """Libraries of two years, and warm spaces in and beside libraries."""
    then, now = _libraries(data)
    spots = _postcodes(data, frozenset(one["postcode"] for one in now))
    known = [one for one in now if one["postcode"] in spots and not _hidden(one["postcode"])]
    by_code = {one["postcode"]: one["id"] for one in known}
    named = {_letters(one["name"]) for one in known}
    coming = [
        (one, by_code.get(one["postcode"]))
        for one in (*then, *_warm(data))
        if held_out(one["postcode"]) is held
        and (one["postcode"] in by_code or _letters(one["name"]) not in named)
    ]
    return Labelled(
        incoming=_places([one for one, _ in coming], [one["point"] for one, _ in coming]),
        known=_places(known, [spots[one["postcode"]] for one in known]),
        truth={one["id"]: id for one, id in coming if id is not None and one["same"]},
    )


def _libraries(data: Path) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Of 2016 with their points and of 2023, where one postcode has one library in both."""
    then = [
        {"id": f"then-{at}", "name": row["name"], "postcode": _plain(row["postcode"]),
         "point": (float(row["lat"]), float(row["lng"])), "same": True}
        for at, row in enumerate(_csv(data / "facilities/libraries_england_2016_geocoded.csv"))
        if row["lat"] and row["postcode"]
    ]  # fmt: skip
    now = [
        {"id": f"now-{at}", "name": row["name"], "postcode": _plain(row["postcode"])}
        for at, row in enumerate(_csv(data / "facilities/libraries_england_2023.csv"))
        if row["postcode"] and row["name"]
    ]
    return _only(then), _only(now)


def _only(listed: list[dict[str, Any]]) -> list[dict[str, Any]]:
    many: defaultdict[str, int] = defaultdict(int)
    for one in listed:
        many[one["postcode"]] += 1
    return [one for one in listed if many[one["postcode"]] == 1]


def _warm(data: Path) -> list[dict[str, Any]]:
    """Warm spaces that give a postcode: a library where their title says so, else another place."""
    read = json.loads((data / "facilities/warm_spaces_uk.geojson").read_text("utf-8"))["features"]
    found = []
    for at, feature in enumerate(read):
        told = feature["properties"]
        title = str(told.get("title") or "")
        code = re.search(r"([A-Z]{1,2}\d[A-Z\d]?) ?(\d[A-Z]{2})\b", str(told.get("address") or ""))
        if code is None or not title:
            continue
        longitude, latitude = feature["geometry"]["coordinates"][:2]
        found.append(
            {"id": f"warm-{at}", "name": title, "postcode": code[1] + code[2],
             "point": (latitude, longitude), "same": "librar" in title.casefold()}
        )  # fmt: skip
    return found


def _places(listed: list[dict[str, Any]], points: list[tuple[float, float]]) -> Rows:
    east, north = to_grid([one for _, one in points], [one for one, _ in points])
    return Rows(
        kind=Kind.SITE,
        ids=[one["id"] for one in listed],
        names=[one["name"] for one in listed],
        points=np.column_stack([east, north]),
    )
