"""A village with people of every role, and guards: what each keeps out, and how to take it away."""

from __future__ import annotations

import pkgutil
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from graph.model import Role
from graph.store import Store
from service.app import create_app
from service.config import Config
from tests.builders import a_request, a_site, an_activity, an_organisation
from tests.village import village
from tests.web.people import PASSWORD, TOKEN, Person, somebody

HALL_FORM = {
    "name": "Mine now",
    "kind": "venue",
    "borrowers": "anyone",
    "availability_season": "all_year",
}


@dataclass
class Scene:
    """A graph with a village, the folder of an application, and its settings.

    Attributes
    ----------
    store, folder
        The graph, and where the application keeps its files.
    settings
        What its settings say beside the defaults.
    """

    store: Store
    folder: Path
    settings: dict[str, Any] = field(default_factory=dict)

    def fill(self) -> None:
        """Put the village into the graph."""
        records = [
            *village(),
            a_request("room", by="council"),
            an_activity("club", by="group", at="base"),
            a_site("shed", 500, name="The shed"),
            an_organisation("lender", site="shed"),
        ]
        self.store.write(records, by="test", message="A village")

    @cached_property
    def app(self) -> Flask:
        """The application, made when it is first asked for: with whatever guards are there."""
        config = Config(data=self.folder, **self.settings)
        return create_app(config, store=self.store, patience_s=None)

    def visitor(self) -> FlaskClient:
        """A browser that nobody has signed in with."""
        return self.app.test_client()

    def somebody(self, name: str, *roles: Role, **given: Any) -> Person:
        """Somebody with an account, signed in."""
        return somebody(self.app, self.store, name, *roles, **given)

    def clerk(self) -> Person:
        """Who keeps the rows of the council."""
        return self.somebody("Clerk", Role.CONTRIBUTOR, organisation_ids=("council",))

    def stranger(self) -> Person:
        """Who keeps the rows of another organisation."""
        return self.somebody("Stranger", Role.CONTRIBUTOR, organisation_ids=("lender",))

    def sign_in(
        self, client: FlaskClient, email: str, password: str = PASSWORD, **more: Any
    ) -> Any:
        """Fill in the form of signing in."""
        token = TOKEN.search(client.get("/sign-in").text)
        assert token, "the form of signing in has a token"
        data = {"csrf_token": token[1], "email": email, "password": password, **more}
        return client.post("/sign-in", data=data)


Check = Callable[[Scene], None]
Gone = tuple[tuple[str, Any], ...]


@dataclass(frozen=True, kw_only=True)
class Guard:
    """Something that keeps a harm out.

    Attributes
    ----------
    keeps_out
        The harm, in words.
    check
        Fails (AssertionError) where the harm can be done.
    gone
        What to put in place of what, by dotted name, so that the guard is gone.
    """

    keeps_out: str
    check: Check
    gone: Gone

    def take_away(self, monkeypatch: Any) -> None:
        """Take the guard out of the code that runs."""
        for name, instead in self.gone:
            module, _, attribute = name.rpartition(".")
            owner = pkgutil.resolve_name(module)
            assert hasattr(owner, attribute), f"{name} is not there (any more)"
            monkeypatch.setattr(owner, attribute, instead)

    def __str__(self) -> str:
        return self.keeps_out
