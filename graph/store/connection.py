"""Speaking to whichever server answers: sessions, retries, and what went wrong in our words."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from random import SystemRandom
from typing import Protocol, TypeVar

from neo4j import (
    READ_ACCESS,
    WRITE_ACCESS,
    Driver,
    GraphDatabase,
    NotificationMinimumSeverity,
    Transaction,
)
from neo4j.exceptions import (
    AuthError,
    ConfigurationError,
    DriverError,
    Neo4jError,
    ResultFailedError,
    ServiceUnavailable,
    SessionExpired,
)

from graph.errors import (
    DiskFull,
    InvalidData,
    LoginRefused,
    StoreError,
    StoreUnavailable,
    WriteConflict,
)
from graph.store.statements import Statement, statement

# What the driver would log of a lost server is said by our errors.
logging.getLogger("neo4j").addHandler(logging.NullHandler())

T = TypeVar("T")
Work = Callable[[Transaction], T]

MOST_TRIES = 14
LONGEST_PAUSE_S = 1.0
FIRST_PAUSE_S = 0.02
MOST_LOST = 3

# What concurrent writers may meet besides the driver's own transient errors: the embedded
# server answers so where two of them create the same new id, Neo4j where one takes away
# what another waits for.
_COLLISIONS = (
    "Neo.ClientError.Schema.ConstraintValidationFailed",
    "Neo.ClientError.Transaction.TransactionNotFound",
    "Neo.ClientError.Statement.EntityNotFound",
)
_COLLISION_WORDS = ("ConcurrentModification", "DuplicatedKey", "NeedRetry")
_LOGIN = ("Neo.ClientError.Security.",)
_NO_SPACE = ("No space left on device", "Disk quota exceeded", "File too large")


class Overtaken(Exception):
    """What a transaction had read is no longer so: it is to begin anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where a graph database answers, and how to sign in."""

    uri: str
    username: str
    password: str
    database: str


class Server(Protocol):
    """Whatever the graph is kept in."""

    def address(self) -> Address:
        """Where it answers; an embedded server is started or attached to."""

    def again(self, lost: Address) -> Address:
        """Where it answers after ``lost`` no longer did."""

    def is_lost(self, place: Address) -> bool:
        """Whether the server at a place is known to be gone, or going."""

    def died_of(self) -> str:
        """Why it was lost, in a sentence, where that is known and will come again."""

    def check_room(self, *, failed: bool = False) -> None:
        """Raise :class:`~graph.errors.DiskFull` where it is known to have no room left.

        ``failed`` where something that began after the last call went wrong.
        """

    def close(self) -> None:
        """Leave it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideServer:
    """A server that somebody else runs: Neo4j alone, a cluster, or Aura."""

    place: Address

    def address(self) -> Address:
        return self.place

    def again(self, lost: Address) -> Address:  # noqa: ARG002 - there is one place to look
        return self.place

    def is_lost(self, place: Address) -> bool:  # noqa: ARG002 - nobody tells us
        return False

    def died_of(self) -> str:
        return ""

    def check_room(self, *, failed: bool = False) -> None:  # noqa: ARG002 - nobody tells us
        return

    def close(self) -> None:
        return


class Connection:
    """A driver to a server, renewed when the server went away and came back.

    Safe to use from many threads. Bookmarks of all of its sessions are
    shared, so that on a cluster people read their own writes.
    """

    def __init__(self, server: Server) -> None:
        self._server = server
        self._lock = threading.Lock()
        self._random = SystemRandom()
        self._bookmarks = GraphDatabase.bookmark_manager()
        self._closed = False
        self._place = server.address()
        self._driver = self._open(self._place)

    def _open(self, place: Address) -> Driver:
        try:
            return GraphDatabase.driver(
                place.uri,
                auth=(place.username, place.password),
                notifications_min_severity=NotificationMinimumSeverity.OFF,
                connection_acquisition_timeout=30.0,
                connection_timeout=10.0,
                user_agent="hedgerow",
            )
        except (ConfigurationError, ValueError) as problem:
            raise StoreUnavailable(f"{place.uri} is not an address of a graph: {problem}") from None

    @property
    def place(self) -> Address:
        """Where it speaks to now."""
        return self._place

    def close(self) -> None:
        """Close the driver and leave the server."""
        with self._lock:
            if not self._closed:
                self._closed = True
                self._driver.close()
                self._server.close()

    def agent(self) -> str:
        """What the server calls itself, such as ``Neo4j/5.26.0``."""
        return self.read(lambda tx: tx.run(statement("graph/read")).consume().server.agent)

    def read(self, work: Work[T]) -> T:
        """The result of some reading in one transaction, tried again after passing errors."""
        return self._tried(lambda driver: self._once(driver, work, READ_ACCESS))

    def write(self, work: Work[T]) -> T:
        """The result of some writing in one transaction: all of it is kept, or nothing.

        ``work`` is called again after a passing error or a collision with
        another writer, so it must begin anew each time.

        Raises
        ------
        WriteConflict
            It kept colliding.
        DiskFull
            There is no room left to write; it was not begun.
        """
        self._server.check_room()
        return self._tried(lambda driver: self._once(driver, work, WRITE_ACCESS))

    def alone(self, statement: Statement) -> None:
        """Run one statement outside any transaction of ours, as schema statements want."""

        def run(driver: Driver) -> None:
            with driver.session(database=self._place.database or None) as session:
                session.run(statement).consume()

        self._tried(run)

    def _once(self, driver: Driver, work: Work[T], access: str) -> T:
        session = driver.session(
            database=self._place.database or None,
            default_access_mode=access,
            bookmark_manager=self._bookmarks,
        )
        with session, session.begin_transaction() as transaction:
            result = work(transaction)
            if access == WRITE_ACCESS and not transaction.closed():
                transaction.commit()
            return result

    def _tried(self, call: Callable[[Driver], T]) -> T:
        lost = 0
        for tries in range(1, MOST_TRIES + 1):
            if self._closed:
                raise StoreUnavailable("This store has been closed; open another.")
            driver = self._driver
            try:
                return call(driver)
            except UnicodeEncodeError as problem:
                raise InvalidData(
                    f"Text with half a character in it cannot be kept ({problem.reason}); type "
                    "it again."
                ) from None
            except (Neo4jError, DriverError, Overtaken) as told:
                failure = _origin(told)
                if _is_lost(failure) or driver is not self._driver:
                    lost += 1
                    self._renew(driver, failure, lost)
                elif not _may_pass(failure) or tries == MOST_TRIES:
                    # A server that is stopping says anything at all.
                    if not self._server.is_lost(self._place):
                        self._raise(failure)
                    lost += 1
                    self._renew(driver, failure, lost)
                else:
                    self._server.check_room(failed=True)
            self._pause(tries)
        raise AssertionError("unreachable")  # pragma: no cover

    def _pause(self, tries: int) -> None:
        """Wait a random while, longer after each try, so that writers come apart."""
        time.sleep(self._random.uniform(0, min(LONGEST_PAUSE_S, FIRST_PAUSE_S * 2**tries)))

    def _renew(self, used: Driver, problem: Exception, lost: int) -> None:
        """Open a new driver where the used one lost its server, unless somebody did already."""
        if lost > MOST_LOST:
            self._raise(problem)
        with self._lock:
            if self._closed or used is not self._driver:
                return
            place = self._server.again(self._place)
            if place == self._place:
                if isinstance(problem, AuthError):
                    self._raise(problem)
                return
            used.close()
            self._bookmarks = GraphDatabase.bookmark_manager()
            self._place = place
            self._driver = self._open(place)
            if reason := self._server.died_of():
                raise StoreError(reason) from problem

    def _raise(self, problem: Exception) -> None:
        """Raise what a driver's error means to us; always raises."""
        message = _words(problem)
        if any(words in message for words in _NO_SPACE):
            raise DiskFull(f"There is no room left where the graph is kept ({message}).")
        self._server.check_room(failed=True)
        if isinstance(problem, AuthError) or str(getattr(problem, "code", "")).startswith(_LOGIN):
            raise LoginRefused(
                f"{self._place.uri} refused the user “{self._place.username}” or its password; "
                "check NEO4J_USERNAME and NEO4J_PASSWORD."
            ) from problem
        if _is_lost(problem):
            raise StoreUnavailable(
                f"No graph database answers at {self._place.uri} ({message})."
            ) from problem
        if _may_pass(problem):
            raise WriteConflict(
                "Other writers kept changing the same records; nothing was kept, try again."
            ) from problem
        raise StoreError(f"The graph database refused: {message}") from problem


def _origin(problem: Exception) -> Exception:
    """What a result failed of, where the driver only says that it did."""
    if isinstance(problem, ResultFailedError) and isinstance(problem.__cause__, Exception):
        return problem.__cause__
    return problem


def _words(problem: Exception) -> str:
    """The first line of what the server said."""
    text = getattr(problem, "message", None) or str(problem) or type(problem).__name__
    return str(text).strip().splitlines()[0][:300]


def _is_lost(problem: Exception) -> bool:
    if isinstance(problem, Neo4jError):
        return isinstance(problem, AuthError)
    return isinstance(problem, ServiceUnavailable | SessionExpired) or "closed" in str(problem)


def _may_pass(problem: Exception) -> bool:
    """Whether the same work may succeed when it is tried again."""
    if isinstance(problem, Neo4jError):
        return (
            problem.is_retryable()
            or problem.code in _COLLISIONS
            or any(word in str(problem.message) for word in _COLLISION_WORDS)
        )
    if isinstance(problem, DriverError):
        return problem.is_retryable()
    return isinstance(problem, Overtaken)
