"""The network of organisations itself: one call for each thing that a page tells about it."""

from __future__ import annotations

from graph.analysis.network.boards import SharedBoard, Sitter, find_shared_boards, find_sitters
from graph.analysis.network.brokers import Broker, find_brokers
from graph.analysis.network.communities import Community, communities_in, find_communities
from graph.analysis.network.islands import Island, find_islands
from graph.analysis.network.keystones import Keystone, find_keystones, keystone_of
from graph.analysis.network.partners import ParishPartners, find_parish_partners
from graph.analysis.network.recipients import Recipient, find_recipients
from graph.analysis.network.ties import tie_graph

__all__ = [
    "Broker",
    "Community",
    "Island",
    "Keystone",
    "ParishPartners",
    "Recipient",
    "SharedBoard",
    "Sitter",
    "communities_in",
    "find_brokers",
    "find_communities",
    "find_islands",
    "find_keystones",
    "find_parish_partners",
    "find_recipients",
    "find_shared_boards",
    "find_sitters",
    "keystone_of",
    "tie_graph",
]
