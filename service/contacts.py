"""Who sees which contact detail: nobody without consent, then whom it is meant for."""

from __future__ import annotations

from collections.abc import Iterable

from graph.model import Account, Consent, Contact, Visibility
from service.saving import is_staff


def shown_to(account: Account | None, contacts: Iterable[Contact]) -> tuple[Contact, ...]:
    """The contact details that somebody may see on an organisation's page, in order.

    Parameters
    ----------
    account
        Who looks; None for a visitor.
    contacts
        All that the organisation has.
    """
    seen = {Visibility.EVERYBODY}
    if account is not None:
        seen.add(Visibility.PARTNERS)
    if is_staff(account):
        seen.add(Visibility.STAFF)
    return tuple(one for one in contacts if one.consent is Consent.YES and one.visibility in seen)
