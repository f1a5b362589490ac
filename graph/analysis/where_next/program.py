"""The integer program of a covering, as small as it can be made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import highspy
import numpy as np
from scipy.sparse import coo_array

from graph.analysis.where_next.covering import Covering
from graph.network import Floats, Index


@dataclass(frozen=True, kw_only=True, eq=False)
class Program:
    """An integer program; its first columns are the sessions.

    Attributes
    ----------
    model
        For HiGHS, to be minimised.
    constant
        What is served in any case; it does not stand in the model.
    site
        The site of each of the first columns, which hold sessions of one size.
    least, most
        Bounds of those columns.
    kept
        Sessions at each site that are open in any case and in no column.
    pairs
        Pairs of an area and a site in it.
    """

    model: Any
    constant: float
    site: Index
    least: Floats
    most: Floats
    kept: Index
    pairs: int

    def starting(self, opened: Index) -> Floats:
        """The first columns for a choice of sessions, the largest of each site first."""
        left = (opened - self.kept).astype(np.float64)
        answer = np.zeros(len(self.site))
        for column, site in enumerate(self.site):
            answer[column] = min(left[site], self.most[column])
            left[site] -= answer[column]
        return answer

    def opened(self, solution: Floats) -> Index:
        """Sessions at each site in a solution."""
        values = np.round(solution[: len(self.site)]).astype(np.int32)
        return (self.kept + np.bincount(self.site, values, len(self.kept))).astype(np.int32)


@dataclass(frozen=True, kw_only=True, eq=False)
class Groups:
    """Areas that the same sites reach, taken together.

    Attributes
    ----------
    of
        The group of each area, -1 for those that no site of the program reaches.
    group, site
        Pairs of a group and a site.
    """

    of: Index
    group: Index
    site: Index

    @property
    def count(self) -> int:
        """How many groups."""
        return int(self.of.max(initial=-1)) + 1


def groups_of(problem: Covering, sites: Index, areas: Index) -> Groups:
    """Group some areas by which of some sites reach them."""
    owner = np.repeat(np.arange(problem.sites), np.diff(problem.start))
    wanted, reached = np.zeros(problem.sites, bool), np.zeros(len(problem.people), bool)
    wanted[sites], reached[areas] = True, True
    keep = wanted[owner] & reached[problem.member]
    area, site = problem.member[keep], owner[keep].astype(np.int32)
    order = np.argsort(area, kind="stable")  # sites stay in ascending order within an area
    area, site = area[order], site[order]
    ends = np.flatnonzero(np.diff(area, append=-1)) + 1
    of, known = np.full(len(problem.people), -1, dtype=np.int32), dict[bytes, int]()
    group, at = list[Index](), list[Index]()
    for begin, end in zip(np.concatenate([[0], ends[:-1]]), ends, strict=True):
        same = site[begin:end]
        number = known.setdefault(same.tobytes(), len(known))
        if number == len(at):
            at.append(same)
            group.append(np.full(len(same), number, dtype=np.int32))
        of[area[begin]] = number
    none = [np.zeros(0, dtype=np.int32)]
    return Groups(of=of, group=np.concatenate(group + none), site=np.concatenate(at + none))


def program_of(problem: Covering, least: Index, most: Index, *, sessions: int) -> Program:
    """The program of a covering with at least and at most so many sessions at each site.

    Where room counts, people flow from groups of areas to sites; where it does not, a group is
    served or not, and what a site that is open in any case reaches is settled.
    """
    return (_plain if problem.roomy else _roomed)(problem, least, most, sessions)


def _plain(problem: Covering, least: Index, most: Index, sessions: int) -> Program:
    worth = problem.weight * problem.people
    owner = np.repeat(np.arange(problem.sites), np.diff(problem.start))
    served = np.zeros(len(worth), dtype=bool)
    served[problem.member[least[owner] > 0]] = True
    sites = np.flatnonzero((most > 0) & (least == 0)).astype(np.int32)
    groups = groups_of(problem, sites, np.flatnonzero(~served).astype(np.int32))
    column = np.zeros(problem.sites, dtype=np.int32)
    column[sites] = np.arange(len(sites))
    size, count = len(sites), groups.count
    inside = groups.of >= 0
    values = np.bincount(groups.of[inside], worth[inside], count)
    kept = np.minimum(least, 1).astype(np.int32)
    # Each group: served - sum of its sites <= 0; then all sites together.
    group = np.arange(count)
    rows = np.concatenate([groups.group, group, np.full(size, count)])
    columns = np.concatenate([column[groups.site], size + group, np.arange(size)])
    entries = np.concatenate([np.full(len(groups.site), -1.0), np.ones(count + size)])
    model = _model(
        cost=np.concatenate([np.zeros(size), -values]),
        lower=np.zeros(size + count),
        upper=np.ones(size + count),
        whole=size,
        matrix=coo_array((entries, (rows, columns)), shape=(count + 1, size + count)),
        most=np.concatenate([np.zeros(count), [sessions - kept.sum()]]),
    )
    return Program(
        model=model,
        constant=float(worth[served].sum()),
        site=sites,
        least=np.zeros(size),
        most=np.ones(size),
        kept=kept,
        pairs=len(groups.site),
    )


def _roomed(problem: Covering, least: Index, most: Index, sessions: int) -> Program:
    site, room, low, high = _sizes(problem, least, most)
    sites = np.flatnonzero(most > 0).astype(np.int32)
    reached = np.arange(len(problem.people), dtype=np.int32)
    groups = groups_of(problem, sites, reached)
    areas = np.flatnonzero(groups.of >= 0)
    size, flows, count = len(site), len(groups.site), groups.count
    people = np.bincount(groups.of[areas], problem.people[areas], count)[groups.group]
    first_flow, first_area = size, size + flows
    width = size + flows + len(areas)
    # Rows: each group serves what flows from it; each site has room; no flow where none is open;
    # all sessions together.
    at_site, at_flow, last = count, count + problem.sites, count + problem.sites + flows
    flow = np.arange(flows)
    by_site = [np.flatnonzero(site == one) for one in range(problem.sites)] if size else []
    opening = np.concatenate([by_site[one] for one in groups.site] + [np.zeros(0, dtype=int)])
    opened = np.repeat(flow, [len(by_site[one]) for one in groups.site])
    parts = [
        (groups.of[areas], first_area + np.arange(len(areas)), np.ones(len(areas))),
        (groups.group, first_flow + flow, -np.ones(flows)),
        (at_site + groups.site, first_flow + flow, np.ones(flows)),
        (at_site + site, np.arange(size), -room),
        (at_flow + flow, first_flow + flow, np.ones(flows)),
        (at_flow + opened, opening.astype(np.int32), -people[opened]),
        (np.full(size, last), np.arange(size), np.ones(size)),
    ]
    rows, columns, entries = (np.concatenate([part[n] for part in parts]) for n in range(3))
    model = _model(
        cost=np.concatenate([np.zeros(size + flows), -problem.weight[areas]]),
        lower=np.concatenate([low, np.zeros(flows + len(areas))]),
        upper=np.concatenate([high, people, problem.people[areas]]),
        whole=size,
        matrix=coo_array((entries, (rows, columns)), shape=(last + 1, width)),
        most=np.concatenate([np.zeros(last), [sessions]]),
    )
    kept = np.zeros(problem.sites, dtype=np.int32)
    return Program(
        model=model, constant=0.0, site=site, least=low, most=high, kept=kept, pairs=flows
    )


def _sizes(problem: Covering, least: Index, most: Index) -> tuple[Index, Floats, Floats, Floats]:
    """Sessions of one size at one site, taken together: site, room, least and most of each."""
    found = []
    for site in np.flatnonzero(most > 0).tolist():
        begin = int(problem.first[site])
        rooms = problem.room[begin : begin + int(most[site])]
        at = 0
        for room, count in zip(*np.unique(-rooms, return_counts=True), strict=True):
            found.append((site, -room, min(max(least[site] - at, 0), count), count))
            at += count
    columns = np.array(found, dtype=np.float64).reshape(-1, 4).T
    return columns[0].astype(np.int32), columns[1], columns[2], columns[3]


def _model(
    *,
    cost: Floats,
    lower: Floats,
    upper: Floats,
    whole: int,
    matrix: coo_array,
    most: Floats,
) -> Any:
    """Minimise ``cost`` where ``matrix`` times the columns is at most ``most``."""
    by_row = matrix.tocsr()
    by_row.sum_duplicates()
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = len(cost), len(most)
    model.col_cost_, model.col_lower_, model.col_upper_ = cost, lower, upper
    model.row_lower_ = np.full(len(most), -highspy.kHighsInf)
    model.row_upper_ = most
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_ = by_row.indptr
    model.a_matrix_.index_ = by_row.indices
    model.a_matrix_.value_ = by_row.data
    kinds = [highspy.HighsVarType.kInteger] * whole
    model.integrality_ = kinds + [highspy.HighsVarType.kContinuous] * (len(cost) - whole)
    return model
