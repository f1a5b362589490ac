"""The network of organisations itself: single points of failure, islands, brokers."""

from __future__ import annotations

from dataclasses import dataclass

from graph.network import Network


@dataclass(frozen=True, slots=True, kw_only=True)
class Keystone:
    """An organisation whose loss would cut others off (an articulation point).

    ``cut_off`` names the organisations that would lose every path to the
    largest remaining part, by name.
    """

    organisation_id: str
    organisation: str
    cut_off_ids: tuple[str, ...]
    cut_off: tuple[str, ...]
    explanation: str
    counter_reading: str


def find_keystones(network: Network) -> tuple[Keystone, ...]:
    """Organisations that hold the network together (not written yet)."""
    raise NotImplementedError
