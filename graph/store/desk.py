"""The desk: letters, used links, drafts, proposals, and what staff know of organisations."""

from __future__ import annotations

from datetime import datetime

from graph.model import Draft, Letter, Proposal, ProposalState, SpentLink, Standing
from graph.store.beside import Beside, Writing
from graph.store.connection import Connection
from graph.store.kinds import DRAFTS, LETTERS, PROPOSALS, SPENT_LINKS, STANDINGS


class Letters(Beside[Letter]):
    """What is to be sent, or was."""

    def unsent(self) -> tuple[Letter, ...]:
        """The letters that have not been sent, oldest first."""
        return self._of("letter/unsent")

    def recent(self, most: int = 50) -> tuple[Letter, ...]:
        """The newest letters, newest first."""
        return self._of("letter/recent", most=most)


class Drafts(Beside[Draft]):
    """What people began to add."""

    def of_account(self, id: str) -> tuple[Draft, ...]:
        """Somebody's drafts, the last changed first."""
        return self._of("draft/of_account", account=id)


class Proposals(Beside[Proposal]):
    """What waits, or waited, for a steward."""

    def in_state(self, state: ProposalState, most: int = 1_000) -> tuple[Proposal, ...]:
        """Those in a state, oldest first."""
        return self._of("proposal/in_state", state=state.value, most=most)

    def of_account(self, id: str, most: int = 200) -> tuple[Proposal, ...]:
        """What somebody proposed, newest first."""
        return self._of("proposal/of_account", account=id, most=most)

    def of_record(self, kind: str, id: str) -> tuple[Proposal, ...]:
        """What was proposed for a record, newest first."""
        return self._of("proposal/of_record", kind=kind, id=id)


class SpentLinks(Beside[SpentLink]):
    """Which signed links have worked."""

    def forget(self, before: datetime) -> int:
        """Take away those that have ended by themselves before a moment; how many they were."""
        old = self._of("spentlink/before", before=before.isoformat(timespec="microseconds"))
        self.remove(*(one.id for one in old))
        return len(old)


class Desk:
    """What people and stewards work on, beside the network.

    Attributes
    ----------
    letters, spent_links, drafts, proposals, standings
        See the classes.
    """

    def __init__(self, connection: Connection, gate: Writing) -> None:
        self.letters = Letters(connection, gate, LETTERS)
        self.spent_links = SpentLinks(connection, gate, SPENT_LINKS)
        self.drafts = Drafts(connection, gate, DRAFTS)
        self.proposals = Proposals(connection, gate, PROPOSALS)
        self.standings: Beside[Standing] = Beside(connection, gate, STANDINGS)
