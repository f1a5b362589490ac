"""What records name: by the ids of the graph, and what is not there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, dataclass, field, fields, replace
from typing import Any

from graph.errors import RowError
from graph.model import Organisation, Record, Source, Tie, Within
from graph.store.kinds import KIND_OF, KIND_OF_LABEL, noun_of
from seeds.reading import Reading, counted, first_few
from service.receiving.wording import name_of

Key = tuple[type, str]


def references_of(kind: type) -> Iterator[tuple[str, type]]:
    """The fields of a kind of record that name others, and the kind that each names."""
    if kind is Tie:
        yield "from_id", Organisation
        yield "to_id", Organisation
        return
    for link in KIND_OF[kind].links:
        yield link.field, KIND_OF_LABEL[link.other].record


def named_by(record: Record) -> Iterator[tuple[str, type, str]]:
    """What a record names: the field, the kind and the id, one by one."""
    for name, other in references_of(type(record)):
        value = getattr(record, name)
        for one in value if isinstance(value, tuple) else (value,):
            if one is not None:
                yield name, other, one.area_id if isinstance(one, Within) else one


def renamed(record: Record, id: str, ids: Mapping[Key, str]) -> Record:
    """A record under another id, naming what it names by the ids of the graph."""
    values: dict[str, Any] = {} if id == record.id else {"id": id}
    for name, other in references_of(type(record)):
        value = getattr(record, name)
        if isinstance(value, str):
            new: Any = ids.get((other, value), value)
        elif isinstance(value, tuple):
            new = tuple(dict.fromkeys(_renamed(one, other, ids) for one in value))
        else:
            continue
        if new != value:
            values[name] = new
    return replace(record, **values) if values else record


def _renamed(one: Any, other: type, ids: Mapping[Key, str]) -> Any:
    if isinstance(one, Within):
        return replace(one, area_id=ids.get((other, one.area_id), one.area_id))
    return ids.get((other, one), one)


@dataclass(slots=True)
class Missing:
    """What records name that is neither in the graph nor among them.

    Attributes
    ----------
    reading
        Where it was read, for the rows.
    is_there
        Whether there is a record of a kind and id.
    absent
        What was taken out here, by kind and id.
    refused
        Rows of records that cannot do without what is missing.
    """

    reading: Reading
    is_there: Callable[[type, str], bool]
    absent: dict[Key, Record] = field(default_factory=dict)
    refused: list[RowError] = field(default_factory=list)
    _dropped: defaultdict[tuple[type, str, type], dict[str, None]] = field(
        default_factory=lambda: defaultdict(dict)
    )
    _times: defaultdict[tuple[type, str, type], int] = field(
        default_factory=lambda: defaultdict(int)
    )

    def without(self, record: Record, here: Record | None) -> Record | None:
        """A record without what is missing; None where it cannot do without.

        Such a record keeps what it names here, where it is here. Else it is refused; but what
        names something that was taken out here stays out with it.
        """
        gone: dict[str, set[str]] = {}
        for name, other, id in named_by(record):
            if not self.is_there(other, id):
                if _is_required(type(record), name):
                    if here is None:
                        self._refuse(record, name, other, id)
                        return None
                    record = replace(record, **{name: getattr(here, name)})
                    continue
                gone.setdefault(name, set()).add(id)
                place = type(record), name, other
                self._dropped[place][id] = None
                self._times[place] += 1
        return replace(record, **_values_without(record, gone)) if gone else record

    def notes(self) -> list[str]:
        """What was left out, a sentence for each field."""
        return [
            f"{counted(self._times[place], noun_of(place[0]) + ' names', _many(place[0]))} "
            f"what is not in the graph ({noun_of(place[2])} {first_few(list(ids))}); that was "
            "left out. Bring it in first, and then this again."
            for place, ids in self._dropped.items()
        ]

    def _refuse(self, record: Record, name: str, other: type, id: str) -> None:
        if (other, id) in self.absent:
            self.absent[type(record), record.id] = record
            return
        mention = next((one for one in self.reading.mentions if one.id == id), None)
        source = next((one for one in self.reading.records if isinstance(one, Source)), None)
        self.refused.append(
            RowError(
                file=mention.file if mention else (source.name if source else ""),
                row=mention.row if mention else 0,
                column=mention.column if mention else name,
                message=f"“{name_of(record)}” names the {noun_of(other)} “{id}”, which is neither "
                "in the graph nor among what comes; bring that in first, or mend the row.",
            )
        )


def _is_required(kind: type, name: str) -> bool:
    (found,) = (one for one in fields(kind) if one.name == name)
    return found.default is MISSING and found.default_factory is MISSING


def _values_without(record: Record, gone: Mapping[str, set[str]]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name, ids in gone.items():
        value = getattr(record, name)
        if isinstance(value, tuple):
            values[name] = tuple(
                one for one in value if (one.area_id if isinstance(one, Within) else one) not in ids
            )
        else:
            values[name] = None
    return values


def _many(kind: type) -> str:
    noun = noun_of(kind)
    return (f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s") + " name"
