"""The funders and recipients of a grants file, each once, with all that its rows tell of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from graph.errors import InvalidData
from graph.model import Organisation
from graph.model.things import NAME_LENGTH, TEXT_LENGTH, require_text, require_web_address
from seeds.three_sixty_giving.doubts import Doubts
from seeds.three_sixty_giving.kinds import kind_of
from seeds.three_sixty_giving.naming import is_id, nameless_id, record_id
from seeds.three_sixty_giving.org_ids import numbers_in, org_id_in
from seeds.three_sixty_giving.values import is_unsaid, text_in


@dataclass(slots=True)
class _Known:
    """What the rows so far tell of one organisation."""

    id: str
    row: int
    name: str
    identifiers: dict[str, None] = field(default_factory=dict)
    description: str = ""
    website: str = ""
    told: str = ""
    gives: bool = False


class Organisations:
    """The organisations of one file.

    Parameters
    ----------
    own
        What identifiers begin with that the graph gave itself.
    doubts
        Where assumptions are noted.
    """

    def __init__(self, own: str, doubts: Doubts) -> None:
        self._own, self._doubts = own, doubts
        self._known: dict[str, _Known] = {}
        self._ids: dict[str, str] = {}
        self._funders: dict[str, tuple[Mapping[str, Any], str]] = {}

    def id_of(self, it: Mapping[str, Any], row: int, *, funder: str = "") -> str | None:
        """The record id of an organisation, which is noted; None where it has no name.

        Parameters
        ----------
        it
            The organisation as the grant has it.
        row
            The grant's row.
        funder
            The id of who gives to it; empty where it is the funder itself.
        """
        quick = self._funders.get(str(it.get("id"))) if not funder and len(it) == 2 else None
        if quick is not None and quick[0] == it:  # most files have one funder
            return quick[1]
        id = self._found(it, row, funder)
        if id is not None and not funder:
            self._funders[str(it.get("id"))] = it, id
        return id

    def _found(self, it: Mapping[str, Any], row: int, funder: str) -> str | None:
        name, told = text_in(it.get("name")), text_in(it.get("id"))
        name, identifier = "" if is_unsaid(name) else name, org_id_in(told)
        if told and not identifier:
            self._doubts.add("numberless", row)
        if identifier not in self._ids and not is_id(identifier):
            identifier = next(iter(numbers_in(it)), identifier)
        if not name:
            name = self._name_known(identifier)
            if not name:
                return None
        id = self._ids.get(identifier) if identifier else nameless_id(funder, name)
        if id is None:
            id = self._ids[identifier] = record_id(identifier, self._own)
        known = self._known.get(id)
        if known is None:
            require_text(name[:NAME_LENGTH], "name", empty=False)
            known = self._known[id] = self._begun(id, identifier, name, row)
        elif known.name != name and known.name != name[:NAME_LENGTH].strip():
            self._doubts.add("names", row)
        known.gives = known.gives or not funder
        if len(it) > 2:
            self._filled(known, it, row)
        return id

    def _name_known(self, identifier: str) -> str:
        known = self._known.get(self._ids.get(identifier, ""))
        return known.name if known else ""

    def _begun(self, id: str, identifier: str, name: str, row: int) -> _Known:
        if len(name) > NAME_LENGTH:
            self._doubts.add("long", row)
        known = _Known(id, row, name[:NAME_LENGTH].strip())
        if not identifier:
            self._doubts.add("nameless", row)
        elif not is_id(identifier):
            self._doubts.add("odd", row)
        elif not (self._own and identifier.startswith(self._own)):
            known.identifiers[identifier] = None
        return known

    def _filled(self, known: _Known, it: Mapping[str, Any], row: int) -> None:
        charity = it.get("charityNumber")
        told = f"GB-CHC-{charity}" in known.identifiers and not it.get("companyNumber")
        if not told:  # the number says what the identifier said
            for number in numbers_in(it):
                known.identifiers.setdefault(number)
        if not known.description and (words := text_in(it.get("description"))):
            known.description = words[:TEXT_LENGTH].strip()
            if len(words) > TEXT_LENGTH:
                self._doubts.add("long", row)
        if not known.told:
            known.told = text_in(it.get("organisationType"))
        if not known.website and (address := text_in(it.get("url"))):
            known.website = self._website(address, row)

    def _website(self, address: str, row: int) -> str:
        whole = address if "://" in address[:10] else f"https://{address}"
        try:
            require_web_address(whole, "website")
        except InvalidData:
            whole = ""
        if "." not in whole or len(whole) > 2_000:
            self._doubts.add("website", row)
            return ""
        return whole

    def records(self, ids: set[str], source_id: str | None) -> tuple[Organisation, ...]:
        """The organisations that the grants name, in the order in which they came."""
        return tuple(
            self._made(known, source_id) for known in self._known.values() if known.id in ids
        )

    def _made(self, known: _Known, source_id: str | None) -> Organisation:
        identifiers = tuple(known.identifiers)
        return Organisation(
            id=known.id,
            name=known.name,
            kind=kind_of(known.name, identifiers, told=known.told, gives=known.gives),
            description=known.description,
            website=known.website,
            identifiers=identifiers,
            source_id=source_id,
        )
