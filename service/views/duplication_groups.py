"""``/duplication/groups``: overlaps that hang together, as groups to bring to one table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from flask import Blueprint, Response

from graph.analysis.duplication import Cluster, Duplication, Overlap
from graph.analysis.duplication.clusters import LEAST_GROUP
from graph.analysis.weekly import Sessions
from service import access
from service.asked import Asked, asked_rightly
from service.forms.paging import Paging
from service.pages import Crumb, Page
from service.views.duplication import PER_PAGE, found_overlaps

views = Blueprint("duplication_groups", __name__)

MOST_ROWS = 50
"""Overlaps of one group that its page lists; the files hold them all."""


@dataclass(frozen=True, kw_only=True)
class GroupsPage(Page):
    """Every group of services that overlap with each other.

    Attributes
    ----------
    asked, found
        The question, and the finding.
    groups, paging
        The groups of this page of the list.
    least
        Services from which on it is called a group.
    """

    template: ClassVar[str] = "duplication/groups.html"
    section: ClassVar[str] = "/duplication"
    asked: Asked
    found: Duplication
    groups: tuple[Cluster, ...]
    paging: Paging
    least: int = LEAST_GROUP


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One service of a group."""

    id: str
    name: str
    organisation_id: str
    organisation: str
    site: str
    sessions: tuple[str, ...]
    place_hours_per_week: float


@dataclass(frozen=True, kw_only=True)
class GroupPage(Page):
    """One group: its services, and the overlaps that hang it together.

    Attributes
    ----------
    asked, found
        The question, and the finding.
    group, members
        The group and its services, the most place-hours first.
    rows
        Its overlaps, the strongest first, at most :data:`MOST_ROWS`.
    """

    template: ClassVar[str] = "duplication/group.html"
    section: ClassVar[str] = "/duplication"
    asked: Asked
    found: Duplication
    group: Cluster
    members: tuple[Member, ...]
    rows: tuple[Overlap, ...]


@views.get("/duplication/groups")
@access.public
def groups() -> Response:
    """Every group of at least three services."""
    asked = asked_rightly()
    found = found_overlaps(asked)
    listed = found.groups_of(at_least=LEAST_GROUP)
    paging = asked.paging("/duplication/groups", len(listed), PER_PAGE)
    return GroupsPage(
        title="Groups of services that overlap",
        crumbs=(Crumb(text="Duplication", address=asked.address("/duplication")),),
        asked=asked,
        found=found,
        groups=listed[paging.slice],
        paging=paging,
    ).answer()


@views.get("/duplication/groups/<id>")
@access.public
def group(id: str) -> Response:
    """The group that an overlap belongs to."""
    asked = asked_rightly()
    found = found_overlaps(asked)
    shown = found.group(id)
    return GroupPage(
        title=shown.name,
        crumbs=(
            Crumb(text="Duplication", address=asked.address("/duplication")),
            Crumb(text="Groups", address=asked.address("/duplication/groups")),
        ),
        asked=asked,
        found=found,
        group=shown,
        members=_members(found, shown),
        rows=found.cluster_rows(shown.number)[:MOST_ROWS],
    ).answer()


def _members(found: Duplication, group: Cluster) -> tuple[Member, ...]:
    served = found.columns.tested.served
    network, offered = served.network, served.provision.place_hours
    activities, organisations = network.activities, network.organisations
    sessions = Sessions(network.sessions)
    return tuple(
        Member(
            id=id,
            name=str(activities.name[row]),
            organisation_id=str(organisations.id[activities.organisation[row]]),
            organisation=str(organisations.name[activities.organisation[row]]),
            site=str(network.sites.name[activities.site[row]]),
            sessions=sessions.of(row),
            place_hours_per_week=float(offered[row]),
        )
        for id, row in ((id, activities.row(id)) for id in group.activity_ids)
    )
