"""What was wrong, as programs are told: problem details (RFC 9457)."""

from __future__ import annotations

from collections.abc import Iterable
from http import HTTPStatus

from flask import Response
from pydantic import ValidationError
from werkzeug.exceptions import BadRequest

from service.api.models import Fault, Problem

MEDIA_TYPE = "application/problem+json"
MOST_FAULTS = 20
_SHOWN = 80


class WrongParameters(BadRequest):
    """Parameters that cannot be answered.

    Parameters
    ----------
    faults
        What was wrong with each.
    """

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__(" ".join(f"{one.parameter}: {one.detail}." for one in faults))
        self.faults = faults


def faults_of(error: ValidationError, known: Iterable[str] = ()) -> tuple[Fault, ...]:
    """What a model says was wrong, without the values that were given.

    Parameters
    ----------
    known
        The parameters that there are, for whoever gives another.
    """
    words = {
        "missing": "It has to be given",
        "extra_forbidden": f"There is no such parameter here; there are {', '.join(known)}",
    }
    return tuple(
        Fault(
            parameter=str(one["loc"][0])[:_SHOWN] if one["loc"] else "",
            detail=words.get(one["type"], one["msg"].replace("Input should be", "It should be")),
        )
        for one in error.errors(include_url=False, include_input=False)[:MOST_FAULTS]
    )


def problem(status: int, detail: str = "", faults: tuple[Fault, ...] = ()) -> Response:
    """The answer that says what was wrong."""
    told = Problem(
        type="about:blank",
        title=HTTPStatus(status).phrase,
        status=status,
        detail=detail,
        errors=list(faults),
    )
    # What was asked for may stand in the words: nothing that takes this for a page shall run it.
    text = told.model_dump_json().replace("<", "\\u003c")
    return Response(text, status=status, content_type=MEDIA_TYPE)
