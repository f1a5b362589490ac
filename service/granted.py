"""Grants as lines of tables: who gave whom how much, and what their place rests on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np

from graph.analysis.grants import grant_places
from graph.analysis.memory import remembered
from graph.model import GrantPlace, Regrant
from graph.network import Codes, Network
from service import links
from service.links import Link

REGRANTS = {word.value: word for word in Regrant}
PLACES = {word.value: word for word in GrantPlace}


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantLine:
    """A grant in a table.

    Attributes
    ----------
    link
        Its page.
    given
        Seen from an organisation: whether it gave it.
    other
        Seen from an organisation: the one at the other end; of a list, the recipient.
    funder
        Who gave it.
    areas
        Where it is spent, or where its recipient works.
    place
        What that rests on.
    regrant
        How the recipient gives it on, None where it does not.
    """

    link: Link
    given: bool
    other: Link
    funder: Link
    amount_pounds: float
    awarded_on: date
    areas: tuple[Link, ...]
    place: GrantPlace
    regrant: Regrant | None


@remembered(most=1)
def rests_on(network: Network) -> Codes:
    """What each grant's place rests on: :class:`~graph.model.GrantPlace` values."""
    return grant_places(network)


def line_of(network: Network, grant: int, *, given: bool = True) -> GrantLine:
    """A grant's line, from its row; ``given`` shows its recipient, otherwise its funder."""
    table = network.grants
    place = PLACES[str(rests_on(network)[grant])]
    funder = links.organisation(network, int(table.funder[grant]))
    recipient = links.organisation(network, int(table.recipient[grant]))
    return GrantLine(
        link=Link(text=str(table.name[grant]), address=links.grant_address(str(table.id[grant]))),
        given=given,
        other=recipient if given else funder,
        funder=funder,
        amount_pounds=float(table.amount_pounds[grant]),
        awarded_on=table.awarded_on[grant].astype(date),
        areas=_areas(network, grant, place),
        place=place,
        regrant=REGRANTS.get(str(table.regrant[grant])),
    )


def _areas(network: Network, grant: int, place: GrantPlace) -> tuple[Link, ...]:
    """The areas that a grant's place names."""
    if place is GrantPlace.AREA:
        pairs, row = network.benefits, grant
    elif place is GrantPlace.RECIPIENT_AREA:
        pairs, row = network.serves, int(network.grants.recipient[grant])
    else:
        return ()
    return tuple(links.area(network, int(area)) for area in pairs.right[pairs.left == row])


def in_order(network: Network, grants: Iterable[int]) -> list[int]:
    """Rows of grants, the newest first, then by name and id."""
    table = network.grants
    return sorted(
        grants,
        key=lambda row: (-int(table.awarded_on[row].astype(int)), str(table.name[row]), row),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """What grants come to.

    Attributes
    ----------
    grants, pounds
        How many, and of how much; money to be given on is left out of the pounds.
    passed_on, passed_on_pounds
        How many are given on to others, and of how much: it stands in the graph again as the
        grants that it became.
    spent, elsewhere, works, office_only
        How many stand by where they are spent, are spent in areas that the graph does not have,
        stand by where their recipient works, and at a head office only.
    placeless
        How many have no known place.
    """

    grants: int
    pounds: float
    passed_on: int
    passed_on_pounds: float
    spent: int
    elsewhere: int
    works: int
    office_only: int
    placeless: int

    @property
    def by_place(self) -> tuple[tuple[int, str], ...]:
        """How many grants stand by what, in words; without what there is none of."""
        spent = "by where it is spent" if self.spent == 1 else "by where they are spent"
        told = (
            (self.spent, spent),
            (self.elsewhere, "in areas that are not in the graph"),
            (self.works, "by where the recipient works"),
            (self.office_only, "by a head office only"),
            (self.placeless, "with no known place"),
        )
        return tuple((number, words) for number, words in told if number)


def sum_of(network: Network) -> Sum:
    """What all grants come to."""
    table = network.grants
    on = np.array([code in REGRANTS for code in table.regrant], dtype=bool)
    pounds = np.nan_to_num(table.amount_pounds)
    stand = Counter(rests_on(network).tolist())
    return Sum(
        grants=len(table),
        pounds=float(pounds[~on].sum()),
        passed_on=int(on.sum()),
        passed_on_pounds=float(pounds[on].sum()),
        spent=stand[GrantPlace.AREA.value] + stand[GrantPlace.POINT.value],
        elsewhere=stand[GrantPlace.ELSEWHERE.value],
        works=stand[GrantPlace.RECIPIENT_AREA.value],
        office_only=stand[GrantPlace.HEAD_OFFICE.value],
        placeless=stand[GrantPlace.UNKNOWN.value],
    )
