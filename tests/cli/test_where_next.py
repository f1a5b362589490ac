"""``hedgerow findings where-next``: the same sessions as the page, for a script."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from graph.analysis.where_next import Room, Wish, find_where_next, proven_where_next
from graph.analysis.where_next.new_session import session_ids
from graph.store import open_store
from seeds.demo import read_demo
from service.cli import main
from service.opened import today


@pytest.fixture(scope="module")
def county(tmp_path_factory):
    data = tmp_path_factory.mktemp("county")
    with open_store(data=data) as store:
        store.write(read_demo(), by="test", message="Loaded the illustrative county")
        yield data, store.snapshot()


def asked(data, *words):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HEDGEROW_DATA", str(data))
        patch.delenv("NEO4J_URI", raising=False)
        return CliRunner().invoke(main, ("findings", "where-next", *words))


def test_the_sessions_are_those_of_the_page_and_their_proof_is_told(county):
    data, network = county
    done = asked(data, "--sessions", "3", "--room", "set_aside", "--format", "json")
    assert done.exit_code == 0, done.output
    wish = Wish(sessions=3, room=Room.SET_ASIDE)
    found = proven_where_next(find_where_next(network, wish=wish, today=today()))
    rows = json.loads(done.stdout)
    assert [row["id"] for row in rows] == list(session_ids(found))
    assert all(row["keeper"] and "Somebody to deliver" in row["team"] for row in rows)
    assert "Proven: no other choice of 3 sessions" in done.stderr


def test_a_number_out_of_range_is_refused_naming_the_range(county):
    done = asked(county[0], "--sessions", "501")
    assert done.exit_code != 0
    assert "must be from 1 to 500; 501 is not" in done.output
