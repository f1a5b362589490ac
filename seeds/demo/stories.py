"""The stories that the demo county was written to tell; tests assert each by name.

Each story names the records that it is about, so that tests, documents and
tours refer to one place.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """Something that a finding must show.

    Attributes
    ----------
    title
        What it is called.
    sentence
        What happens, in a sentence.
    area_ids
        Where.
    organisation_ids, activity_ids, asset_ids
        Who and what takes part, in the order of the sentence.
    """

    title: str
    sentence: str
    area_ids: tuple[str, ...] = ()
    organisation_ids: tuple[str, ...] = ()
    activity_ids: tuple[str, ...] = ()
    asset_ids: tuple[str, ...] = ()


GAP = Story(
    title="The Lizard's east side",
    sentence=(
        "St Keverne and its neighbours are well mapped and have halls, fields and clubs for "
        "children under eleven, but next to nothing within reach for teenagers."
    ),
    area_ids=("cw-st-keverne", "cw-grade-ruan", "cw-landewednack"),
)

ABOVE = Story(
    title="Two Wednesday clubs in Wadebridge",
    sentence=(
        "Camel Bank and Egloshayle Road both open their doors to the same ages on Wednesday "
        "evening, a few streets apart, in a town that already has more than the agreed standard."
    ),
    area_ids=("cw-wadebridge",),
    organisation_ids=("camel-bank-youth-project", "egloshayle-road-young-peoples-club"),
    activity_ids=("camel-bank-wednesday-club", "egloshayle-road-wednesday-open-house"),
)

NEEDED = Story(
    title="Two Friday clubs in Camborne",
    sentence=(
        "Stray Moor and Wheal Harmony run the same kind of club on the same evening, and Camborne "
        "has so many young people that both are needed."
    ),
    area_ids=("cw-camborne",),
    organisation_ids=("stray-moor-youth-trust", "wheal-harmony-youth-project"),
    activity_ids=("stray-moor-friday-club", "wheal-harmony-friday-open-door"),
)

INTRODUCTION = Story(
    title="One introduction away",
    sentence=(
        "St Keverne has a free hall, parish money and young people who want to lead; the Poldhu "
        "Youth Club could deliver, and Meneage Community Network could introduce it."
    ),
    area_ids=("cw-st-keverne",),
    organisation_ids=(
        "st-keverne-parish-council",
        "poldhu-youth-club",
        "meneage-young-voices",
        "st-keverne-village-hall-trust",
        "meneage-community-network",
    ),
    asset_ids=(
        "st-keverne-parish-council-precept",
        "poldhu-youth-club-staff-time",
        "st-keverne-village-hall-main-hall",
    ),
)

KEYSTONE = Story(
    title="The trust that holds the Tamar valley together",
    sentence=(
        "Tamarside Young People's Trust is the only tie that three small groups in the Tamar "
        "valley have with anybody else."
    ),
    area_ids=("cw-calstock",),
    organisation_ids=(
        "tamarside-young-peoples-trust",
        "calstock-quay-arts-shed",
        "danescombe-paddlers",
        "tamar-young-voices",
    ),
)

CORNER = Story(
    title="The far north-east",
    sentence=(
        "Young people live in Morwenstow and Kilkhampton, but nobody has told the register what "
        "there is: unmapped, which is not the same as unserved."
    ),
    area_ids=("cw-morwenstow", "cw-kilkhampton"),
)

ASKED_FOR = Story(
    title="A room on Thursdays",
    sentence=(
        "Meneage Young Voices ask for a room on Thursday evenings, and the hall of St Keverne is "
        "free then; the parish council knows both."
    ),
    area_ids=("cw-st-keverne",),
    organisation_ids=(
        "meneage-young-voices",
        "st-keverne-village-hall-trust",
        "st-keverne-parish-council",
    ),
    asset_ids=("st-keverne-village-hall-main-hall",),
)

UNANSWERED = Story(
    title="A telescope for the moor",
    sentence="The young farmers of the moor ask for a telescope, and nobody is known to have one.",
    area_ids=("cw-st-neot",),
    organisation_ids=("moorland-young-farmers-of-tomorrow",),
)

STORIES = (GAP, ABOVE, NEEDED, INTRODUCTION, KEYSTONE, CORNER, ASKED_FOR, UNANSWERED)
