"""What somebody sees who asked for what takes a while: how far it is, until it is there.

The page comes back by itself, also without JavaScript, at the same address; when the answer is
there that address shows it. Programs get a 202 and are told when to ask again.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import ClassVar

from flask import Flask, Response, jsonify, request
from werkzeug.urls import iri_to_uri

from service.formats import lower_first
from service.outward import is_outward
from service.pages import Page
from service.workings import Task, Unfinished

SOON_S, LATER_S, LONG_S = 1, 3, 15


@dataclass(frozen=True, kw_only=True)
class WaitingPage(Page):
    """How far some work is.

    Attributes
    ----------
    address
        That of the answer.
    stage, done, total
        How far; a total of 0 where that is not known.
    seconds
        Since it was asked for.
    again_s
        The page comes back after so many seconds.
    is_file
        Whether the address is that of a file to take away.
    """

    template: ClassVar[str] = "working.html"
    address: str
    stage: str
    done: int
    total: int
    seconds: int
    again_s: int
    is_file: bool


def register(app: Flask) -> None:
    """Answer for work that is not finished."""

    @app.errorhandler(Unfinished)
    def waiting(unfinished: Unfinished) -> Response:
        return answer(unfinished.task)


def answer(task: Task) -> Response:
    """The page, or for a program the JSON object, that says how far it is."""
    again_s = SOON_S if task.seconds < LONG_S else LATER_S
    if request.path.endswith(".js"):
        again = json.dumps([request.full_path.rstrip("?"), again_s])
        told = Response(
            f"hedgerow.again(...{again});\n", content_type="text/javascript; charset=utf-8"
        )
    elif _is_for_a_program():
        told = jsonify(
            working=task.title, stage=task.stage, done=task.done, total=task.total, again_s=again_s
        )
        told.status_code = 202
    else:
        told = WaitingPage(
            title=f"Working it out: {lower_first(task.title)}",
            address=iri_to_uri(request.full_path.rstrip("?")),
            stage=task.stage,
            done=min(task.done, task.total),
            total=task.total,
            seconds=task.seconds,
            again_s=again_s,
            is_file=request.path.endswith((".csv", ".xlsx", ".geojson", ".gpkg", ".graphml")),
        ).answer(202)
    told.headers["Retry-After"] = str(again_s)
    told.headers["Cache-Control"] = "no-store"
    return told


def _is_for_a_program() -> bool:
    accepted = request.accept_mimetypes
    if is_outward(request.path):
        return True
    return request.path.endswith(".json") or (accepted["application/json"] > accepted["text/html"])
