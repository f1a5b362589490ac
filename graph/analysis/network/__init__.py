"""The network of organisations itself: one call for each thing that a page tells about it."""

from __future__ import annotations

from graph.analysis.boards import SharedBoard, Sitter, find_shared_boards, find_sitters
from graph.analysis.brokers import Broker, find_brokers
from graph.analysis.communities import Community, communities_in, find_communities
from graph.analysis.islands import Island, find_islands
from graph.analysis.keystones import Keystone, find_keystones, keystone_of
from graph.analysis.partners import ParishPartners, find_parish_partners
from graph.analysis.recipients import Recipient, find_recipients
from graph.analysis.ties import tie_graph

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
