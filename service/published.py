"""The feed of a snapshot, with what is public of what a snapshot does not hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.analysis.memory import remembered
from graph.model import Activity, Organisation, Site
from graph.network import Network
from service.open_referral.feed import Beside, Feed, public_emails

if TYPE_CHECKING:
    from graph.store import Store


@remembered(most=1)
def feed_of(network: Network, store: Store) -> Feed:
    """The feed of a snapshot; kept with it, as the graph stood when it was first asked for."""
    outward = store.outward
    return Feed(
        network=network,
        beside=Beside(
            identifiers=store.identifiers(),
            emails=public_emails(outward.contacts()),
            changed={
                "activities": outward.last_changes(Activity),
                "organisations": outward.last_changes(Organisation),
                "sites": outward.last_changes(Site),
            },
            newest=outward.newest_change(),
            gone=store.deliveries.gone("Activity"),
        ),
    )
