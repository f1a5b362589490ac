"""What the page about the network tells, as resources: one a part."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import request

from service.api.resource import Filter, Listed, Resource
from service.exports import Sheet
from service.forms.query import Query
from service.opened import network
from service.sheets import network as sheets
from service.views.network import Known, network_answer, told_of

GROUP = "The network of organisations"
TIES = (Filter("ties", Known, "Which ties count.", "stated"),)


def _part(name: str, sheet: Sheet[Any]) -> Callable[[], Listed]:
    def listed() -> Listed:
        known = network()
        ties = Query(request.args).word("ties", Known, "Which ties count") or Known.STATED
        told = told_of(known, ties)
        rows = getattr(told, name)
        return Listed(network=known, sheet=sheet, rows=rows, answer=network_answer(told))

    return listed


def _resource(
    name: str, model: str, part: str, sheet: Sheet[Any], about: str, *, items: bool = False
) -> Resource:
    return Resource(
        name=f"network-{name}",
        model=model,
        title=f"The network: {name}",
        about=about,
        group=GROUP,
        asks=True,
        columns=lambda _: sheet,
        listed=_part(part, sheet),
        filters=TIES,
        items=items,
    )


PARTNERS: tuple[Resource, ...] = (
    _resource(
        "keystones",
        "Keystone",
        "keystones",
        sheets.KEYSTONES,
        "Organisations without which others would be cut off, and what that would cost.",
        items=True,
    ),
    _resource(
        "brokers",
        "Broker",
        "brokers",
        sheets.BROKERS,
        "Organisations that lie on the ways between others.",
        items=True,
    ),
    _resource(
        "communities",
        "Community",
        "communities",
        sheets.COMMUNITIES,
        "Organisations that have more to do with each other than with the rest.",
    ),
    _resource("islands", "Island", "islands", sheets.ISLANDS, "Organisations that stand apart."),
    _resource(
        "funders",
        "Recipient",
        "recipients",
        sheets.RECIPIENTS,
        "Who depends on how many funders.",
        items=True,
    ),
    _resource(
        "councils",
        "CouncilPartners",
        "parishes",
        sheets.PARISHES,
        "Town and parish councils, and whom they work with.",
        items=True,
    ),
    _resource(
        "boards",
        "SharedBoard",
        "boards",
        sheets.BOARDS,
        "Partnerships on which the same organisations sit.",
    ),
)
"""The parts of the page, in its order."""
