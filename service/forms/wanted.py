"""What the directory and the map are asked to show, read from an address."""

from __future__ import annotations

from graph.errors import InvalidData
from graph.model import AgeRange, AssetKind, Audience, OrganisationKind, Theme
from graph.network import Network
from service.directory import RecordType, Wanted
from service.forms.query import Query
from service.forms.question import read_area

WANTED_NAMES = ("q", "type", "kind", "theme", "age_from", "age_to", "audience", "area")
"""The parameters that are read."""


def read_wanted(query: Query, network: Network) -> tuple[Wanted, str]:
    """What is wanted, and the words in the field “Where”; problems are noted in the query."""
    area_id, area_name = read_area(query, network)
    wanted = Wanted(
        text=query.text("q", "What you look for"),
        type=query.word("type", RecordType, "What to show"),
        kind=_kind(query),
        theme=query.word("theme", Theme, "The theme"),
        ages=_ages(query),
        audience=query.word("audience", Audience, "For whom"),
        area_id=area_id,
    )
    return wanted, area_name


def _kind(query: Query) -> OrganisationKind | AssetKind | None:
    given = query.text("kind", "The kind")
    kinds: dict[str, OrganisationKind | AssetKind] = {
        **{kind.value: kind for kind in OrganisationKind},
        **{kind.value: kind for kind in AssetKind},
    }
    if given and given not in kinds:
        query.wrong(f"The kind cannot be “{given[:50]}”; choose from the list.", "kind")
    return kinds.get(given)


def _ages(query: Query) -> AgeRange | None:
    """Both ages, or one for “from this age on” and “up to this age”; None for any."""
    if not (query.text("age_from", "Ages from") or query.text("age_to", "Ages to")):
        return None
    age_from = query.whole("age_from", "Ages from", default=0, low=0, high=120)
    age_to = query.whole("age_to", "Ages to", default=120, low=0, high=120)
    try:
        return AgeRange(age_from=age_from, age_to=age_to)
    except InvalidData as problem:
        query.wrong(str(problem), "age_from")
        return None
