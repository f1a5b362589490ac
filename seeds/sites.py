"""The sites of one upload: the same name at the same position is the same site."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

from graph.blurring import blurred
from graph.model import Site
from seeds.cells import Row
from seeds.naming import likeness, site_id


class Sites:
    """Sites as rows name them, with or without a position.

    Parameters
    ----------
    known
        Names of the sites in the graph, by id.
    """

    def __init__(self, known: Mapping[str, str]) -> None:
        self.made: dict[str, Site] = {}
        self._hidden: dict[str, str] = {}
        self._known = known
        self._by_name: defaultdict[str, set[str]] = defaultdict(set)
        for id, name in known.items():
            self._by_name[likeness(name)].add(id)

    def gather(self, row: Row, source_id: str) -> None:
        """Make the site of a row that gives a position; other rows are left for :meth:`find`.

        A site that two rows give is filled from both: what the first leaves
        empty the next may tell.
        """
        latitude, longitude = row.number_in("latitude"), row.number_in("longitude")
        is_hidden, verified = row.yes_no("blurred"), row.day("verified_on")
        name = row.text("site_name") or row.text("name")
        if not row.ok or not name or (latitude is None and longitude is None):
            return
        site = row.build(
            lambda: Site(
                id=site_id(name, latitude or 0.0, longitude or 0.0),
                name=name,
                latitude=latitude,  # type: ignore[arg-type]  # half a position is the model's to refuse
                longitude=longitude,  # type: ignore[arg-type]
                address=row.text("address"),
                postcode=row.text("postcode").upper(),
                source_id=source_id,
                verified_on=verified,
            ),
            {"name": "site_name"},
        )
        if site is None:
            return
        if is_hidden or site.id in self._hidden:
            site = self._hide(site)
        before = self.made.get(site.id)
        if before is not None:
            days = [day for day in (before.verified_on, site.verified_on) if day is not None]
            site = replace(
                before,
                address=before.address or site.address,
                postcode=before.postcode or site.postcode,
                verified_on=max(days, default=None),
            )
        self.made[site.id] = site
        self._by_name[likeness(site.name)].add(site.id)

    def _hide(self, site: Site) -> Site:
        """A site that must not be found: rough, and its id tells nothing of where it is."""
        rough = blurred(site)
        rough = replace(rough, id=site_id(rough.name, rough.latitude, rough.longitude))
        self._hidden[site.id] = rough.id
        if self.made.pop(site.id, None):
            self._by_name[likeness(site.name)].discard(site.id)
        return rough

    def find(self, row: Row) -> str | None:
        """The id of a row's site; None where it names none, or an error was noted."""
        if row.text("latitude") or row.text("longitude"):
            if not row.ok:
                return None
            latitude, longitude = row.number_in("latitude"), row.number_in("longitude")
            if latitude is None or longitude is None:
                return None
            id = site_id(row.text("site_name") or row.text("name"), latitude, longitude)
            return self._hidden.get(id, id)
        name = row.text("site_name")
        if name:
            return self._named(row, name)
        for column in ("address", "postcode"):
            if row.text(column):
                row.fault(
                    "An address alone cannot be placed; give latitude and longitude as well.",
                    column,
                )
                break
        return None

    def _named(self, row: Row, name: str) -> str | None:
        if name in self._known or name in self.made:
            return name
        same = sorted(self._by_name.get(likeness(name), ()))
        if len(same) == 1:
            return same[0]
        if same:
            row.fault(
                f"“{name[:60]}” is the name of {len(same)} sites; give latitude and longitude, "
                f"or one of their ids: {', '.join(same[:4])}.",
                "site_name",
            )
        else:
            row.fault(
                f"No site is called “{name[:60]}” yet; give its latitude and longitude.",
                "site_name",
            )
        return None
