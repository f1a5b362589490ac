"""Letters to the other side: that something waits for it, and where; the text stays on the page."""

from __future__ import annotations

from flask import current_app

from service.agreements.sides import Deal, Side, keepers_of
from service.config import Config
from service.post import office
from service.signing.session import now, signed_in


def tell(deal: Deal, side: Side, what: str, *, next: str = "") -> None:
    """Write to the contributors of a side.

    Parameters
    ----------
    what
        What happened, in a sentence.
    next
        What they can do now, in a sentence; empty for nothing.
    """
    organisation_id, account = deal.id_of(side), signed_in()
    if organisation_id is None:
        return
    config: Config = current_app.config["HEDGEROW"]
    for one in keepers_of(organisation_id):
        if account is None or one.id != account.id:
            office.post(
                "agreement",
                to=one.email,
                at=now(),
                name=one.name,
                organisation=deal.name_of(side),
                what=what,
                next=next,
                link=f"{config.address}/agreements/{deal.agreement.id}",
            )
