"""What a service is about, and for whom: by two tables that anybody can review.

``themes.csv`` and ``audiences.csv`` beside this module say which words mean what; the labels of
our own themes and audiences are known as well. A term's address (``match`` is ``uri``) goes before
its words, a term before the service's name. ``none`` says that a service of that sort is not for
young people.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from graph.model import Audience, Theme
from seeds.open_referral.values import Document, bare, first, words
from seeds.reading import Faults
from seeds.tables import read_table

HERE = Path(__file__).parent
NOT_YOUNG = "none"
MEANINGS = {**{theme.value: theme for theme in Theme}, NOT_YOUNG: None}
FALLBACK = Theme.ADVICE
"""The theme of a service whose terms and name fit none; a note, and the service itself, say so."""

_FOR_WHOM = re.compile(r"eligib|audien|circumstan|suitab|target|beneficiar|user.?group", re.I)
_FOR_ENTRY = {"access", "entry", "attending_access"}
_TERMS = ("attributes", "service_taxonomys", "service_taxonomies", "taxonomies", "taxonomy_terms")
_NAMES_LONGEST = 200


@lru_cache(maxsize=8_192)
def plain(text: str) -> str:
    """Words without case, accents and punctuation: "Arts & Crafts" is "arts and crafts"."""
    bare_text = unicodedata.normalize("NFKD", text.replace("&", " and ")).lower()
    bare_text = re.sub(r"['’]|[\u0300-\u036f]", "", bare_text)
    return " ".join(re.sub(r"[^\w+]+|_", " ", bare_text).split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A term that a service bears.

    Attributes
    ----------
    name, uri
        Its words, and its address where it has one.
    for_whom, for_entry
        Whether it says for whom the service is, or how one gets in, not what it is about.
    """

    name: str
    uri: str = ""
    for_whom: bool = False
    for_entry: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Themes:
    """Which words and addresses mean which theme; None says: not for young people."""

    by_words: Mapping[str, Theme | None]
    by_uri: Mapping[str, Theme | None]
    within: re.Pattern[str]
    known: dict[tuple[str, str], tuple[bool, Theme | None]]

    def of_term(self, term: Term) -> tuple[bool, Theme | None]:
        """Whether a term is known, and its theme."""
        key = (term.name, term.uri)
        found = self.known.get(key)
        if found is None:
            found = self._sought(term)
            if len(self.known) < 50_000:
                self.known[key] = found
        return found

    def _sought(self, term: Term) -> tuple[bool, Theme | None]:
        uri = term.uri.rstrip("/").lower()
        if uri in self.by_uri:
            return True, self.by_uri[uri]
        return self.of_words(term.name)

    def of_words(self, text: str) -> tuple[bool, Theme | None]:
        """Whether words are known, whole or as a part, the longest first; and their theme."""
        key = plain(text[:_NAMES_LONGEST])
        if key in self.by_words:
            return True, self.by_words[key]
        parts = self.within.findall(key)
        if not parts:
            return False, None
        return True, self.by_words[max(parts, key=len)]


def themes_of(path: Path | None = None) -> Themes:
    """The mapping of the repository, with the rows of a table of one's own before it.

    Raises
    ------
    FileRefused
        The table lacks a column or names a theme that there is not.
    """
    rows = [*_own_rows()]
    if path is not None:
        rows += _given_rows(path)
    by_words: dict[str, Theme | None] = {}
    by_uri: dict[str, Theme | None] = {}
    for match, text, theme in rows:
        if match == "uri":
            by_uri[text.rstrip("/").lower()] = MEANINGS[theme]
        else:
            by_words[plain(text)] = MEANINGS[theme]
    phrases = sorted(filter(None, by_words), key=lambda text: (-len(text), text))
    within = re.compile(rf"\b(?:{'|'.join(map(re.escape, phrases))})\b")
    return Themes(by_words=by_words, by_uri=by_uri, within=within, known={})


@cache
def _own_rows() -> tuple[tuple[str, str, str], ...]:
    labels = [("words", theme.label, theme.value) for theme in Theme]
    labels += [("words", theme.value.replace("_", " "), theme.value) for theme in Theme]
    with (HERE / "themes.csv").open(encoding="utf-8", newline="") as file:
        return (
            *labels,
            *((row["match"], row["text"], row["theme"]) for row in csv.DictReader(file)),
        )


def _given_rows(path: Path) -> list[tuple[str, str, str]]:
    table = read_table(path)
    faults = Faults(path.name)
    for name in ("match", "text", "theme"):
        if name not in table.header:
            faults.add(
                "The column is missing; a table of themes has match, text, theme.", column=name
            )
    faults.raise_any()
    at = [table.header.index(name) for name in ("match", "text", "theme")]
    rows: list[tuple[str, str, str]] = []
    for number, cells in table.rows:
        match, text, theme = (cells[place] for place in at)
        if match not in ("words", "uri"):
            faults.add(f"“{match}” is neither words nor uri.", row=number, column="match")
        elif theme not in MEANINGS:
            known = ", ".join(MEANINGS)
            faults.add(f"“{theme}” is no theme; known: {known}.", row=number, column="theme")
        elif text:
            rows.append((match, text, theme))
    faults.raise_any()
    return rows


@cache
def audiences() -> Mapping[str, Audience]:
    """Which words mean which audience."""
    found = {plain(one.label): one for one in Audience} | {one.value: one for one in Audience}
    with (HERE / "audiences.csv").open(encoding="utf-8", newline="") as file:
        found |= {plain(row["text"]): Audience(row["audience"]) for row in csv.DictReader(file)}
    return found


def terms_of(service: Document, known: Mapping[str, Document]) -> list[Term]:
    """The terms of a service, whichever version it is of.

    Parameters
    ----------
    service
        The service.
    known
        Terms by their ids, from a list of terms beside the services.
    """
    found: list[Term] = []
    for name in _TERMS:
        for one in first(service, name):
            term = _term(one, known)
            if term is not None:
                found.append(term)
    return found


@lru_cache(maxsize=4_096)
def _is_for_whom(said: str) -> bool:
    return bool(_FOR_WHOM.search(said))


def _term(one: Document, known: Mapping[str, Document]) -> Term | None:
    inner = one.get("taxonomy_term") or one.get("taxonomy")
    if not isinstance(inner, dict):
        id = bare(one.get("taxonomy_term_id") or one.get("taxonomy_id"))
        inner = known.get(id) or ({} if id else one)
    name = words(inner.get("name")) or words(inner.get("term")) or words(one.get("label"))
    uri = bare(inner.get("term_uri") or inner.get("uri"))
    if not name and not uri:
        return None
    said = " ".join(
        (
            bare(one.get("link_type")),
            bare(inner.get("vocabulary")),
            bare(inner.get("taxonomy")),
            bare(one.get("link_entity")),
        )
    )
    return Term(
        name=name,
        uri=uri,
        for_whom=_is_for_whom(said),
        for_entry=bare(one.get("link_type")).lower() in _FOR_ENTRY,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a service is about.

    Attributes
    ----------
    theme
        None where nothing said so.
    passed_over
        Whether all that is known of it says that it is not for young people.
    by
        "terms", "name" or "nothing".
    unknown
        Terms that the mapping does not know.
    """

    theme: Theme | None
    passed_over: bool
    by: str
    unknown: tuple[str, ...]


def about(terms: Sequence[Term], name: str, themes: Themes) -> About:
    """What a service is about: the theme that most of its terms mean, else that of its name."""
    votes: Counter[Theme] = Counter()
    unknown: list[str] = []
    not_young = False
    for term in terms:
        if term.for_whom or term.for_entry:
            continue
        is_known, theme = themes.of_term(term)
        if theme is not None:
            votes[theme] += 1
        elif is_known:
            not_young = True
        else:
            unknown.append(term.name or term.uri)
    if votes:
        best = votes.most_common(1)[0][0]  # the first named of equals
        return About(theme=best, passed_over=False, by="terms", unknown=tuple(unknown))
    is_known, theme = themes.of_words(name)
    passed_over = theme is None and (not_young or is_known)
    by = "name" if theme is not None else "nothing"
    return About(theme=theme, passed_over=passed_over, by=by, unknown=tuple(unknown))


def audience_of(terms: Sequence[Term], eligibilities: Sequence[str]) -> tuple[Audience, bool]:
    """For whom a service is, and whether its words name more than one such group."""
    table = audiences()
    said = [term.name for term in terms if term.for_whom] + list(eligibilities)
    found = [table[key] for text in said if len(text) < 80 and (key := plain(text)) in table]
    named = list(dict.fromkeys(one for one in found if one is not Audience.EVERYONE))
    return (named[0] if len(named) == 1 else Audience.EVERYONE), len(named) > 1
