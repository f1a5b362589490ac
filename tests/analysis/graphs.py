"""Small and middling graphs of ties with bids, for the tests of the team search."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from hypothesis import strategies as st

from graph.analysis.opportunities.teams import Graph, Team, cheapest_team

INF = float("inf")


@dataclass(frozen=True, kw_only=True)
class Problem:
    """Organisations, the ties between them, and what each would ask for each role."""

    size: int
    ties: dict[tuple[int, int], float]
    bids: dict[tuple[int, int], float]
    """By role and organisation."""
    roles: int
    cold: float = 3.0

    @property
    def graph(self) -> Graph:
        ends = [(*pair, cost) for pair, cost in self.ties.items()]
        ends = sorted([*ends, *((right, left, cost) for left, right, cost in ends)])
        counts = np.bincount([left for left, _, _ in ends], minlength=self.size)
        return Graph(
            offset=np.concatenate([[0], np.cumsum(counts)]).astype(np.int64),
            other=np.array([right for _, right, _ in ends], dtype=np.int32),
            cost=np.array([cost for _, _, cost in ends], dtype=np.float64),
            cold=self.cold,
        )

    def solve(self, below: float = INF) -> Team | None:
        rows = list(self.bids.items())
        return cheapest_team(
            self.graph,
            organisation=np.array([who for (_, who), _ in rows], dtype=np.int32),
            role=np.array([role for (role, _), _ in rows], dtype=np.int32),
            cost=np.array([cost for _, cost in rows], dtype=np.float64),
            roles=self.roles,
            below=below,
        )

    def cost_of(self, team: Team) -> float:
        """What a team costs, counted anew; its ties must hang its takers together, as trees."""
        rows = list(self.bids)
        takers = [rows[bid][1] for bid in team.takes]
        assert [rows[bid][0] for bid in team.takes] == list(range(self.roles))
        leader = {node: node for node in {*takers, *(n for tie in team.ties for n in tie)}}

        def of(node: int) -> int:
            return node if leader[node] == node else of(leader[node])

        for left, right in team.ties:
            assert of(left) != of(right), "a cycle"
            leader[of(left)] = of(right)
        parts = {of(node) for node in leader}
        assert parts == {of(node) for node in takers}, "a tree without a taker"
        ties = sum(self.ties[tie] for tie in team.ties)
        bids = sum(self.bids[rows[bid]] for bid in team.takes)
        return ties + bids + self.cold * (len(parts) - 1)


price = st.integers(1, 40).map(lambda tenths: tenths / 10)
asked = st.none() | st.integers(0, 20).map(lambda tenths: tenths / 10)


@st.composite
def problems(draw: st.DrawFn, most: int = 7, roles: int = 4) -> Problem:
    size, count = draw(st.integers(1, most)), draw(st.integers(1, roles))
    pairs = [(left, right) for left in range(size) for right in range(left + 1, size)]
    ties = {pair: cost for pair in pairs if (cost := draw(st.none() | price)) is not None}
    bids = {
        (role, who): cost
        for role in range(count)
        for who in range(size)
        if (cost := draw(asked)) is not None
    }
    return Problem(size=size, ties=ties, bids=bids, roles=count, cold=draw(price))


def drawn(seed: int, *, size: int, roles: int) -> Problem:
    """A middling graph: near organisations tied, a few far ones, and some bids for each role."""
    chance = np.random.default_rng(seed)
    ties = {}
    for _ in range(3 * size):
        left, step = int(chance.integers(size)), int(np.ceil(chance.exponential(3.0)))
        right = (left + step) % size
        if left != right:
            ties[min(left, right), max(left, right)] = 0.6 + float(chance.integers(11)) / 10
    bids = {}
    for role in range(roles):
        for who in chance.choice(size, size=int(chance.integers(2, 7)), replace=False).tolist():
            bids[role, who] = float(chance.integers(12)) / 10 + 0.001 * float(chance.random())
    return Problem(size=size, ties=ties, bids=bids, roles=roles)
