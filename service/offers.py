"""What the import page reads and weighs before it brings it in: feeds, grants, registers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from graph.model import Term
from graph.store import Store
from seeds.places import together
from seeds.reading import Progress, Reading
from seeds.registers.kinds import Register, read_register
from seeds.registers.taking import Wish
from seeds.three_sixty_giving import own_prefix, read_grants
from service.config import Config
from service.feeds.fetching import Fetcher
from service.feeds.importing import Origin, origin_of_feed, origin_of_path, reading_of
from service.holdings import held_by
from service.receiving.shelf import Waiting


class OfferKind(Term):
    """What an outside source publishes."""

    OPEN_REFERRAL = "open_referral", "Services: an Open Referral feed, or a file of one"
    GRANTS = "grants", "Grants (360Giving)"
    CHARITIES = "charities", "Register of charities"
    COUNCILS = "councils", "Register of councils"
    PARISH_COUNCILS = "parish-councils", "Register of parish and town councils"
    SCHOOLS = "schools", "Register of schools and colleges"


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What somebody wants read.

    Attributes
    ----------
    kind
        What it is.
    paths
        The files that were sent.
    address
        The address of a feed; empty where files were sent.
    whole
        Whether the files are all that the source has.
    """

    kind: OfferKind
    paths: tuple[Path, ...] = ()
    address: str = ""
    whole: bool = False


def read_offer(
    offer: Offer, store: Store, config: Config, progress: Progress | None = None
) -> Waiting:
    """Read what is offered; nothing is written to the graph.

    Raises
    ------
    FileRefused
        It cannot be read, or there is no feed at the address.
    """
    if offer.kind is OfferKind.OPEN_REFERRAL:
        return _services(offer, store, config, progress)
    names = ", ".join(path.name for path in offer.paths)
    if offer.kind is OfferKind.GRANTS:
        areas = store.snapshot().areas.rows
        reading = together(
            [
                read_grants(path, areas=areas, own=own_prefix(store.identity), progress=progress)
                for path in offer.paths
            ]
        )
        message = f"Imported grants (360Giving) from {names}"
    else:
        register = Register(offer.kind.value)
        wish = Wish(today=date.today(), progress=progress)
        reading = read_register(register, offer.paths, held_by(store), wish)
        message = f"Imported the register “{register.label}” from {names}"
    return Waiting(reading=reading, whole=offer.whole, message=message)


def _services(offer: Offer, store: Store, config: Config, progress: Progress | None) -> Waiting:
    origins: list[Origin]
    if offer.address:
        fetcher = Fetcher(private=config.allow_private_feeds)
        origins = [origin_of_feed(offer.address, config.data, fetcher, progress=progress)]
        called = offer.address
    else:
        origins = [origin_of_path(path, whole=offer.whole) for path in offer.paths]
        called = ", ".join(path.name for path in offer.paths)
    readings: list[Reading] = [
        reading_of(origin, store, today=date.today(), postcodes=config.postcodes, progress=progress)
        for origin in origins
    ]
    reading = together(readings)
    whole = all(origin.whole for origin in origins)
    return Waiting(reading=reading, whole=whole, message=f"Imported Open Referral from {called}")
