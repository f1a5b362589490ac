"""Everything that can be added, and in which words it is asked for."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from graph.model import Activity, Asset, AssetKind, Record, Request
from service.adding.subjects import CHECK, CONTACT, ORGANISATION, PLACE, SAME, WHERE, Step, Subject
from service.editing.fields import Field
from service.editing.kinds import FIELDS


def _some(record: type[Record], /, *names: str, **changes: dict[str, Any]) -> tuple[Field, ...]:
    """Fields of a kind of record by name, with some of what they say put otherwise."""
    known = {field.name: field for field in FIELDS[record]}
    return tuple(replace(known[name], **changes.get(name, {})) for name in names)


_WHOSE = Step(word=ORGANISATION, title="Whose is it?")
_PLACE = Step(word=PLACE, title="Is this the place?")
_SAME = Step(word=SAME, title="Is it here already?")
_CONTACT = Step(
    word=CONTACT,
    title="How can others get in touch?",
    hint="Leave it empty to be reached the way your organisation is reached already.",
)
_CHECK = Step(word=CHECK, title="Check your answers")


def _where(title: str = "Where is it?", hint: str = "") -> Step:
    return Step(word=WHERE, title=title, hint=hint)


def _terms(hint: str = "", *more: str) -> Step:
    fields = _some(Asset, "borrowers", "cost_pounds_per_hour", *more, "conditions")
    return Step(word="terms", title="Who may use it, and on what terms?", hint=hint, fields=fields)


def _when(title: str = "When could others use it?") -> Step:
    return Step(
        word="when", title=title, fields=_some(Asset, "availability", availability={"label": title})
    )


def _kinds(*kinds: AssetKind) -> dict[str, Any]:
    return {"terms": kinds, "label": "What is it?"}


VENUE = Subject(
    word="venue",
    label="A hall, a room or an outdoor space",
    hint="When it stands empty.",
    kind=Asset,
    steps=(
        _WHOSE,
        Step(
            word="what",
            title="What could you share?",
            fields=_some(
                Asset,
                "name",
                "kind",
                kind=_kinds(AssetKind.VENUE, AssetKind.ROOM, AssetKind.OUTDOOR_SPACE),
            ),
        ),
        _where(),
        _PLACE,
        _SAME,
        _when(),
        _terms(),
        Step(
            word="about",
            title="What should others know?",
            fields=_some(Asset, "capacity", "step_free", "description"),
        ),
        _CONTACT,
        _CHECK,
    ),
)
VEHICLE = Subject(
    word="vehicle",
    label="A minibus or another vehicle",
    hint="With or without a driver.",
    kind=Asset,
    given=(("kind", AssetKind.VEHICLE), ("unit", "seats")),
    steps=(
        _WHOSE,
        Step(
            word="what",
            title="Which vehicle could you share?",
            fields=_some(
                Asset,
                "name",
                "quantity",
                quantity={
                    "label": "How many seats has it, beside the driver’s?",
                    "whole": True,
                    "most": 100,
                    "unit": "seats",
                },
            ),
        ),
        _where("Where is it kept?"),
        _PLACE,
        _SAME,
        _when(),
        _terms(
            "A minibus of 9 to 16 seats under a section 19 permit may be lent to non-profit "
            "organisations only; its driver is 21 or over and has had a licence for two years."
        ),
        Step(
            word="about",
            title="What should others know?",
            fields=_some(Asset, "step_free", "description"),
        ),
        _CONTACT,
        _CHECK,
    ),
)
EQUIPMENT = Subject(
    word="equipment",
    label="Equipment",
    hint="Tents, canoes, a sound system.",
    kind=Asset,
    given=(("kind", AssetKind.EQUIPMENT),),
    steps=(
        _WHOSE,
        Step(
            word="what",
            title="What could you lend?",
            fields=_some(
                Asset,
                "name",
                "quantity",
                "unit",
                quantity={"label": "How many?"},
                unit={"label": "Of what?", "hint": "Such as tents, canoes."},
            ),
        ),
        _where("Where is it kept?"),
        _PLACE,
        _SAME,
        _terms(),
        Step(
            word="about",
            title="What should others know?",
            fields=_some(Asset, "themes", "description"),
        ),
        _CONTACT,
        _CHECK,
    ),
)
TIME = Subject(
    word="time",
    label="People’s time",
    hint="Volunteers, a youth worker.",
    kind=Asset,
    given=(("unit", "hours a week"),),
    placed=False,
    steps=(
        _WHOSE,
        Step(
            word="what",
            title="Whose time could you share?",
            hint="Say what they do, not who they are.",
            fields=_some(
                Asset,
                "name",
                "kind",
                "quantity",
                name={"hint": "Such as: two volunteers who have worked with young people."},
                kind=_kinds(AssetKind.VOLUNTEER_TIME, AssetKind.STAFF_TIME),
                quantity={
                    "label": "How many hours a week, in all?",
                    "unit": "hours a week",
                    "most": 10_000,
                },
            ),
        ),
        Step(word="good", title="What are they good at?", fields=_some(Asset, "themes")),
        _when("When could they help?"),
        _where("Where do they set out from?", "They can go elsewhere; this says how far that is."),
        _PLACE,
        _SAME,
        _terms(),
        _CONTACT,
        _CHECK,
    ),
)
SKILL = Subject(
    word="skill",
    label="A skill, or training",
    hint="First aid, climbing.",
    kind=Asset,
    given=(("kind", AssetKind.SKILL),),
    placed=False,
    steps=(
        _WHOSE,
        Step(
            word="what",
            title="Which skill could you share?",
            fields=_some(Asset, "name", "description"),
        ),
        Step(word="good", title="What is it good for?", fields=_some(Asset, "themes")),
        _where("Where is it at home?"),
        _PLACE,
        _SAME,
        _terms(),
        _CONTACT,
        _CHECK,
    ),
)
MONEY = Subject(
    word="money",
    label="Money",
    hint="Precept, a small grants pot.",
    kind=Asset,
    given=(("kind", AssetKind.MONEY),),
    placed=False,
    steps=(
        _WHOSE,
        Step(
            word="what",
            title="What money is there?",
            fields=_some(
                Asset,
                "name",
                "quantity",
                "unit",
                quantity={"label": "How many pounds?", "unit": "pounds", "required": True},
                unit={"label": "How often?", "hint": "GBP for once, GBP a year for every year."},
            ),
        ),
        _SAME,
        Step(
            word="terms",
            title="What is it for, and on what terms?",
            fields=_some(
                Asset,
                "description",
                "conditions",
                description={"label": "What may it be spent on?"},
            ),
        ),
        _CONTACT,
        _CHECK,
    ),
)
DATA = Subject(
    word="data",
    label="Data",
    hint="A survey, a list of venues.",
    kind=Asset,
    given=(("kind", AssetKind.DATA),),
    placed=False,
    steps=(
        _WHOSE,
        Step(
            word="what",
            title="What do you know that others could use?",
            fields=_some(Asset, "name", "description"),
        ),
        _SAME,
        Step(
            word="terms",
            title="Who may use it, and on what terms?",
            fields=_some(Asset, "borrowers", "conditions"),
        ),
        _CONTACT,
        _CHECK,
    ),
)
ACTIVITY = Subject(
    word="activity",
    label="An activity for young people",
    hint="Such as a youth club on Tuesdays.",
    kind=Activity,
    steps=(
        _WHOSE,
        Step(word="what", title="What do you run?", fields=_some(Activity, "name", "theme")),
        Step(word="who", title="Whom is it for?", fields=_some(Activity, "ages", "audience")),
        _where("Where does it happen?"),
        _PLACE,
        _SAME,
        Step(word="when", title="When does it happen?", fields=_some(Activity, "sessions")),
        Step(
            word="coming",
            title="What does coming take?",
            fields=_some(Activity, "places", "cost_pounds", "entry"),
        ),
        Step(
            word="about",
            title="What should others know?",
            fields=_some(Activity, "description", "website"),
        ),
        _CONTACT,
        _CHECK,
    ),
)
REQUEST = Subject(
    word="request",
    label="Something that you need",
    hint="A room on Thursdays, a driver.",
    kind=Request,
    placed=False,
    steps=(
        replace(_WHOSE, title="Who needs it?"),
        Step(
            word="what",
            title="What do you need?",
            fields=_some(Request, "name", "wanted", "description"),
        ),
        Step(word="when", title="When do you need it?", fields=_some(Request, "times")),
        _where("Where do you need it?", "Leave it empty for near where you are."),
        _PLACE,
        Step(
            word="about",
            title="What does it have to be like?",
            fields=_some(Request, "capacity", "most_pounds_per_hour", "step_free"),
        ),
        _CONTACT,
        _CHECK,
    ),
)

SUBJECTS: tuple[Subject, ...] = (
    VENUE,
    VEHICLE,
    EQUIPMENT,
    TIME,
    SKILL,
    MONEY,
    DATA,
    ACTIVITY,
    REQUEST,
)
"""What can be added, in the order in which it is offered."""


def subject_of(word: str) -> Subject | None:
    """The subject of a word, None where there is none."""
    return next((one for one in SUBJECTS if one.word == word), None)
