"""Records out of mapped rows, one kind of list each."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable

from graph.model import (
    Activity,
    AgeRange,
    Asset,
    AssetKind,
    Audience,
    Borrowers,
    Entry,
    Organisation,
    Record,
    Request,
    RequestStage,
    Term,
    Theme,
)
from seeds.mapped.around import Organisations, Sites
from seeds.mapped.fields import Listed
from seeds.mapped.row import MappedRow
from seeds.mapped.words import term_within
from seeds.naming import readable_id, slug

MOST_PEOPLE = 100_000
_TOLD_APART: dict[Listed, tuple[tuple[str, ...], ...]] = {
    Listed.ACTIVITIES: (("organisation",), ("site_name", "postcode")),
    Listed.ASSETS: (("organisation",), ("postcode", "address")),
    Listed.ORGANISATIONS: (),
    Listed.REQUESTS: (("organisation",), ("site_name",)),
}
"""What tells rows of the same name apart, beside it: the first of each that the row says."""
_AREA = re.compile(r"[EWSNJK]\d{8}")
_CHARITY = re.compile(r"\d{6,8}(?:-\d{1,2})?")
_COMPANY = re.compile(r"(?:[A-Z]{2})?\d{5,8}")


class Maker:
    """Makes the record of a row.

    Parameters
    ----------
    prefix
        How ids begin.
    source_id
        The source that records rest on.
    organisations, sites
        What rows name.
    """

    def __init__(
        self, prefix: str, source_id: str, organisations: Organisations, sites: Sites
    ) -> None:
        self._prefix, self._source_id = prefix, source_id
        self._organisations, self._sites = organisations, sites
        self.taken_from_names: defaultdict[type[Term], Counter[str]] = defaultdict(Counter)
        self._by_name: list[Term] = []

    def record(self, listed: Listed, row: MappedRow) -> Record | None:
        """The record of a row, None where the row is refused."""
        makers: dict[Listed, Callable[[MappedRow], Record | None]] = {
            Listed.ACTIVITIES: self._activity,
            Listed.ASSETS: self._asset,
            Listed.ORGANISATIONS: self._organisation,
            Listed.REQUESTS: self._request,
        }
        self._by_name = []
        made = makers[listed](row)
        if made is None or not row.ok:
            return None
        for term in self._by_name:
            self.taken_from_names[type(term)][term.label] += 1
        return made

    def id_of(self, row: MappedRow) -> str:
        """An id of the outside's own id, or of the name and what tells it from others."""
        own, name = row.text("id"), row.text("name")
        listed = row.plan.mapping.listed
        if listed is Listed.ORGANISATIONS and name:
            id = self._organisations.id_of(name)
            if not own or not id.startswith(self._prefix):
                return id
        if own:
            return readable_id(self._prefix, slug(own)[:70])
        more = (next(filter(None, map(row.text, fields)), "") for fields in _TOLD_APART[listed])
        return readable_id(self._prefix, *(slug(one)[:50] for one in (name, *more) if one))

    def _activity(self, row: MappedRow) -> Activity | None:
        name = row.value("name", needed=True)
        runner = self._organisations.named(row, needed=True)
        theme = self._theme(row, needed=True)
        ages = row.ages(needed=True)
        where = row.text("organisation")
        site = self._sites.named(row, row.text("address").split(",")[0] or where)
        sessions, cost = row.times(), row.within("cost", 0, 100_000)
        audience, entry = row.value("audience"), row.value("entry")
        verified, website = row.value("verified_on"), row.value("website")
        if not row.ok:
            return None
        return row.build(
            lambda: Activity(
                id=self.id_of(row),
                name=name,
                organisation_id=runner or "",
                theme=theme or Theme.OPEN_ACCESS,
                ages=ages or AgeRange(age_from=0, age_to=120),
                audience=audience or Audience.EVERYONE,
                site_id=site,
                description=row.text("description"),
                website=website or "",
                sessions=sessions,
                places=self._people(row, "places"),
                cost_pounds=cost,
                entry=entry or Entry.OPEN,
                source_id=self._source_id,
                verified_on=verified,
            ),
            {"cost_pounds": "cost"},
        )

    def _theme(self, row: MappedRow, *, needed: bool) -> Theme | None:
        """What a row's theme says; else what its name says."""
        text = row.text("theme") if row.plan.at.get("theme") else ""
        if text:
            words = term_within(text, Theme)
            if words.read and words.value is not None:
                row.value("theme")
                return words.value if isinstance(words.value, Theme) else None
        name = row.plan.mapping.read_as("theme", row.text("name"))
        found = term_within(name, Theme).value if needed else None
        if found is None and (chosen := row.plan.mapping.otherwise.get("theme", "")):
            found = term_within(chosen, Theme).value
        if found is None and needed and row.ok:
            words_of = text or row.text("name")
            row.mark(
                "theme" if text else "name",
                f"“{words_of[:60]}” does not say which of our themes it is about; choose one.",
                refuses=True,
                text=words_of,
                about="theme",
            )
        elif found is not None and text:
            message = f"“{text[:60]}” is none of our themes; “{found.label}” was taken instead."
            row.mark("theme", message, refuses=False, text=text)
        elif isinstance(found, Theme) and row.ok:
            self._by_name.append(found)
        return found if isinstance(found, Theme) else None

    def _people(self, row: MappedRow, name: str) -> int | None:
        row.within(name, 0, MOST_PEOPLE)
        value = row.whole(name)
        return value if value is not None and 0 <= value <= MOST_PEOPLE else None

    def _asset(self, row: MappedRow) -> Asset | None:
        name = row.value("name", needed=True)
        kind = self._asset_kind(row, "kind")
        keeper = self._organisations.named(row, needed=False)
        site = self._sites.named(row, name or "")
        availability, cost = row.times(), row.within("cost", 0, 100_000)
        borrowers, step_free = row.value("borrowers"), row.value("step_free")
        quantity, verified = row.within("quantity", 0, 1e12), row.value("verified_on")
        if not row.ok:
            return None
        return row.build(
            lambda: Asset(
                id=self.id_of(row),
                name=name,
                kind=kind or AssetKind.VENUE,
                organisation_id=keeper,
                site_id=site,
                description=row.text("description"),
                quantity=quantity,
                unit=row.text("unit")[:50],
                capacity=self._people(row, "capacity"),
                availability=availability,
                conditions=row.text("conditions"),
                borrowers=borrowers or Borrowers.UNKNOWN,
                cost_pounds_per_hour=cost,
                step_free=step_free,
                source_id=self._source_id,
                verified_on=verified,
            ),
            {"cost_pounds_per_hour": "cost"},
        )

    def _asset_kind(self, row: MappedRow, field: str) -> AssetKind | None:
        """What a row's kind says; else what its name says; else what the mapping says."""
        if row.plan.at.get(field) and any(row.cells[at] for at in row.plan.at[field]):
            found = row.value(field, needed=True)
        else:
            found = term_within(row.text("name"), AssetKind).value
            if found is not None:
                self._by_name.append(found)
            found = found or row.value(field, needed=True)
        return found if isinstance(found, AssetKind) else None

    def _organisation(self, row: MappedRow) -> Organisation | None:
        name = row.value("name", needed=True)
        kind = row.value("kind", needed=True)
        site = self._sites.named(row, name or "")
        website, verified = row.value("website"), row.value("verified_on")
        identifiers = (
            *self._identifier(row, "charity_number", _CHARITY, "GB-CHC-"),
            *self._identifier(row, "company_number", _COMPANY, "GB-COH-"),
        )
        if not row.ok or name is None:
            return None
        return row.build(
            lambda: Organisation(
                id=self.id_of(row),
                name=name,
                kind=kind,
                description=row.text("description"),
                website=website or "",
                identifiers=identifiers,
                area_ids=tuple(dict.fromkeys(_AREA.findall(row.text("areas").upper()))),
                site_id=site,
                source_id=self._source_id,
                verified_on=verified,
            ),
            {},
        )

    def _identifier(
        self, row: MappedRow, field: str, form: re.Pattern[str], prefix: str
    ) -> tuple[str, ...]:
        text = row.text(field).upper().replace(" ", "").removeprefix(prefix)
        if not text or text in ("-", "N/A", "NA", "NONE"):
            return ()
        if not form.fullmatch(text):
            row.mark(field, f"“{text[:40]}” is no such number. It was left out.", refuses=False)
            return ()
        return (prefix + (text.zfill(8) if field == "company_number" else text),)

    def _request(self, row: MappedRow) -> Request | None:
        name = row.value("name", needed=True)
        asker = self._organisations.named(row, needed=True)
        wanted = self._asset_kind(row, "wanted")
        site = self._sites.named(row, row.text("organisation"))
        times, most = row.times(), row.within("cost", 0, 100_000)
        ages, theme = row.ages(needed=False), self._theme(row, needed=False)
        starts, ends, stage = row.value("starts_on"), row.value("ends_on"), row.value("stage")
        quantity, verified = row.within("quantity", 0, 1e12), row.value("verified_on")
        step_free = bool(row.value("step_free"))
        if not row.ok:
            return None
        return row.build(
            lambda: Request(
                id=self.id_of(row),
                name=name,
                organisation_id=asker or "",
                wanted=wanted or AssetKind.ROOM,
                description=row.text("description"),
                quantity=quantity,
                unit=row.text("unit")[:50],
                capacity=self._people(row, "capacity"),
                times=times,
                site_id=site,
                ages=ages,
                theme=theme,
                most_pounds_per_hour=most,
                step_free=step_free,
                starts_on=starts,
                ends_on=ends,
                stage=stage or RequestStage.OPEN,
                source_id=self._source_id,
                verified_on=verified,
            ),
            {"most_pounds_per_hour": "cost"},
        )
