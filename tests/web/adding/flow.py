"""Somebody who adds something, page by page."""

from __future__ import annotations

from graph.model import Contact, Role
from graph.store import reading
from graph.store.kinds import KIND_OF
from tests.web.people import Person

CLERK = (Role.CONTRIBUTOR,)
TRURO = {"latitude": "50.2632", "longitude": "-5.0510"}


class Flow:
    """Somebody who goes through the pages."""

    def __init__(self, person: Person, subject: str) -> None:
        self.person = person
        self.at = person.send("/add", {"subject": subject}).location
        self.pages = 1

    def page(self):
        return self.person.get(self.at)

    def say(self, **data) -> str:
        answer = self.person.send(self.at, data)
        assert answer.status_code == 303, answer.text[:3000]
        self.pages += 1
        self.at = answer.location
        return self.at

    def refused(self, **data) -> str:
        answer = self.person.send(self.at, data)
        assert answer.status_code == 400, answer.status_code
        return answer.text

    @property
    def step(self) -> str:
        return self.at.partition("?")[0].rpartition("/")[2]


def to_place(flow: Flow, name: str = "The Old Sail Loft", kind: str = "room") -> None:
    flow.say(name=name, kind=kind)
    flow.say(on_map="yes")


def venue(flow: Flow, **place) -> None:
    """Everything but the last page, for a room."""
    to_place(flow)
    flow.say(place="new", place_name="The Old Sail Loft", **({"blurred": "no"} | TRURO | place))
    while flow.step != "when":
        flow.say(same="another")
    flow.say(availability_thu_from="18:00", availability_thu_to="21:00")
    flow.say(borrowers="non_profit", cost_pounds_per_hour="£5", conditions="Keys from the clerk")
    flow.say(capacity="30", step_free="yes", description="With a kitchen")


ANSWERS = {
    "what": {
        "name": "Something of ours",
        "kind": {"venue": "room", "time": "volunteer_time"},
        "quantity": "16",
        "unit": "GBP",
        "theme": "sport",
        "wanted": "room",
        "description": "As it is",
    },
    "good": {"themes": "sport"},
    "who": {"ages": "11", "ages_to": "16", "audience": "girls"},
    "when": {"availability_tue_from": "18:00", "availability_tue_to": "20:00"},
    "terms": {"borrowers": "anyone"},
    "where": {"on_map": "yes"},
    "place": {"place": "new", "place_name": "Our loft", "blurred": "no", **TRURO},
    "same": {"same": "another"},
}


def contacts(store, asset_id):
    found = store._connection.read(lambda t: reading.records(t, KIND_OF[Contact]))
    return [one for one in found if asset_id.rpartition(".")[2] in one.id]
