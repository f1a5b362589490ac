"""Making the tables of a :class:`~graph.network.Network` out of records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from graph.blurring import middles
from graph.columns import codes, days, flags, floats, index, text
from graph.model import (
    Activity,
    Agreement,
    Area,
    Asset,
    Day,
    Dismissal,
    Grant,
    Indicator,
    Need,
    Organisation,
    Outcome,
    Partnership,
    Priority,
    Request,
    Scenario,
    Seat,
    Site,
    Source,
    Tie,
    TimesTo,
    TravelTime,
    WeeklyTime,
)
from graph.naming import Named, RowsOf
from graph.network import (
    ActivityTable,
    AreaTable,
    AssetTable,
    GrantTable,
    Network,
    OrganisationTable,
    Pairs,
    PopulationTable,
    RequestTable,
    SiteTable,
    TieTable,
    TimesTable,
    TravelTable,
    WithinTable,
)
from graph.projection import to_degrees, to_grid

T = TypeVar("T")
_DAY = {day: number for number, day in enumerate(Day)}


def _pairs(
    owners: Sequence[T], ids: Callable[[T], Iterable[str]], rows: RowsOf, name: Callable[[T], str]
) -> Pairs:
    found = [
        (row, rows.of(id, name(owner))) for row, owner in enumerate(owners) for id in ids(owner)
    ]
    return Pairs(left=index(left for left, _ in found), right=index(right for _, right in found))


def _times(owned: Iterable[tuple[WeeklyTime, ...]]) -> TimesTable:
    flat = [(row, time) for row, times in enumerate(owned) for time in sorted(times)]
    return TimesTable(
        owner=index(row for row, _ in flat),
        day=index(_DAY[time.day] for _, time in flat),
        start=index(time.start_minute for _, time in flat),
        end=index(time.end_minute for _, time in flat),
        season=codes(time.season for _, time in flat),
    )


def network_of(
    records: Iterable[object], *, revision: str = "0", times: Iterable[TimesTo] = ()
) -> Network:
    """The network of some records; no records give the empty network.

    Parameters
    ----------
    records
        Model objects of any kinds in any order. Boundaries, accounts and
        changes are passed over: no analysis reads them.
    revision
        Which revision of the graph they are.
    times
        Travel times that are carried many at once, beside those among the records.

    Raises
    ------
    DanglingReference
        A record names another that is not among the records.
    """
    return _network_of(records, revision, times, None)


def part_of(records: Iterable[object], named: Named, *, times: Iterable[TimesTo] = ()) -> Network:
    """The tables of some records that are part of a larger network.

    Whose row it is (a tie's own, the owner of a weekly time) is a row of these tables; what a
    record names is a row of the larger network's, and so are all columns of the travel times.

    Raises
    ------
    DanglingReference
        A record names another that is not in the larger network.
    """
    return _network_of(records, "0", times, named)


def _network_of(
    records: Iterable[object], revision: str, times: Iterable[TimesTo], named: Named | None
) -> Network:
    by_kind: defaultdict[type, list[object]] = defaultdict(list)
    for record in records:
        by_kind[type(record)].append(record)

    def rows_of(kind: type[T]) -> list[T]:
        return sorted(by_kind[kind], key=lambda record: record.id)  # type: ignore[attr-defined,arg-type]

    areas, sites, organisations = rows_of(Area), rows_of(Site), rows_of(Organisation)
    assets, requests, activities = rows_of(Asset), rows_of(Request), rows_of(Activity)
    grants, ties, sources = rows_of(Grant), rows_of(Tie), rows_of(Source)
    area_rows = RowsOf("area", named.areas if named else text(a.id for a in areas))
    site_rows = RowsOf("site", named.sites if named else text(s.id for s in sites))
    organisation_rows = RowsOf(
        "organisation", named.organisations if named else text(o.id for o in organisations)
    )
    source_rows = RowsOf("source", named.sources if named else text(s.id for s in sources))
    return Network(
        revision=revision,
        areas=_areas(areas),
        population=_population(areas),
        within=_within(areas, area_rows),
        sites=_sites(sites),
        stands_in=_pairs(sites, lambda s: s.area_ids, area_rows, lambda s: s.id),
        organisations=_organisations(organisations, site_rows),
        serves=_pairs(organisations, lambda o: o.area_ids, area_rows, lambda o: o.id),
        assets=_assets(assets, organisation_rows, site_rows),
        availability=_times(asset.availability for asset in assets),
        requests=_requests(requests, organisation_rows, site_rows),
        wanted_times=_times(request.times for request in requests),
        wanted_in=_pairs(requests, lambda r: r.area_ids, area_rows, lambda r: r.id),
        activities=_activities(activities, organisation_rows, site_rows),
        sessions=_times(activity.sessions for activity in activities),
        delivers_with=_pairs(
            activities, lambda a: a.partner_ids, organisation_rows, lambda a: a.id
        ),
        grants=_grants(grants, organisation_rows),
        benefits=_pairs(grants, lambda g: g.area_ids, area_rows, lambda g: g.id),
        ties=_ties(ties, organisation_rows),
        needs=tuple(rows_of(Need)),
        priorities=tuple(rows_of(Priority)),
        outcomes=tuple(rows_of(Outcome)),
        indicators=tuple(rows_of(Indicator)),
        partnerships=tuple(rows_of(Partnership)),
        seats=tuple(rows_of(Seat)),
        agreements=tuple(rows_of(Agreement)),
        sources=tuple(sources),
        travel=_travel(
            [*times, *_carried(rows_of(TravelTime))],
            area_rows,
            site_rows,
            source_rows,
        ),
        scenarios=tuple(rows_of(Scenario)),
        dismissals=tuple(rows_of(Dismissal)),
    )


def _areas(areas: Sequence[Area]) -> AreaTable:
    latitude, longitude = floats(a.latitude for a in areas), floats(a.longitude for a in areas)
    easting, northing = to_grid(longitude, latitude)
    return AreaTable(
        id=text(a.id for a in areas),
        name=text(a.name for a in areas),
        kind=codes(a.kind for a in areas),
        latitude=latitude,
        longitude=longitude,
        easting=easting,
        northing=northing,
        deprivation_decile=floats(a.deprivation_decile for a in areas),
        deprivation_score=floats(a.deprivation_score for a in areas),
        deprivation_index=text(a.deprivation_index for a in areas),
        rural=floats(a.rural for a in areas),
        source=text(a.source_id for a in areas),
        verified_on=days(a.verified_on for a in areas),
    )


def _population(areas: Sequence[Area]) -> PopulationTable:
    flat = [(row, band) for row, area in enumerate(areas) for band in area.population]
    return PopulationTable(
        area=index(row for row, _ in flat),
        age_from=index(band.ages.age_from for _, band in flat),
        age_to=index(band.ages.age_to for _, band in flat),
        people=floats(band.people for _, band in flat),
    )


def _within(areas: Sequence[Area], rows: RowsOf) -> WithinTable:
    flat = [(row, step) for row, area in enumerate(areas) for step in area.within]
    return WithinTable(
        inner=index(row for row, _ in flat),
        outer=index(rows.of(step.area_id, areas[row].id) for row, step in flat),
        share=floats(step.share for _, step in flat),
    )


def _sites(sites: Sequence[Site]) -> SiteTable:
    latitude, longitude = floats(s.latitude for s in sites), floats(s.longitude for s in sites)
    easting, northing = to_grid(longitude, latitude)
    # Whoever kept it exactly: no page, file or finding is to tell where such a place is.
    hidden = flags(s.blurred for s in sites)
    easting[hidden], northing[hidden] = middles(easting[hidden]), middles(northing[hidden])
    longitude[hidden], latitude[hidden] = to_degrees(easting[hidden], northing[hidden])
    return SiteTable(
        id=text(s.id for s in sites),
        name=text(s.name for s in sites),
        address=text("" if s.blurred else s.address for s in sites),
        postcode=text("" if s.blurred else s.postcode for s in sites),
        latitude=latitude,
        longitude=longitude,
        easting=easting,
        northing=northing,
        blurred=hidden,
        source=text(s.source_id for s in sites),
        verified_on=days(s.verified_on for s in sites),
    )


def _organisations(organisations: Sequence[Organisation], sites: RowsOf) -> OrganisationTable:
    return OrganisationTable(
        id=text(o.id for o in organisations),
        name=text(o.name for o in organisations),
        kind=codes(o.kind for o in organisations),
        description=text(o.description for o in organisations),
        website=text(o.website for o in organisations),
        site=index(sites.of(o.site_id, o.id) for o in organisations),
        source=text(o.source_id for o in organisations),
        verified_on=days(o.verified_on for o in organisations),
    )


def _assets(assets: Sequence[Asset], organisations: RowsOf, sites: RowsOf) -> AssetTable:
    return AssetTable(
        id=text(a.id for a in assets),
        name=text(a.name for a in assets),
        kind=codes(a.kind for a in assets),
        organisation=index(organisations.of(a.organisation_id, a.id) for a in assets),
        site=index(sites.of(a.site_id, a.id) for a in assets),
        description=text(a.description for a in assets),
        quantity=floats(a.quantity for a in assets),
        unit=text(a.unit for a in assets),
        capacity=floats(a.capacity for a in assets),
        conditions=text(a.conditions for a in assets),
        borrowers=codes(a.borrowers for a in assets),
        cost_pounds_per_hour=floats(a.cost_pounds_per_hour for a in assets),
        step_free=floats(a.step_free for a in assets),
        themes=text(tuple(str(theme) for theme in a.themes) for a in assets),
        source=text(a.source_id for a in assets),
        verified_on=days(a.verified_on for a in assets),
    )


def _requests(requests: Sequence[Request], organisations: RowsOf, sites: RowsOf) -> RequestTable:
    return RequestTable(
        id=text(r.id for r in requests),
        name=text(r.name for r in requests),
        wanted=codes(r.wanted for r in requests),
        organisation=index(organisations.of(r.organisation_id, r.id) for r in requests),
        site=index(sites.of(r.site_id, r.id) for r in requests),
        description=text(r.description for r in requests),
        quantity=floats(r.quantity for r in requests),
        unit=text(r.unit for r in requests),
        capacity=floats(r.capacity for r in requests),
        age_from=floats(None if r.ages is None else r.ages.age_from for r in requests),
        age_to=floats(None if r.ages is None else r.ages.age_to for r in requests),
        theme=codes(r.theme or "" for r in requests),
        most_pounds_per_hour=floats(r.most_pounds_per_hour for r in requests),
        step_free=flags(r.step_free for r in requests),
        starts_on=days(r.starts_on for r in requests),
        ends_on=days(r.ends_on for r in requests),
        stage=codes(r.stage for r in requests),
        source=text(r.source_id for r in requests),
        verified_on=days(r.verified_on for r in requests),
    )


def _activities(
    activities: Sequence[Activity], organisations: RowsOf, sites: RowsOf
) -> ActivityTable:
    return ActivityTable(
        id=text(a.id for a in activities),
        name=text(a.name for a in activities),
        organisation=index(organisations.of(a.organisation_id, a.id) for a in activities),
        site=index(sites.of(a.site_id, a.id) for a in activities),
        theme=codes(a.theme for a in activities),
        age_from=index(a.ages.age_from for a in activities),
        age_to=index(a.ages.age_to for a in activities),
        audience=codes(a.audience for a in activities),
        places=floats(a.places for a in activities),
        cost_pounds=floats(a.cost_pounds for a in activities),
        entry=codes(a.entry for a in activities),
        outcomes=text(tuple(a.outcome_ids) for a in activities),
        description=text(a.description for a in activities),
        website=text(a.website for a in activities),
        source=text(a.source_id for a in activities),
        verified_on=days(a.verified_on for a in activities),
    )


def _grants(grants: Sequence[Grant], organisations: RowsOf) -> GrantTable:
    return GrantTable(
        id=text(g.id for g in grants),
        name=text(g.name for g in grants),
        description=text(g.description for g in grants),
        identifier=text(g.identifier for g in grants),
        programme=text(g.programme for g in grants),
        funder=index(organisations.of(g.funder_id, g.id) for g in grants),
        recipient=index(organisations.of(g.recipient_id, g.id) for g in grants),
        amount_pounds=floats(g.amount_pounds for g in grants),
        awarded_on=days(g.awarded_on for g in grants),
        starts_on=days(g.starts_on for g in grants),
        ends_on=days(g.ends_on for g in grants),
        regrant=codes(g.regrant or "" for g in grants),
        latitude=floats(g.latitude for g in grants),
        longitude=floats(g.longitude for g in grants),
        place_name=text(g.place_name for g in grants),
        codes_elsewhere=text(tuple(g.codes_elsewhere) for g in grants),
        head_office=text(g.head_office for g in grants),
        source=text(g.source_id for g in grants),
    )


def _ties(ties: Sequence[Tie], organisations: RowsOf) -> TieTable:
    return TieTable(
        id=text(t.id for t in ties),
        left=index(organisations.of(t.from_id, t.id) for t in ties),
        right=index(organisations.of(t.to_id, t.id) for t in ties),
        kind=codes(t.kind for t in ties),
        validated=flags(t.validated for t in ties),
        source=text(t.source_id for t in ties),
        verified_on=days(t.verified_on for t in ties),
    )


def _carried(single: Sequence[TravelTime]) -> list[TimesTo]:
    """Single travel times as the store carries them."""
    return [
        TimesTo(
            site_id=time.site_id,
            mode=time.mode,
            source_id=time.source_id,
            area_ids=(time.area_id,),
            minutes=(time.minutes,),
        )
        for time in single
    ]


def _travel(
    carried: Sequence[TimesTo], areas: RowsOf, sites: RowsOf, sources: RowsOf
) -> TravelTable:
    if not carried:
        return TravelTable()
    lengths = [len(times.area_ids) for times in carried]

    def repeated(values: Iterable[object], dtype: str) -> npt.NDArray[Any]:
        return np.repeat(np.array(list(values), dtype=dtype), lengths)

    owner = "a travel time"
    area = index(areas.of(id, owner) for times in carried for id in times.area_ids)
    site = repeated((sites.of(times.site_id, owner) for times in carried), "int32")
    mode = repeated((times.mode.value for times in carried), "U5")
    source = repeated((sources.of(times.source_id, owner) for times in carried), "int32")
    minutes = np.fromiter((each for times in carried for each in times.minutes), np.float64)
    order = np.lexsort((site, area, mode))
    return TravelTable(
        area=area[order],
        site=site[order],
        mode=mode[order],
        minutes=minutes[order],
        source=source[order],
    )
