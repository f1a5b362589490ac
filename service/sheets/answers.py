"""The columns of what would meet a request, as they are taken away."""

from __future__ import annotations

import math

from graph.analysis.opportunities.answers import Answer
from graph.analysis.opportunities.standings import Standing
from service.exports import Column, Sheet


def _words(answer: Answer, standing: Standing) -> str:
    return "; ".join(reason.words for reason in answer.of(standing))


ANSWERS: Sheet[Answer] = Sheet(
    "answers",
    (
        Column("asset_id", lambda a: a.asset_id),
        Column("asset", lambda a: a.asset),
        Column("kind", lambda a: a.kind.label),
        Column("keeper_id", lambda a: a.keeper_id),
        Column("keeper", lambda a: a.keeper),
        Column("fits", lambda a: "yes" if a.fits else "nearly"),
        Column("distance_m", lambda a: None if a.distance_m is None else round(a.distance_m)),
        Column("points", lambda a: round(a.points, 2)),
        Column("what_fits", lambda a: _words(a, Standing.FITS)),
        Column("in_part", lambda a: _words(a, Standing.PARTLY)),
        Column("to_be_asked", lambda a: _words(a, Standing.ASK)),
        Column("does_not_fit", lambda a: _words(a, Standing.FAILS)),
        Column("introduced_by", lambda a: a.link.introducer or None),
        Column("request_id", lambda a: a.request_id),
        Column("latitude", lambda a: None if math.isnan(a.latitude) else round(a.latitude, 6)),
        Column("longitude", lambda a: None if math.isnan(a.longitude) else round(a.longitude, 6)),
    ),
    lambda a: (a.longitude, a.latitude),
)
