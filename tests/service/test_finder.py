"""Finding records by name: every word, the best first, whatever the spelling of accents."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from graph.model import OrganisationKind
from service.finder import MOST, Hit, Kind, find_named, hit_of
from service.formats import folded
from tests.builders import a_network, a_site, an_activity, an_area, an_organisation

NETWORK = a_network(
    an_area("parish", name="Quayside"),
    a_site("quay", name="The Quay"),
    a_site("hall", name="Café Hall on the Quay"),
    an_organisation("club", name="Quay Club", kind=OrganisationKind.YOUTH_GROUP),
    an_organisation("far", name="Club of Far Quay"),
    an_organisation("other", name="Barn Trust"),
    an_activity("night", by="club", at="quay", name="Quay night"),
)


def names(text: str, kind: Kind) -> list[str]:
    found = {group.kind: group for group in find_named(NETWORK, text)}
    return [hit.name for hit in found[kind].hits] if kind in found else []


def test_names_that_begin_with_it_come_first_then_those_with_a_word_that_does() -> None:
    assert names("quay", Kind.ORGANISATION) == ["Quay Club", "Club of Far Quay"]
    assert names("QUAY", Kind.SITE) == ["Café Hall on the Quay", "The Quay"]
    assert [group.kind for group in find_named(NETWORK, "quay")] == list(Kind)


def test_every_word_counts_in_any_order_and_accents_do_not() -> None:
    assert names("quay club", Kind.ORGANISATION) == ["Quay Club", "Club of Far Quay"]
    assert names("far  club", Kind.ORGANISATION) == ["Club of Far Quay"]
    assert names("cafe", Kind.SITE) == ["Café Hall on the Quay"]
    assert find_named(NETWORK, "quay zebra") == []


def test_one_letter_or_none_finds_nothing() -> None:
    assert find_named(NETWORK, "") == []
    assert find_named(NETWORK, " q ") == []
    assert find_named(a_network(), "quay") == []


def test_what_is_found_says_what_tells_it_from_others() -> None:
    assert hit_of(NETWORK, "activity:night") == Hit(
        kind=Kind.ACTIVITY,
        id="night",
        name="Quay night",
        detail="Open-access youth club, Quay Club, The Quay",
    )
    assert hit_of(NETWORK, "organisation:club").detail == "Youth group"  # type: ignore[union-attr]


def test_a_key_of_nothing_finds_nothing() -> None:
    for key in ("", "activity", "activity:", "ghost:night", "activity:nobody", ":night"):
        assert hit_of(NETWORK, key) is None


def test_many_are_cut_to_the_first_and_counted() -> None:
    many = a_network(*(an_organisation(f"org-{n}", name=f"Trust {n:02}") for n in range(20)))
    (found,) = find_named(many, "trust")
    assert (found.total, len(found.hits)) == (20, MOST)
    assert [hit.name for hit in found.hits][:2] == ["Trust 00", "Trust 01"]


@given(st.lists(st.text("abé ", min_size=1, max_size=6).filter(str.strip), max_size=12),
       st.text("abé ", max_size=4))  # fmt: skip
def test_all_that_hold_every_word_are_found_and_nothing_else(named: list[str], text: str) -> None:
    network = a_network(*(an_organisation(f"o{n}", name=name) for n, name in enumerate(named)))
    wanted = folded(text).split()
    expected = [n for n in named if all(w in " ".join(folded(n).split()) for w in wanted)]
    found = find_named(network, text)
    if len(" ".join(wanted)) < 2:
        assert found == []
    else:
        assert sum(group.total for group in found) == len(expected)
