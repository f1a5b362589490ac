"""What is known around a spreadsheet: organisations and places of the graph, and postcodes."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from graph.model import Organisation, OrganisationKind, Site
from seeds.mapped.cells import POSTCODE
from seeds.mapped.row import MappedRow
from seeds.mapped.words import term_within
from seeds.naming import likeness, readable_id, site_id, slug

Point = tuple[float, float]
_US_ZIP = re.compile(r"\d{5}(?:-\d{4})?")


def _nowhere(_postcode: str) -> tuple[Point, bool] | None:
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What the graph and a file of postcodes know.

    Attributes
    ----------
    organisations
        Names by id.
    sites
        Where a site is, degrees north and east, by its name as :func:`~seeds.naming.likeness` has
        it and its postcode; only names that stand for one site.
    point
        Where a postcode is, and whether that is exact; None where nobody knows.
    """

    organisations: Mapping[str, str] = field(default_factory=dict)
    sites: Mapping[tuple[str, str], Point] = field(default_factory=dict)
    point: Callable[[str], tuple[Point, bool] | None] = _nowhere


class Organisations:
    """The organisations that rows name: known ones by name, and new ones.

    Parameters
    ----------
    around
        What the graph knows.
    prefix
        How ids of new ones begin.
    """

    def __init__(self, around: Around, prefix: str, source_id: str) -> None:
        self.made: dict[str, Organisation] = {}
        self._prefix, self._source_id = prefix, source_id
        self._known: defaultdict[str, list[str]] = defaultdict(list)
        for id, name in around.organisations.items():
            self._known[likeness(name)].append(id)

    def id_of(self, name: str) -> str:
        """The id of an organisation of a name: that of the graph where one has the name."""
        known = self._known.get(likeness(name), [])
        return known[0] if len(known) == 1 else readable_id(self._prefix, slug(name)[:70])

    def named(self, row: MappedRow, *, needed: bool) -> str | None:
        """The id of the organisation that a row names; a new one is made of its name."""
        name = row.text("organisation")
        if not name:
            if needed:
                row.value("organisation", needed=True)
            return None
        id = self.id_of(name)
        if id.startswith(self._prefix) and id not in self.made and row.ok:
            made = row.build(
                lambda: Organisation(
                    id=id, name=name, kind=self._kind(row, name), source_id=self._source_id
                ),
                {"name": "organisation", "id": "organisation"},
            )
            if made is not None:
                self.made[id] = made
        return id

    def _kind(self, row: MappedRow, name: str) -> OrganisationKind:
        said = row.value("organisation_kind")
        kind = said or term_within(name, OrganisationKind).value
        return kind if isinstance(kind, OrganisationKind) else OrganisationKind.VOLUNTARY


def _within(row: MappedRow) -> str:
    """The one postcode that stands in a row's address or name of a place; empty where none does."""
    if row.text("postcode"):
        return ""
    words = f"{row.text('address')} ; {row.text('site_name')}"
    found = {" ".join(one).upper() for one in POSTCODE.findall(words)}
    return found.pop() if len(found) == 1 else ""


class Sites:
    """The sites that rows name: by a position, or by a postcode that somebody knows."""

    def __init__(self, around: Around, source_id: str) -> None:
        self.made: dict[str, Site] = {}
        self._around, self._source_id = around, source_id

    def named(self, row: MappedRow, otherwise: str) -> str | None:
        """The id of the site of a row; None where it names no place, or nobody knows where.

        Parameters
        ----------
        otherwise
            What the site is called where the row does not say.
        """
        address, postcode = row.text("address")[:500], row.value("postcode") or _within(row)
        if _US_ZIP.fullmatch(row.text("postcode").strip()):
            message = f"“{row.text('postcode')}” is no postcode of the United Kingdom."
            row.mark("postcode", message, refuses=True)
        name = (row.text("site_name") or otherwise or address or postcode)[:300]
        at = self._point(row, name, postcode)
        if at is None or not row.ok:
            return None
        made = row.build(
            lambda: Site(
                id=site_id(name, *at),
                name=name,
                latitude=at[0],
                longitude=at[1],
                address=address,
                postcode=postcode,
                source_id=self._source_id,
            ),
            {"name": "site_name"},
        )
        if made is None:
            return None
        first = self.made.setdefault(made.id, made)
        self.made[made.id] = replace(
            first,
            address=first.address or made.address,
            postcode=first.postcode or made.postcode,
        )
        return made.id

    def _point(self, row: MappedRow, name: str, postcode: str) -> Point | None:
        latitude, longitude = row.value("latitude"), row.value("longitude")
        if latitude is not None and longitude is not None:
            return round(latitude, 6), round(longitude, 6)
        if latitude is not None or longitude is not None:
            row.mark("latitude", "Half a position; give both degrees, or none.", refuses=True)
            return None
        if not postcode:
            if row.text("site_name") or row.text("address"):
                message = "No postcode or position, so nobody can tell where it is; kept without."
                place = "site_name" if row.text("site_name") else "address"
                row.mark(place, message, refuses=False)
            return None
        known = self._around.sites.get((likeness(name), postcode))
        if known is not None:
            return known
        found = self._around.point(postcode)
        if found is None:
            message = f"Nobody here knows where {postcode} is; kept without a place."
            row.mark("postcode", message, refuses=False)
            return None
        at, is_exact = found
        if not is_exact:
            message = f"{postcode} is placed roughly, by its neighbours."
            row.mark("postcode", message, refuses=False)
        return round(at[0], 6), round(at[1], 6)
