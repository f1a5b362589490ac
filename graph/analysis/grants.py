"""Where grants stand on a map, and what that rests on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np

from graph.model import GrantPlace
from graph.network import AreaTable, Codes, GrantTable, Network, Pairs, SiteTable


def grant_places(network: Network) -> Codes:
    """What each grant's place rests on, the most trustworthy that is known.

    A beneficiary area or point before the areas that the recipient serves, and those before
    its head office: money goes to an office in one place and is spent in another. One of which
    is known that it is spent in areas that are not in the graph stands in none of the others.

    Returns
    -------
    ndarray of str, shape (grants,)
        :class:`~graph.model.GrantPlace` values; empty without grants.
    """
    grants = network.grants
    spent_there = np.zeros(len(grants), dtype=bool)
    spent_there[network.benefits.left] = True
    works_there = np.zeros(len(network.organisations) + 1, dtype=bool)
    works_there[network.serves.left] = True
    based = np.append(network.organisations.site >= 0, False)
    told_elsewhere = np.array([bool(codes) for codes in grants.codes_elsewhere], dtype=bool)
    told = np.array([bool(postcode) for postcode in grants.head_office], dtype=bool)
    places: Codes = np.select(
        [
            spent_there,
            ~np.isnan(grants.latitude),
            told_elsewhere,
            works_there[grants.recipient],
            based[grants.recipient] | told,
        ],
        [
            GrantPlace.AREA.value,
            GrantPlace.POINT.value,
            GrantPlace.ELSEWHERE.value,
            GrantPlace.RECIPIENT_AREA.value,
            GrantPlace.HEAD_OFFICE.value,
        ],
        GrantPlace.UNKNOWN.value,
    )
    return places


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A grant at one of its places.

    Attributes
    ----------
    grant
        Its row.
    place
        What the place rests on.
    row
        Of the area or, for a head office, of the site; -1 for a point of the grant's own, and
        for a head office that is known by its postcode.
    longitude, latitude
        EPSG:4326 degrees; rough where the site's are.
    rough
        Whether the position is.
    """

    grant: int
    place: GrantPlace
    row: int
    longitude: float
    latitude: float
    rough: bool = False


Office = tuple[float, float, bool]
"""Longitude and latitude of a postcode, EPSG:4326 degrees, and whether they are rough."""


def grant_standings(
    network: Network, *, offices: Mapping[str, Office] = MappingProxyType({})
) -> tuple[Standing, ...]:
    """Each grant at each place that it can be drawn at, by what :func:`grant_places` says.

    A grant for several areas stands in each of them; one whose place has no position (a head
    office whose postcode nobody knows) stands nowhere.

    Parameters
    ----------
    network
        Whose grants.
    offices
        Where postcodes of head offices are, for recipients that have no site.
    """
    grants, sites = network.grants, network.sites
    benefits, serves = _areas_by_left(network.benefits), _areas_by_left(network.serves)
    found: list[Standing] = []
    for grant, code in enumerate(grant_places(network).tolist()):
        place, recipient = GrantPlace(code), int(grants.recipient[grant])
        if place is GrantPlace.AREA:
            found += _in_areas(network, benefits, grant, grant, place)
        elif place is GrantPlace.RECIPIENT_AREA:
            found += _in_areas(network, serves, recipient, grant, place)
        elif place is GrantPlace.POINT:
            found.append(_standing(grant, place, -1, grants, grant))
        elif place is GrantPlace.HEAD_OFFICE and recipient >= 0:
            site = int(network.organisations.site[recipient])
            if site >= 0:
                at = _standing(grant, place, site, sites, site)
                found.append(replace(at, rough=bool(sites.blurred[site])))
            elif office := offices.get(str(grants.head_office[grant])):
                east, north, rough = office
                found.append(
                    Standing(
                        grant=grant,
                        place=place,
                        row=-1,
                        longitude=east,
                        latitude=north,
                        rough=rough,
                    )
                )
    return tuple(one for one in found if np.isfinite(one.longitude + one.latitude))


def _in_areas(
    network: Network, areas: dict[int, list[int]], left: int, grant: int, place: GrantPlace
) -> Iterator[Standing]:
    for area in areas.get(left, ()):
        yield _standing(grant, place, area, network.areas, area)


def _areas_by_left(pairs: Pairs) -> dict[int, list[int]]:
    """The areas of each grant or organisation, once each."""
    found: dict[int, set[int]] = {}
    for left, area in zip(pairs.left.tolist(), pairs.right.tolist(), strict=True):
        found.setdefault(left, set()).add(area)
    return {left: sorted(areas) for left, areas in found.items()}


def _standing(
    grant: int, place: GrantPlace, row: int, table: AreaTable | GrantTable | SiteTable, at: int
) -> Standing:
    return Standing(
        grant=grant,
        place=place,
        row=row,
        longitude=float(table.longitude[at]),
        latitude=float(table.latitude[at]),
    )
