"""What happened to accounts, kept for whoever has to find out what happened."""

from __future__ import annotations

import uuid

from flask import request

from graph.model import Account, Event
from service.opened import store
from service.signing.session import now, signed_in


def happened(what: str, account: Account | None = None) -> None:
    """Keep that something happened to an account, in a few words that hold no secret."""
    known = signed_in()
    store().events.keep(
        Event(
            id=uuid.uuid4().hex,
            at=now(),
            what=what,
            account_id=account.id if account else "",
            by=known.id if known else "",
            address=request.remote_addr or "",
        )
    )
