"""Two sides in a village: the council, which has a hall, and the group, which asks to use it."""

from __future__ import annotations

from typing import Any

from flask import Flask

from graph.model import Agreement, Role
from graph.store import Store
from tests.builders import a_request
from tests.village import village
from tests.web.people import Person, somebody

ASKED = {
    "organisation": "group",
    "purpose": "An open evening",
    "times_tue_from": "18:00",
    "times_tue_to": "20:00",
    "times_season": "all_year",
    "starts_on": "2026-01-06",
}
TEXT = {
    **ASKED,
    "terms": "Lock up",
    "cost_pounds_per_hour": "0",
    "insurer": "borrower",
    "insured_until": "2099-12-31",
    "keyholder": "The clerk",
}


class Sides:
    """The two sides, a steward of everywhere, and a clerk of the next village.

    Parameters
    ----------
    app, store
        An app over an empty graph.
    """

    def __init__(self, app: Flask, store: Store, *more: Any) -> None:
        store.write(
            [*village(), a_request("room", by="group"), *more], by="test", message="Village"
        )
        self.app, self.store = app, store
        self.clerk = somebody(app, store, "Clerk", Role.CONTRIBUTOR, organisation_ids=("council",))
        self.leader = somebody(app, store, "Leader", Role.CONTRIBUTOR, organisation_ids=("group",))
        self.other = somebody(app, store, "Other", Role.CONTRIBUTOR, organisation_ids=("trust",))
        self.steward = somebody(app, store, "Steward", Role.STEWARD, everywhere=True)

    def asked(self, **changes: str) -> str:
        """The address of the agreement that the group asks for."""
        answer = self.leader.send("/assets/hall/ask", {**ASKED, **changes})
        assert answer.status_code == 303, answer.text
        return str(answer.location)

    def agreed(self, **changes: str) -> str:
        """The address of one to which both have said yes."""
        address = self.asked()
        assert self.propose(self.clerk, address, **changes).status_code == 303
        assert self.say_yes(self.leader, address).status_code == 303
        return address

    def propose(self, person: Person, address: str, seen: str = "", **changes: str) -> Any:
        """Send another text."""
        data = {**TEXT, **changes, "seen": seen or seen_on(person, f"{address}/text")}
        return person.send(f"{address}/text", data)

    def say_yes(self, person: Person, address: str, seen: str = "") -> Any:
        """Say yes to the text as it stands, or to one that was seen."""
        seen = seen or seen_on(person, address)
        return person.send(f"{address}/yes", {"seen": seen}, form=address)

    def log(self, person: Person, address: str, **changes: str) -> Any:
        """Write down a use."""
        use = {"on": "2026-01-06", "hours": "2.5", "young_people": "14", "note": "", **changes}
        return person.send(f"{address}/uses", use, form="/account")

    def end(self, person: Person, address: str, on: str) -> None:
        """End it."""
        data = {"on": on, "reason": "The roof is mended"}
        assert person.send(f"{address}/end", data).status_code == 303

    def kept(self, address: str) -> Agreement:
        """The agreement as it is kept."""
        return self.store.record(Agreement, address.removeprefix("/agreements/").partition("#")[0])


def seen_on(person: Person, address: str) -> str:
    """The stamp of the text that a page shows."""
    found = person.get(address).all("input", name="seen")
    return str(found[0].get("value"))
