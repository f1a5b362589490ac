"""The vocabularies: every closed list of words a record may use, with its label for people."""

from __future__ import annotations

from enum import StrEnum


class Term(StrEnum):
    """One word of a closed vocabulary: a stored value and a ``label`` for people."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Term:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label or value.replace("_", " ").capitalize()
        return member


class AreaKind(Term):
    """A kind of area, from the largest to the smallest."""

    COUNTRY = "country", "Country"
    REGION = "region", "Region"
    COUNTY = "county", "County"
    LOCAL_AUTHORITY = "local_authority", "Local authority"
    PARISH = "parish", "Parish or town"
    WARD = "ward", "Ward"
    MSOA = "msoa", "Middle-layer area (MSOA)"
    LSOA = "lsoa", "Small area (LSOA)"
    LOCAL = "local", "Local area"


class OrganisationKind(Term):
    """What an organisation is."""

    COUNCIL = "council", "Council"
    PARISH_COUNCIL = "parish_council", "Town or parish council"
    VOLUNTARY = "voluntary", "Voluntary provider"
    INDEPENDENT = "independent", "Independent provider"
    YOUTH_GROUP = "youth_group", "Youth group"
    INFRASTRUCTURE = "infrastructure", "Infrastructure body"
    SCHOOL = "school", "School or college"
    PUBLIC_BODY = "public_body", "Public body"
    FUNDER = "funder", "Funder"
    BUSINESS = "business", "Business"


class Regrant(Term):
    """How a recipient gives a grant on to others (360Giving's codes)."""

    COMMON = "FRG010", "Given on as grants"
    INTERMEDIARY = "FRG020", "Given on through an intermediary"
    MATCH = "FRG030", "Match funding, given on as grants"
    COLLABORATION = "FRG040", "A fund of several funders, given on as grants"
    FISCAL_SPONSOR = "FRG050", "Paid on for the funder"
    ENDOWMENT = "FRG060", "An endowment of a fund"
    MULTIPURPOSE = "FRG070", "Given on in part"


class GrantPlace(Term):
    """What it rests on where a grant is shown, the most trustworthy first."""

    AREA = "area", "By where it is spent"
    POINT = "point", "By where it is spent"
    ELSEWHERE = "elsewhere", "Spent in areas that are not in the graph"
    RECIPIENT_AREA = "recipient_area", "By where the recipient works"
    HEAD_OFFICE = "head_office", "Head office only"
    UNKNOWN = "unknown", "Place not known"


class AssetKind(Term):
    """What an asset is."""

    VENUE = "venue", "Venue"
    ROOM = "room", "Room"
    OUTDOOR_SPACE = "outdoor_space", "Outdoor space"
    VEHICLE = "vehicle", "Vehicle"
    EQUIPMENT = "equipment", "Equipment"
    STAFF_TIME = "staff_time", "Staff time"
    VOLUNTEER_TIME = "volunteer_time", "Volunteer time"
    SKILL = "skill", "Skill or training"
    MONEY = "money", "Money"
    DATA = "data", "Data"


class Borrowers(Term):
    """Who may use an asset."""

    ANYONE = "anyone", "Anyone"
    NON_PROFIT = "non_profit", "Non-profit organisations"
    MEMBERS = "members", "Members only"
    BY_ARRANGEMENT = "by_arrangement", "By arrangement"
    UNKNOWN = "unknown", "Not known"


class ThemeGroup(Term):
    """The upper level of the themes taxonomy."""

    PLACE = "place", "Places to go"
    CREATIVE = "creative", "Creative"
    ACTIVE = "active", "Active and outdoors"
    WELLBEING = "wellbeing", "Wellbeing and advice"
    FUTURES = "futures", "Learning and futures"
    VOICE = "voice", "Voice and community"


class Theme(Term):
    """What an activity is about: a taxonomy of two levels (theme within :class:`ThemeGroup`)."""

    group: ThemeGroup

    def __new__(cls, value: str, label: str, group: ThemeGroup) -> Theme:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        member.group = group
        return member

    OPEN_ACCESS = "open_access", "Open-access youth club", ThemeGroup.PLACE
    DETACHED = "detached", "Detached and street-based", ThemeGroup.PLACE
    HOLIDAY = "holiday", "Holiday activities and food", ThemeGroup.PLACE
    ARTS = "arts", "Arts and crafts", ThemeGroup.CREATIVE
    MUSIC = "music", "Music", ThemeGroup.CREATIVE
    DRAMA = "drama", "Drama and dance", ThemeGroup.CREATIVE
    DIGITAL = "digital", "Digital and making", ThemeGroup.CREATIVE
    SPORT = "sport", "Sport", ThemeGroup.ACTIVE
    OUTDOOR = "outdoor", "Outdoor and adventure", ThemeGroup.ACTIVE
    UNIFORMED = "uniformed", "Uniformed youth", ThemeGroup.ACTIVE
    WELLBEING = "wellbeing", "Mental wellbeing", ThemeGroup.WELLBEING
    ADVICE = "advice", "Information and advice", ThemeGroup.WELLBEING
    HEALTH = "health", "Health and relationships", ThemeGroup.WELLBEING
    EMPLOYMENT = "employment", "Work and skills", ThemeGroup.FUTURES
    LEARNING = "learning", "Learning support", ThemeGroup.FUTURES
    ENVIRONMENT = "environment", "Environment", ThemeGroup.VOICE
    SOCIAL_ACTION = "social_action", "Volunteering and social action", ThemeGroup.VOICE
    VOICE = "voice", "Youth voice", ThemeGroup.VOICE


class Audience(Term):
    """Whom an activity is for."""

    EVERYONE = "everyone", "Everyone"
    GIRLS = "girls", "Girls and young women"
    BOYS = "boys", "Boys and young men"
    SEND = "send", "Young people with SEND"
    LGBTQ = "lgbtq", "LGBTQ+ young people"
    CARE_LEAVERS = "care_leavers", "Care-experienced young people"
    YOUNG_CARERS = "young_carers", "Young carers"
    NEW_ARRIVALS = "new_arrivals", "Young refugees and new arrivals"
    NOT_IN_EDUCATION = "not_in_education", "Not in education, work or training"


class Entry(Term):
    """How a young person gets in."""

    OPEN = "open", "Open to all who come"
    REFERRED = "referred", "By referral"
    BOOKED = "booked", "By booking"


class NeedKind(Term):
    """How a need came to be known."""

    STATISTICAL = "statistical", "Statistical need"
    YOUNG_PEOPLE = "young_people", "Raised by young people"
    PARTNER = "partner", "Raised by a partner"


class OutcomeOrigin(Term):
    """Where an outcome of the framework comes from."""

    STRATEGY = "strategy", "From a council strategy"
    YOUNG_PEOPLE = "young_people", "From young people"


class PartnershipKind(Term):
    """What a partnership is."""

    BOARD = "board", "Board"
    FORUM = "forum", "Forum"
    CONSORTIUM = "consortium", "Consortium"
    NETWORK = "network", "Network"
    PROJECT = "project", "Project"


class Participation(Term):
    """Where a partnership stands on the participation scale, lowest power first."""

    INFORMED = "informed", "Young people are informed"
    CONSULTED = "consulted", "Young people are consulted"
    INVOLVED = "involved", "Young people are involved"
    CO_PRODUCED = "co_produced", "Young people decide with others"
    YOUNG_PEOPLE_LED = "young_people_led", "Young people lead"


class SeatHolder(Term):
    """Who holds a seat."""

    ORGANISATION = "organisation", "An organisation"
    YOUNG_PEOPLE = "young_people", "Young people"


class TieKind(Term):
    """A kind of tie between two organisations, with a label from each end."""

    label_back: str

    def __new__(cls, value: str, label: str, label_back: str) -> TieKind:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        member.label_back = label_back
        return member

    AWARENESS = "awareness", "is aware of", "is known to"
    COOPERATION = "cooperation", "cooperates with", "cooperates with"
    COORDINATION = "coordination", "coordinates with", "coordinates with"
    INTEGRATION = "integration", "works as one with", "works as one with"
    DELIVERS_WITH = "delivers_with", "delivers with", "delivers with"
    FUNDS = "funds", "funds", "is funded by"
    REFERS_TO = "refers_to", "refers to", "receives referrals from"
    SUPPORTS = "supports", "supports", "is supported by"
    MEMBER_OF = "member_of", "is a member of", "has as a member"


class Stage(Term):
    """How far a sharing agreement has come."""

    INTENT = "intent", "Intends to share"
    AGREED = "agreed", "Agreed"
    IN_USE = "in_use", "In use"
    ENDED = "ended", "Ended"
    DECLINED = "declined", "Declined"


class Insurer(Term):
    """Who insures the use of what is shared."""

    LENDER = "lender", "Whoever lends it"
    BORROWER = "borrower", "Whoever uses it"
    BOTH = "both", "Each side its own part"


class Again(Term):
    """Whether somebody would share again."""

    YES = "yes", "Yes"
    CHANGED = "changed", "Yes, with changes"
    NO = "no", "No"


class RequestStage(Term):
    """Whether a request still stands."""

    OPEN = "open", "Open"
    MET = "met", "Met"
    WITHDRAWN = "withdrawn", "Withdrawn"


class Mode(Term):
    """How young people travel; each has a declared reach and detour."""

    WALK = "walk", "On foot"
    CYCLE = "cycle", "By bicycle"
    BUS = "bus", "By bus"
    CAR = "car", "By car"
