"""The form that says what somebody may do, with a search by name that needs no script."""

from __future__ import annotations

from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

from graph.model import Role
from graph.network import Network
from service.finder import Kind, find_named
from service.people import Powers


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """Something that can be ticked."""

    value: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PowersForm:
    """What the form shows.

    Attributes
    ----------
    chosen
        What is ticked.
    organisations, areas
        What can be ticked: what is chosen already, and what was found.
    find_organisation, find_area
        As they were typed.
    missing
        Of these two, those that nothing was found for.
    """

    chosen: Powers
    organisations: tuple[Option, ...]
    areas: tuple[Option, ...]
    find_organisation: str = ""
    find_area: str = ""
    missing: frozenset[str] = frozenset()


def read_powers(form: MultiDict[str, str], network: Network) -> Powers:
    """What was ticked; what is nowhere in the graph is left out."""
    known = {role.value for role in Role}
    return Powers(
        roles=tuple(dict.fromkeys(Role(one) for one in form.getlist("roles") if one in known)),
        organisation_ids=_known(form.getlist("organisations"), network.organisations.rows),
        area_ids=_known(form.getlist("areas"), network.areas.rows),
        everywhere="yes" in form.getlist("everywhere"),
    )


def powers_form(
    chosen: Powers, network: Network, *, find_organisation: str = "", find_area: str = ""
) -> PowersForm:
    """The form, with what was looked for by name beside what is chosen."""
    organisations, areas = network.organisations, network.areas
    return PowersForm(
        chosen=chosen,
        organisations=_options(
            chosen.organisation_ids,
            organisations.rows,
            organisations.name,
            network,
            Kind.ORGANISATION,
            find_organisation,
        ),
        areas=_options(chosen.area_ids, areas.rows, areas.name, network, Kind.AREA, find_area),
        find_organisation=find_organisation,
        find_area=find_area,
        missing=frozenset(
            field
            for field, text, kind in (
                ("find_organisation", find_organisation, Kind.ORGANISATION),
                ("find_area", find_area, Kind.AREA),
            )
            if text and not find_named(network, text, kinds=(kind,))
        ),
    )


def _options(
    chosen: tuple[str, ...],
    rows: dict[str, int],
    names: object,
    network: Network,
    kind: Kind,
    wanted: str,
) -> tuple[Option, ...]:
    found = {id: str(names[rows[id]]) if id in rows else id for id in chosen}  # type: ignore[index]
    for hits in find_named(network, wanted, kinds=(kind,)):
        for hit in hits.hits:
            found.setdefault(hit.id, f"{hit.name} ({hit.detail})")
    return tuple(Option(value=id, label=label) for id, label in found.items())


def _known(ids: list[str], rows: dict[str, int]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(id for id in ids if id in rows))
