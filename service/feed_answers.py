"""How a feed for programs answers: JSON, problems in words (RFC 9457), open to every site."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable, Iterator, Sequence
from http import HTTPStatus
from itertools import islice
from typing import Any

from flask import Blueprint, Response, request
from werkzeug.exceptions import HTTPException

from graph.errors import HedgerowError
from service.errors import asked_for, status_of
from service.pages import Problem

log = logging.getLogger(__name__)

LINES_AT_ONCE = 100


class Refused(Exception):
    """What was asked cannot be answered; holds what was wrong.

    Parameters
    ----------
    problems
        At least one; the field of each is the parameter that it is about.
    """

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(problems[0].message)
        self.problems = tuple(problems)


def document(told: dict[str, Any]) -> Response:
    """One JSON object."""
    return Response(_text(told), content_type="application/json; charset=utf-8")


def lines(told: Iterable[dict[str, Any]]) -> Response:
    """One JSON object a line, sent while it is made."""

    def parts() -> Iterator[str]:
        waiting = iter(told)
        while part := list(islice(waiting, LINES_AT_ONCE)):
            yield "".join(f"{_text(one)}\n" for one in part)

    return Response(parts(), content_type="application/x-ndjson; charset=utf-8")


def problem(status: int, detail: str, problems: Sequence[Problem] = ()) -> Response:
    """What was wrong."""
    told: dict[str, Any] = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": int(status),
        "detail": detail,
    }
    if problems:
        told["problems"] = [{"parameter": one.field, "detail": one.message} for one in problems]
    return Response(_text(told), status=status, content_type="application/problem+json")


def register(views: Blueprint) -> None:
    """Answer errors of a blueprint as problems, and let pages of every site read all answers."""
    views.register_error_handler(Refused, _refused)
    views.register_error_handler(HedgerowError, _failed)
    views.register_error_handler(HTTPException, _web)
    views.register_error_handler(Exception, _unknown)
    views.after_request(_open_to_all)


def _text(told: dict[str, Any]) -> str:
    return json.dumps(told, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def _refused(error: Refused) -> Response:
    detail = " ".join(one.message for one in error.problems)
    return problem(HTTPStatus.BAD_REQUEST, detail, error.problems)


def _failed(error: HedgerowError) -> Response:
    """Our own errors; of those that are our fault only the log is told more."""
    status = status_of(error)
    if status < HTTPStatus.INTERNAL_SERVER_ERROR:
        return problem(status, str(error))
    log.error("%s %s: %s", request.method, asked_for(), error)
    return problem(status, "This cannot be read just now; please try again later.")


def _web(error: HTTPException) -> Response:
    """An address that is none, or a way in which it cannot be used."""
    answer = problem(error.code or 500, error.description or "")
    for name, value in error.get_headers():
        if name.lower() in ("allow", "retry-after"):
            answer.headers[name] = value
    return answer


def _unknown(error: Exception) -> Response:
    log.exception("%s %s", request.method, asked_for(), exc_info=error)
    return problem(HTTPStatus.INTERNAL_SERVER_ERROR, "Something went wrong on our side.")


def _open_to_all(response: Response) -> Response:
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Allow-Methods"] = "GET, HEAD, OPTIONS"
    response.headers["Access-Control-Allow-Headers"] = "Accept, If-None-Match, If-Modified-Since"
    response.headers["Access-Control-Expose-Headers"] = "ETag, Last-Modified"
    return response
