"""Which snapshot is shown while others save: told by a clock and a graph that a test holds."""

from __future__ import annotations

from collections.abc import Callable, Hashable

import pytest

from graph.analysis.progress import Progress, quiet
from graph.errors import StoreUnavailable
from graph.network import Network
from graph.tables import network_of
from service.steadiness import LEAST_REST_S, QUIET_S, RESTS, Steadiness


class World:
    """A graph whose revision, a clock whose time and work beside whose turn a test says."""

    def __init__(self, *, always_newest: bool = False) -> None:
        self.revision, self.now, self.costs_s = 1, 0.0, 0.0
        self.reads: list[int] = []
        self.waited: list[Hashable] = []
        self.beside: list[tuple[float, Callable[[], None]]] = []
        self.served: frozenset[str] = frozenset()
        self.problem: Exception | None = None
        self.steady = Steadiness(
            self.read,
            self.ask,
            served=self.tell,
            always_newest=always_newest,
            later=lambda seconds, work: self.beside.append((self.now + seconds, work)),
            clock=lambda: self.now,
        )

    def read(self, progress: Progress) -> Network:
        if self.problem is not None:
            raise self.problem
        progress("Reading the graph", 0, 0)
        self.reads.append(self.revision)
        self.now += self.costs_s
        return network_of([], revision=str(self.revision))

    def ask(self, key: Hashable, work: Callable[[Progress], Network]) -> Network:
        self.waited.append(key)
        return work(quiet)

    def tell(self, revisions: frozenset[str]) -> None:
        self.served = revisions

    def look(self, own: int = 0) -> int:
        """The revision that somebody gets who looks now."""
        return int(self.steady.network(str(self.revision), own=own).revision)

    def save(self) -> int:
        self.revision += 1
        return self.revision

    def turn(self) -> None:
        """Let what waits beside be done when it is time."""
        ((at, work),) = self.beside
        self.beside.clear()
        self.now = max(self.now, at)
        work()


def a_busy_world() -> World:
    """One in which a snapshot was just shown."""
    world = World()
    assert world.look() == 1
    return world


def test_in_quiet_times_whoever_first_asks_after_a_change_waits_for_the_newest() -> None:
    world = a_busy_world()
    for _ in range(3):
        world.now += QUIET_S
        saved = world.save()
        assert world.look() == saved
    assert world.reads == [1, 2, 3, 4]
    assert not world.beside


def test_what_has_not_changed_is_read_once() -> None:
    world = a_busy_world()
    world.now += 1_000
    assert [world.look(), world.look()] == [1, 1]
    assert world.reads == [1]


def test_while_saves_follow_each_other_readers_get_the_shown_one_at_once() -> None:
    world = a_busy_world()
    for _ in range(50):
        world.save()
        world.now += 0.01
        assert world.look() == 1
    assert len(world.waited) == 1, "only the first of all waited"
    assert len(world.beside) == 1, "one reads for all, however many ask"
    world.turn()
    assert world.now == LEAST_REST_S
    assert world.look() == 51
    assert world.reads == [1, 51]


def test_the_graph_rests_for_a_multiple_of_what_the_last_snapshot_and_its_pages_cost() -> None:
    world = a_busy_world()

    def prepare(_: Network) -> None:
        world.now += 1.5

    world.steady.prepare, world.costs_s = prepare, 0.5
    world.save()
    world.look()
    world.turn()
    shown_at = world.now
    assert world.steady.rest_s == RESTS * 2.0
    world.save()
    world.look()
    ((at, _),) = world.beside
    assert at == shown_at + RESTS * 2.0
    world.turn()
    assert world.now == at + 2.0, "so that nobody is further behind than rest and cost together"


def test_a_new_snapshot_is_shown_only_when_its_pages_are_prepared() -> None:
    world = a_busy_world()
    seen = []
    world.steady.prepare = lambda network: seen.append((int(network.revision), world.look()))
    world.save()
    world.look()
    world.turn()
    assert seen == [(2, 1)]
    assert world.look() == 2


def test_whoever_has_saved_sees_it_and_others_do_not_wait() -> None:
    world = a_busy_world()
    saved = world.save()
    assert world.look() == 1
    assert world.look(own=saved) == saved
    assert world.look() == 1, "others get it when its turn comes"
    assert world.look(own=saved) == saved
    assert world.reads == [1, 2], "and the second look of the same person costs nothing"
    world.turn()
    assert world.look() == saved


def test_a_snapshot_that_was_read_for_one_serves_others_who_saved_before() -> None:
    world = a_busy_world()
    mine, yours = world.save(), world.save()
    assert world.look(own=yours) == yours
    assert world.look(own=mine) == yours
    assert world.reads == [1, 3]


def test_a_save_that_a_graph_has_forgotten_keeps_nobody_waiting() -> None:
    world = a_busy_world()
    assert world.look(own=99) == 1
    world.save()
    assert world.look(own=99) == 2


def test_a_graph_that_was_put_back_from_a_copy_is_read_at_once() -> None:
    world = a_busy_world()
    world.now += QUIET_S
    world.revision = 7
    assert world.look() == 7
    world.revision = 3
    assert world.look() == 3


def test_an_app_that_shows_the_newest_always_does() -> None:
    world = World(always_newest=True)
    for _ in range(3):
        assert world.look() == world.revision
        world.save()
    assert not world.beside


def test_answers_about_what_is_shown_and_what_is_coming_are_kept() -> None:
    world = a_busy_world()
    assert world.served == {"1"}
    saved = world.save()
    world.look(own=saved)
    assert world.served == {"1", "2"}
    kept = []
    world.steady.prepare = lambda _: kept.append((world.look(own=world.save()), world.served))
    world.save()
    world.turn()
    assert kept == [(4, {"1", "3", "4"})], "shown, coming, and somebody's own"
    assert world.served == {"3", "4"}


def test_a_graph_that_does_not_answer_leaves_what_is_shown() -> None:
    world = a_busy_world()
    world.save()
    world.look()
    world.problem = StoreUnavailable("No graph database answers.")
    world.turn()
    assert world.look() == 1
    world.problem = None
    world.turn()
    assert world.look() == 2


def test_after_it_is_closed_nothing_more_is_begun() -> None:
    world = a_busy_world()
    world.save()
    world.look()
    world.steady.close()
    world.turn()
    assert world.look() == 1
    assert world.reads == [1]
    assert not world.beside


@pytest.mark.parametrize("own", [0, 5])
def test_the_first_of_all_waits(own: int) -> None:
    world = World()
    world.revision = 5
    assert world.look(own=own) == 5
    assert len(world.waited) == 1
