"""The outbox of an app, and how its pages post a letter."""

from __future__ import annotations

from datetime import datetime

from flask import Flask, current_app

from graph.model import Letter
from service import opened
from service.config import Config
from service.post import writing
from service.post.outbox import Outbox

_NAME = "hedgerow.post"


def attach(app: Flask, config: Config) -> None:
    """Give an app its outbox; nothing is sent until it is started."""
    app.extensions[_NAME] = Outbox(opened.of_app(app).get, config.mail, config.data)


def of_app(app: Flask) -> Outbox:
    """The outbox of an app."""
    found = app.extensions[_NAME]
    assert isinstance(found, Outbox)
    return found


def post(template: str, *, to: str, at: datetime, unsubscribe: str = "", **words: object) -> Letter:
    """Write a letter, keep it and let it be sent soon.

    Parameters
    ----------
    template, to, at, unsubscribe, **words
        As :func:`service.post.writing.letter` takes them.
    """
    config: Config = current_app.config["HEDGEROW"]
    written = writing.letter(
        template, to=to, url=config.address, at=at, unsubscribe=unsubscribe, **words
    )
    of_app(current_app).post(written)
    return written
