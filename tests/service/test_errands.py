"""What an app does beside its pages: in turn, and never after it was closed."""

from __future__ import annotations

import threading

from flask import Flask, current_app

from service.errands import Errands
from tests.mail_server import until


def test_errands_are_done_in_turn_in_the_context_of_their_app() -> None:
    app, done = Flask("errands"), []
    errands = Errands(app)
    for number in range(5):
        errands.leave(lambda number=number: done.append((number, current_app.name)))
    errands.wait()
    errands.close()
    assert done == [(number, "errands") for number in range(5)]


def test_one_that_fails_is_told_and_keeps_back_none(caplog) -> None:
    errands, done = Errands(Flask("errands")), []
    errands.leave(lambda: done[3])
    errands.leave(lambda: done.append("next"))
    errands.wait()
    errands.close()
    assert done == ["next"]
    assert "went wrong" in caplog.text


def test_closing_waits_for_what_goes_on_and_begins_nothing_more() -> None:
    errands, done = Errands(Flask("errands")), []
    begun, may_end = threading.Event(), threading.Event()

    def slow() -> None:
        begun.set()
        may_end.wait(30)
        done.append("slow")

    errands.leave(slow)
    errands.leave(lambda: done.append("dropped"))
    begun.wait(30)
    closing = threading.Thread(target=errands.close)
    closing.start()
    until(lambda: errands._closed)
    may_end.set()
    closing.join(30)
    errands.leave(lambda: done.append("too late"))
    assert done == ["slow"]
