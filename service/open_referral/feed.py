"""The feed of one revision: the rows of a snapshot that are public, with the feed's own ids."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

import numpy as np

from graph.model import Audience, Contact, ContactKind, Theme
from graph.model.deliveries import Gone
from graph.network import Flags, Floats, Index, Network, Pairs, Table, Text
from service.contacts import shown_to
from service.formats import folded
from service.open_referral.identity import uuid_of
from service.open_referral.plain import email
from service.open_referral.times import Session


@dataclass(frozen=True, kw_only=True, eq=False)
class Beside:
    """What the feed tells and a snapshot does not hold.

    Attributes
    ----------
    identifiers
        Of organisations, by their id.
    emails
        The address that everybody may see, of organisations that have one.
    changed
        When activities, organisations and sites last changed, by kind and id.
    newest
        The moment of the newest change of anything, None where there is none.
    gone
        Activities that no source has any more that had them, by their id.
    """

    identifiers: Mapping[str, tuple[str, ...]]
    emails: Mapping[str, str]
    changed: Mapping[str, Mapping[str, datetime]]
    newest: datetime | None
    gone: Mapping[str, Gone] = field(default_factory=dict)


NOTHING_BESIDE = Beside(identifiers={}, emails={}, changed={}, newest=None)


def public_emails(contacts: Iterable[Contact]) -> dict[str, str]:
    """The first e-mail address of each organisation that everybody may see; nobody's name."""
    found: dict[str, str] = {}
    for contact in shown_to(None, contacts):
        address = email(contact.value) if contact.kind is ContactKind.EMAIL else None
        if address:
            found.setdefault(contact.organisation_id, address)
    return found


class Grouped:
    """The right rows of a relation by its left row."""

    def __init__(self, pairs: Pairs, size: int) -> None:
        order = np.lexsort((pairs.right, pairs.left))
        self._right = pairs.right[order].tolist()
        self._starts = np.searchsorted(pairs.left[order], np.arange(size + 1)).tolist()

    def of(self, row: int) -> list[int]:
        """The right rows of a left one, in order."""
        found: list[int] = self._right[self._starts[row] : self._starts[row + 1]]
        return found


def _ids(kind: str, table: Table) -> list[str]:
    return [uuid_of(kind, id) for id in table.id]


def _rows(ids: Iterable[str]) -> dict[str, int]:
    return {id: row for row, id in enumerate(ids)}


@dataclass(frozen=True, kw_only=True, eq=False)
class Feed:
    """What the feed is made from; each column is worked out when it is first needed.

    Attributes
    ----------
    network
        The snapshot.
    beside
        What it does not hold.
    """

    network: Network
    beside: Beside = NOTHING_BESIDE

    @cached_property
    def service_ids(self) -> list[str]:
        """The feed's id of each activity, by row."""
        return _ids("service", self.network.activities)

    @cached_property
    def organisation_ids(self) -> list[str]:
        """The feed's id of each organisation, by row."""
        return _ids("organization", self.network.organisations)

    @cached_property
    def location_ids(self) -> list[str]:
        """The feed's id of each site, by row."""
        return _ids("location", self.network.sites)

    @cached_property
    def at_ids(self) -> list[str]:
        """The feed's id of each activity at its site, by the activity's row."""
        return _ids("service_at_location", self.network.activities)

    @cached_property
    def service_rows(self) -> dict[str, int]:
        """The row of an activity, by the feed's id."""
        return _rows(self.service_ids)

    @cached_property
    def organisation_rows(self) -> dict[str, int]:
        """The row of an organisation, by the feed's id."""
        return _rows(self.organisation_ids)

    @cached_property
    def at_rows(self) -> dict[str, int]:
        """The row of an activity that has a site, by the feed's id of it being there."""
        return {self.at_ids[row]: row for row in np.flatnonzero(self.located).tolist()}

    @cached_property
    def located(self) -> Flags:
        """Whether each activity has a site."""
        return np.asarray(self.network.activities.site >= 0)

    @cached_property
    def serves(self) -> Grouped:
        """The areas that organisations serve."""
        return Grouped(self.network.serves, len(self.network.organisations))

    @cached_property
    def stands_in(self) -> Grouped:
        """The areas that sites stand in."""
        return Grouped(self.network.stands_in, len(self.network.sites))

    @cached_property
    def within(self) -> Grouped:
        """The areas that areas lie in."""
        within = self.network.within
        return Grouped(Pairs(left=within.inner, right=within.outer), len(self.network.areas))

    @cached_property
    def services_of(self) -> Grouped:
        """The activities that organisations run."""
        run = self.network.activities.organisation
        known = np.flatnonzero(run >= 0).astype(np.int32)
        pairs = Pairs(left=run[known], right=known)
        return Grouped(pairs, len(self.network.organisations))

    @cached_property
    def sessions(self) -> list[list[Session]]:
        """The sessions of each activity, by row."""
        times = self.network.sessions
        found: list[list[Session]] = [[] for _ in range(len(self.network.activities))]
        columns = (times.owner, times.day, times.start, times.end, times.season)
        for owner, *session in zip(*(column.tolist() for column in columns), strict=True):
            day, start, end, season = session
            found[owner].append((day, start, end, season))
        return found

    @cached_property
    def positions(self) -> tuple[Floats, Floats]:
        """Easting and northing of each site, rough where it must not be found."""
        return self.network.sites.easting, self.network.sites.northing

    @cached_property
    def step_free(self) -> dict[int, bool]:
        """Whether a wheelchair user gets in, by site, where assets there say: all must say yes."""
        assets = self.network.assets
        found: dict[int, bool] = {}
        for row in np.flatnonzero((assets.site >= 0) & ~np.isnan(assets.step_free)).tolist():
            site = int(assets.site[row])
            found[site] = found.get(site, True) and bool(assets.step_free[row] > 0)
        return found

    @cached_property
    def service_moments(self) -> Floats:
        """When each activity, its organisation or its site last changed, seconds; NaN unknown."""
        table = self.network.activities
        own = self._moments("activities", table)
        for id, gone in self.beside.gone.items():
            if gone.at is not None and id in table.rows:
                row = table.rows[id]
                own[row] = np.fmax(own[row], gone.at.timestamp())
        return np.fmax(
            own,
            np.fmax(
                _taken(self.organisation_moments, table.organisation),
                _taken(self._moments("sites", self.network.sites), table.site),
            ),
        )

    def gone_of(self, row: int) -> Gone | None:
        """Since when no source has it; None where one has, or somebody checked it since."""
        table = self.network.activities
        found = self.beside.gone.get(str(table.id[row]))
        if found is None:
            return None
        checked = table.verified_on[row]
        is_right = not np.isnat(checked) and checked > np.datetime64(found.vanished_on)
        return None if is_right else found

    @cached_property
    def organisation_moments(self) -> Floats:
        """When each organisation last changed, seconds since 1970; NaN where not known."""
        return self._moments("organisations", self.network.organisations)

    def _moments(self, kind: str, table: Table) -> Floats:
        known = self.beside.changed.get(kind, {})
        return np.array(
            [known[id].timestamp() if id in known else np.nan for id in table.id], dtype=np.float64
        )

    @cached_property
    def service_texts(self) -> list[str]:
        """What is searched of each activity: its words and its organisation's name, folded."""
        table = self.network.activities
        themes = {theme.value: theme.label for theme in Theme}
        audiences = {audience.value: audience.label for audience in Audience}
        names = [*self.network.organisations.name, ""]
        return [
            folded(f"{name}\n{words}\n{names[by]}\n{themes[theme]}\n{audiences[audience]}")
            for name, words, by, theme, audience in zip(
                table.name,
                table.description,
                table.organisation.tolist(),
                table.theme.tolist(),
                table.audience.tolist(),
                strict=True,
            )
        ]

    @cached_property
    def organisation_texts(self) -> list[str]:
        """What is searched of each organisation: its name and description, folded."""
        return _texts(self.network.organisations.name, self.network.organisations.description)

    @cached_property
    def illustrative(self) -> frozenset[str]:
        """The ids of the sources whose facts are invented."""
        return frozenset(one.id for one in self.network.sources if one.illustrative)

    @cached_property
    def source_documents(self) -> dict[str, dict[str, str]]:
        """What is said of each source, by its id."""
        return {
            one.id: {
                name: value
                for name, value in (
                    ("name", one.name),
                    ("licence", one.licence),
                    ("attribution", one.attribution),
                    ("website", one.website),
                )
                if value
            }
            for one in self.network.sources
        }

    def identifiers_of(self, row: int) -> tuple[str, ...]:
        """The identifiers of an organisation."""
        return self.beside.identifiers.get(str(self.network.organisations.id[row]), ())


def _texts(names: Text, descriptions: Text) -> list[str]:
    return [folded(f"{name}\n{said}") for name, said in zip(names, descriptions, strict=True)]


def _taken(values: Floats, rows: Index) -> Floats:
    """The value of each row; NaN for -1."""
    padded = np.append(values, np.nan)
    return np.asarray(padded[rows], dtype=np.float64)
