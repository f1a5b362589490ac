"""Partnerships and the seats on them."""

from __future__ import annotations

from dataclasses import dataclass

from graph.errors import InvalidData
from graph.model.terms import Participation, PartnershipKind, SeatHolder
from graph.model.things import Thing, require_id, require_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Partnership(Thing):
    """A board, forum, consortium, network or project that organisations and young people sit on.

    Attributes
    ----------
    kind
        What it is.
    area_ids
        The areas that it works for.
    participation
        Its place on the participation scale, None where nobody placed it.
    participation_evidence
        Why it was placed there, in words.
    """

    kind: PartnershipKind
    description: str = ""
    area_ids: tuple[str, ...] = ()
    participation: Participation | None = None
    participation_evidence: str = ""

    def __post_init__(self) -> None:
        Thing.__post_init__(self)
        require_text(self.description, "description")
        require_text(self.participation_evidence, "participation_evidence")


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat(Thing):
    """One place on a partnership (``name`` is its title: "Chair", "Young adviser").

    Attributes
    ----------
    partnership_id
        The partnership.
    holder
        An organisation or young people. Young people are never named.
    organisation_id
        The organisation that holds it; for young people, the group that
        sends them, None where they come as themselves.
    voting, paid, chair
        What the seat carries.
    """

    partnership_id: str
    holder: SeatHolder
    organisation_id: str | None = None
    voting: bool = True
    paid: bool = False
    chair: bool = False

    def __post_init__(self) -> None:
        Thing.__post_init__(self)
        require_id(self.partnership_id, "partnership_id")
        if self.holder is SeatHolder.ORGANISATION and not self.organisation_id:
            raise InvalidData("A seat held by an organisation names it.", field="organisation_id")
