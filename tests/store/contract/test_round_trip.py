"""What is written is what is read: every kind, every field, on both servers."""

from __future__ import annotations

from dataclasses import MISSING, fields

import pytest

from graph.store.kinds import WRITABLE
from tests.store.bare import BARE
from tests.store.reading import all_records, keyed
from tests.store.records import AWKWARD, FILLED, organisation
from tests.store.servers import Server


def test_every_kind_comes_back_with_every_field_filled(server: Server) -> None:
    with server.open() as store:
        store.write(FILLED, by="test", message="Write")
        assert all_records(store) == keyed(FILLED)


def test_every_kind_comes_back_with_every_optional_field_empty(server: Server) -> None:
    with server.open() as store:
        store.write(BARE, by="test", message="Write")
        assert all_records(store) == keyed(BARE)


def test_emptying_every_optional_field_leaves_nothing_behind(server: Server) -> None:
    with server.open() as store:
        store.write((*FILLED, *BARE), by="test", message="Write")
        filled = organisation(
            "organisation-b",
            description="d",
            identifiers=("GB-CHC-9",),
            area_ids=("area-b",),
            site_id="site-b",
            source_id="source-b",
        )
        store.write([filled], by="test", message="Fill")
        assert store.organisation("organisation-b") == filled
        bare = keyed(BARE)["Organisation", "organisation-b"]
        store.write([bare], by="test", message="Empty")
        assert store.organisation("organisation-b") == bare


def test_text_is_kept_to_the_letter(server: Server) -> None:
    with server.open() as store:
        store.write([organisation("a", description=AWKWARD)], by="test", message=AWKWARD)
        assert store.organisation("a").description == AWKWARD
        assert store.recent_changes()[0].message == AWKWARD


@pytest.mark.parametrize("kind", WRITABLE, ids=lambda kind: kind.__name__)
def test_the_filled_records_fill_every_field(kind: type) -> None:
    written = [record for record in FILLED if type(record) is kind]
    for field in fields(kind):
        filled = [
            getattr(record, field.name)
            for record in written
            if field.default is MISSING or getattr(record, field.name) != field.default
        ]
        assert filled, f"no filled {kind.__name__} has {field.name}"


@pytest.mark.parametrize("kind", WRITABLE, ids=lambda kind: kind.__name__)
def test_the_bare_records_leave_every_optional_field_empty(kind: type) -> None:
    (written, *_) = [record for record in BARE if type(record) is kind]
    for field in fields(kind):
        assert field.default is MISSING or getattr(written, field.name) == field.default
