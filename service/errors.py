"""What people are told when something cannot be done: one table from facts to statuses."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from http import HTTPStatus
from typing import ClassVar

from flask import Flask, Response, g, jsonify, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, InternalServerError, RequestEntityTooLarge

from graph import errors as facts
from service.api.models import Fault
from service.api.problems import WrongParameters, problem
from service.config import ConfigError
from service.outward import SHARED, is_outward
from service.pages import Page

log = logging.getLogger(__name__)

STATUSES: dict[type[Exception], HTTPStatus] = {
    facts.HedgerowError: HTTPStatus.INTERNAL_SERVER_ERROR,
    facts.InvalidData: HTTPStatus.BAD_REQUEST,
    facts.OptionOutOfRange: HTTPStatus.BAD_REQUEST,
    facts.FileRefused: HTTPStatus.UNPROCESSABLE_ENTITY,
    facts.Interrupted: HTTPStatus.CONFLICT,
    facts.NotFound: HTTPStatus.NOT_FOUND,
    facts.NotYours: HTTPStatus.FORBIDDEN,
    facts.StoreError: HTTPStatus.INTERNAL_SERVER_ERROR,
    facts.StoreUnavailable: HTTPStatus.SERVICE_UNAVAILABLE,
    facts.LoginRefused: HTTPStatus.SERVICE_UNAVAILABLE,
    facts.GraphNewer: HTTPStatus.SERVICE_UNAVAILABLE,
    facts.GraphUnfinished: HTTPStatus.SERVICE_UNAVAILABLE,
    facts.ArchiveRefused: HTTPStatus.UNPROCESSABLE_ENTITY,
    facts.WriteConflict: HTTPStatus.CONFLICT,
    facts.ChangedMeanwhile: HTTPStatus.CONFLICT,
    facts.ImportBuiltOn: HTTPStatus.CONFLICT,
    facts.LastAdministrator: HTTPStatus.CONFLICT,
    facts.AlreadyDecided: HTTPStatus.CONFLICT,
    facts.DanglingReference: HTTPStatus.CONFLICT,
    facts.DataFolderNotWritable: HTTPStatus.SERVICE_UNAVAILABLE,
    facts.DataFolderHeld: HTTPStatus.SERVICE_UNAVAILABLE,
    facts.DiskFull: HTTPStatus.INSUFFICIENT_STORAGE,
    ConfigError: HTTPStatus.INTERNAL_SERVER_ERROR,
}
"""Every error of ``graph.errors`` and its status; a test keeps it complete."""

_WORDS: dict[int, tuple[str, str]] = {
    400: ("That did not make sense to us", "Please check the address, or start again."),
    403: ("You cannot use this page from here", ""),
    404: (
        "There is nothing here",
        "It may have been taken out, or the address may have a slip in it.",
    ),
    405: ("This page cannot be used that way", "Please go back and try the page's own buttons."),
    409: ("That could not be done just now", "Nothing was changed. Please try again."),
    413: ("That file is too large", "Nothing of it was kept."),
    422: ("That could not be read", "Nothing of it was kept."),
    429: (
        "That was tried too often",
        "Nothing was changed. Please wait a few minutes and try again.",
    ),
    500: (
        "Something went wrong on our side",
        "Nothing was changed. Please try again; if it happens again, tell whoever runs Hedgerow.",
    ),
    503: (
        "The graph does not answer",
        "Please try again in a minute; whoever runs Hedgerow can ask “hedgerow doctor” why.",
    ),
    507: (
        "There is no room left",
        "The disk that the graph is kept on is full. Nothing was changed.",
    ),
}


@dataclass(frozen=True, kw_only=True)
class ErrorPage(Page):
    """What is shown when a page cannot be.

    Attributes
    ----------
    reason
        What was wrong, in a sentence; empty where only the log may know.
    advice
        What to do about it.
    """

    template: ClassVar[str] = "error.html"
    reason: str
    advice: str


def status_of(error: Exception) -> HTTPStatus:
    """The status of an error: its own, or that of the nearest kind in the table."""
    for kind in type(error).__mro__:
        if kind in STATUSES:
            return STATUSES[kind]
    return HTTPStatus.INTERNAL_SERVER_ERROR


_FOR_PROGRAMS = {
    404: "There is nothing at this address.",
    405: "Nothing can be changed here: ask with GET or HEAD.",
}
"""What a program is told that is told nothing else."""


def error_answer(status: int, reason: str, faults: tuple[Fault, ...] = ()) -> Response:
    """The page, or for a program the JSON object, that says what was wrong."""
    if is_outward(request.path, SHARED):
        return problem(status, reason or _FOR_PROGRAMS.get(status, ""), faults)
    title, advice = _WORDS.get(status, _WORDS[400 if status < 500 else 500])
    accepted = request.accept_mimetypes
    if accepted["application/json"] > accepted["text/html"]:
        answer = jsonify(error=reason or title)
        answer.status_code = status
        return answer
    return ErrorPage(title=title, reason=reason, advice=advice).answer(status)


def asked_for() -> str:
    """What was asked for, as a log may hold it: the route, for an address may be a signed link."""
    return str(request.url_rule or "an address that is no page")


def register(app: Flask) -> None:
    """Answer every error in the house style, without a stack trace."""

    @app.errorhandler(facts.HedgerowError)
    def known(error: facts.HedgerowError) -> Response:
        status = status_of(error)
        if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            # The words may hold addresses and folders, which are the log's business.
            g.graph_failed = True  # the error page shall not wait for the graph as well
            log.error("%s %s: %s", request.method, asked_for(), error)
            return error_answer(status, "")
        return error_answer(status, str(error))

    @app.errorhandler(HTTPException)
    def web(error: HTTPException) -> Response:
        status = error.code or 500
        if status < 400:
            return app.make_response(error.get_response())
        reason = ""
        if status == HTTPStatus.TOO_MANY_REQUESTS:
            reason = ""  # the limit itself is no news for whoever is at fault
        elif isinstance(error, CSRFError):
            reason = "This form lay open too long, or was sent from elsewhere. Open it again."
        elif status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
            reason = f"Files of up to {app.config['HEDGEROW'].upload_mib:,} MB can be sent here."
        elif status < 500 and error.description != type(error).description:
            reason = error.description or ""
        faults = error.faults if isinstance(error, WrongParameters) else ()
        answer = error_answer(status, reason, faults)
        for name, value in error.get_headers():
            if name.lower() in ("allow", "retry-after", "www-authenticate"):
                answer.headers[name] = value
        return answer

    @app.errorhandler(Exception)
    def unknown(error: Exception) -> Response:
        g.graph_failed = True
        log.exception("%s %s", request.method, asked_for(), exc_info=error)
        return error_answer(InternalServerError.code, "")


_TOO_LARGE = RequestEntityTooLarge()


def too_large(app: Flask) -> Response:
    """The page for a body that the server refused before the application saw it."""
    with app.test_request_context("/", base_url="http://localhost"):
        return app.process_response(app.make_response(app.handle_http_exception(_TOO_LARGE)))
