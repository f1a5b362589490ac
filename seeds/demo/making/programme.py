"""What providers put on: for each theme, the kinds of weekly session that are common in it."""

from __future__ import annotations

from dataclasses import dataclass

from graph.model import Theme


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A kind of activity.

    Attributes
    ----------
    label
        What follows the place in its name.
    ages
        First and last age.
    days
        Days on which it may be; ``nights`` of them are drawn.
    hours, season
        Times of day; the season's suffix in the times' text form.
    places
        Fewest and most young people at a session.
    entry, cost
        As in an activity.
    """

    label: str
    ages: tuple[int, int]
    days: str = "Mon Tue Wed Thu Fri"
    nights: int = 1
    hours: tuple[str, ...] = ("18:30-20:30", "18:00-20:00", "19:00-21:00")
    season: str = "term"
    places: tuple[int, int] = (16, 30)
    entry: str = "open"
    cost: float = 0.0


SCHOOL_END = ("15:30-17:00", "15:45-17:15")
DAYTIME = ("10:00-15:00", "10:00-14:00")

OFFERS: dict[Theme, tuple[Offer, ...]] = {
    Theme.OPEN_ACCESS: (
        Offer(label="youth club", ages=(11, 16), nights=2, places=(24, 45), cost=0.5),
        Offer(label="drop-in", ages=(13, 19), nights=2, places=(20, 36)),
        Offer(label="junior club", ages=(8, 12), hours=("16:30-18:00", "17:00-18:30"), cost=1),
        Offer(label="late night", ages=(14, 19), days="Fri Sat", hours=("19:30-22:00",)),
        Offer(label="Friday project", ages=(11, 18), days="Fri", places=(25, 40), cost=1),
        Offer(label="games café", ages=(12, 18), hours=("16:00-18:30",), places=(16, 28)),
        Offer(label="Saturday open door", ages=(10, 15), days="Sat", hours=("13:00-16:00",)),
        Offer(label="Sunday supper", ages=(13, 18), days="Sun", hours=("17:00-19:00",)),
    ),
    Theme.DETACHED: (
        Offer(label="street team", ages=(13, 19), days="Thu Fri Sat", nights=2, season="all year"),
        Offer(label="park team", ages=(11, 17), days="Tue Fri", hours=("17:00-19:00",)),
    ),
    Theme.HOLIDAY: (
        Offer(
            label="holiday club and lunch",
            ages=(8, 14),
            nights=3,
            hours=DAYTIME,
            season="holidays",
            places=(30, 50),
            entry="booked",
        ),
        Offer(label="summer days out", ages=(12, 17), hours=DAYTIME, season="holidays"),
    ),
    Theme.ARTS: (
        Offer(label="art club", ages=(11, 16), places=(12, 18), cost=2),
        Offer(label="sewing and upcycling", ages=(12, 18), places=(10, 14), cost=1),
        Offer(label="printmakers", ages=(13, 19), places=(10, 15), cost=2),
        Offer(label="Saturday studio", ages=(8, 13), days="Sat", hours=("10:00-12:00",), cost=3),
    ),
    Theme.MUSIC: (
        Offer(label="band nights", ages=(12, 18), places=(12, 20), cost=1),
        Offer(label="song and beats", ages=(13, 19), places=(10, 16)),
        Offer(label="ukuleles and drums", ages=(9, 14), hours=("16:00-17:30",), cost=1),
        Offer(label="youth choir", ages=(8, 16), hours=("16:30-18:00",), places=(20, 35), cost=1),
    ),
    Theme.DRAMA: (
        Offer(label="youth theatre", ages=(11, 16), places=(18, 26), cost=4, entry="booked"),
        Offer(label="street dance", ages=(10, 16), places=(16, 24), cost=3),
        Offer(label="improv night", ages=(13, 18), places=(12, 20), cost=2),
        Offer(label="young company", ages=(14, 19), places=(14, 20), cost=4, entry="booked"),
    ),
    Theme.DIGITAL: (
        Offer(label="code and make", ages=(10, 15), hours=SCHOOL_END, places=(12, 18), cost=1),
        Offer(label="film lab", ages=(13, 19), places=(10, 16)),
    ),
    Theme.SPORT: (
        Offer(label="football nights", ages=(11, 16), nights=2, places=(22, 40), cost=1),
        Offer(label="multi-sport", ages=(11, 18), places=(20, 36), cost=1.5),
        Offer(label="basketball", ages=(12, 18), places=(16, 28), cost=1),
        Offer(label="boxing and fitness", ages=(12, 18), nights=2, places=(14, 24), cost=2),
        Offer(label="skate sessions", ages=(9, 17), days="Sat Sun", hours=("10:00-12:00",)),
        Offer(label="badminton and table tennis", ages=(11, 19), places=(14, 24), cost=1.5),
        Offer(label="running club", ages=(13, 19), hours=("17:00-18:30",), cost=0),
        Offer(label="Saturday juniors", ages=(6, 11), days="Sat", hours=("09:30-11:30",), cost=2),
    ),
    Theme.OUTDOOR: (
        Offer(label="paddle and surf", ages=(11, 17), days="Wed Sat", places=(10, 18), cost=4),
        Offer(label="young explorers", ages=(10, 15), days="Sat Sun", hours=("10:00-13:00",)),
        Offer(
            label="climb and hike", ages=(13, 18), days="Sat Sun", hours=("10:00-14:00",), cost=3
        ),
        Offer(label="boat evenings", ages=(11, 17), season="all year", places=(10, 16), cost=5),
    ),
    Theme.UNIFORMED: (
        Offer(label="juniors", ages=(8, 10), hours=("17:30-19:00",), places=(20, 28), cost=2),
        Offer(label="patrol", ages=(10, 14), hours=("18:45-20:30",), places=(22, 32), cost=2),
        Offer(label="seniors", ages=(14, 18), hours=("19:00-21:00",), places=(12, 20), cost=2),
    ),
    Theme.WELLBEING: (
        Offer(label="calm space", ages=(11, 17), hours=("16:00-18:00",), places=(8, 14)),
        Offer(label="cook and talk", ages=(12, 18), hours=("16:30-18:30",), places=(8, 14)),
        Offer(label="talk and walk", ages=(13, 19), places=(8, 12), entry="referred"),
        Offer(label="girls’ group", ages=(11, 16), places=(12, 18)),
    ),
    Theme.ADVICE: (
        Offer(label="advice drop-in", ages=(13, 19), hours=("15:30-18:00",), places=(8, 14)),
    ),
    Theme.HEALTH: (
        Offer(label="health drop-in", ages=(13, 19), hours=("15:30-17:30",), places=(8, 12)),
    ),
    Theme.EMPLOYMENT: (
        Offer(label="first job club", ages=(15, 19), hours=("16:00-18:00",), places=(10, 16)),
        Offer(
            label="workshop days",
            ages=(16, 24),
            nights=2,
            hours=DAYTIME,
            places=(8, 14),
            entry="referred",
        ),
    ),
    Theme.LEARNING: (
        Offer(label="homework café", ages=(11, 16), nights=2, hours=SCHOOL_END, places=(16, 30)),
        Offer(label="exam room", ages=(14, 18), hours=("16:00-18:00",), places=(14, 24)),
        Offer(label="reading and games", ages=(8, 13), hours=SCHOOL_END, places=(14, 20)),
    ),
    Theme.ENVIRONMENT: (
        Offer(label="young rangers of the shore", ages=(9, 15), days="Sat", hours=("10:00-12:30",)),
        Offer(label="garden crew", ages=(11, 18), days="Sat Wed", hours=("10:00-12:00",)),
    ),
    Theme.SOCIAL_ACTION: (Offer(label="good deeds crew", ages=(13, 18), places=(10, 18)),),
    Theme.VOICE: (Offer(label="youth voice evening", ages=(11, 19), places=(10, 20)),),
}

WORDS: dict[Theme, tuple[str, ...]] = {
    Theme.OPEN_ACCESS: (
        "Come in, get warm, have a drink; pool, music and youth workers who listen.",
        "A room, a kitchen and a games shelf that young people chose.",
        "Open door: nobody signs up, everybody is greeted.",
    ),
    Theme.DETACHED: (
        "Youth workers who go where young people already are.",
        "Two workers, a flask and time to talk, out of doors.",
    ),
    Theme.HOLIDAY: ("A hot lunch and something to do every day of it.",),
    Theme.ARTS: (
        "Paint, clay and print; the shelf is full of work in progress.",
        "Make something to show at the end of term.",
    ),
    Theme.MUSIC: (
        "Instruments to borrow, and a night to play at the end of term.",
        "Bring a tune or come and find one.",
    ),
    Theme.DRAMA: (
        "A show twice a year, written by those in it.",
        "Warm up, make things up, dance.",
    ),
    Theme.DIGITAL: ("Laptops, cameras and somebody who knows them.",),
    Theme.SPORT: (
        "Turn up in trainers; no trials and no shouting.",
        "For those who like to win and those who like to run.",
    ),
    Theme.OUTDOOR: (
        "Kit is lent; bring a towel.",
        "Out in most weathers with a qualified leader.",
    ),
    Theme.UNIFORMED: ("Badges, camps and a promise to help.",),
    Theme.WELLBEING: (
        "A quiet room, hot chocolate and somebody trained to listen.",
        "Small and calm; walk, talk or do neither.",
    ),
    Theme.ADVICE: ("Questions answered, forms filled in, no appointment.",),
    Theme.HEALTH: ("A nurse and a youth worker, in confidence.",),
    Theme.EMPLOYMENT: ("Tools, a first reference and bus fares paid.",),
    Theme.LEARNING: ("Homework with help and toast.", "Quiet tables after school."),
    Theme.ENVIRONMENT: ("Gloves on: beaches, hedges and beds of beans.",),
    Theme.SOCIAL_ACTION: ("Something good for the town, chosen by those who do it.",),
    Theme.VOICE: ("What would you change? Then how.",),
}
"""What providers say about their sessions."""
