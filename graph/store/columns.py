"""A :class:`~graph.network.Network` as bytes, and back: Arrow columns, one stream a table.

The form is generic over the tables of :mod:`graph.network`: whatever columns
a table has are written with the NumPy kind that they have, and read back
equal. The small tables of model objects are written as JSON rows. Nothing is
unpickled, so a damaged or planted file can at worst be refused.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from typing import Any, get_args, get_type_hints

import numpy as np
import pyarrow

from graph.network import Network
from graph.store.rows import properties_of, record_of, reference_values, references_of, row_of

pa: Any = pyarrow  # it has no types of its own
MAGIC = b"HEDGEROW"
MANY_ROWS_A_WORD = 4
"""Text is kept as codes where each word stands, on average, in more of the first rows than that."""

_LOOKED_AT = 5_000
_KIND = b"kind"
_LISTS = b"lists"


class Damaged(Exception):
    """Bytes that are no network of this form, or not whole."""


def _tables() -> dict[str, type]:
    """The fields of a network that are tables, in order."""
    hints = get_type_hints(Network)
    return {
        each.name: hints[each.name] for each in fields(Network) if is_dataclass(hints[each.name])
    }


def _listed() -> dict[str, type]:
    """The fields of a network that are tuples of model objects, in order."""
    hints = get_type_hints(Network)
    return {
        each.name: get_args(hints[each.name])[0]
        for each in fields(Network)
        if hints[each.name] is not str and not is_dataclass(hints[each.name])
    }


def form() -> str:
    """A fingerprint of the form: it changes when a table or a kind of record does."""
    names = [(name, [each.name for each in fields(table)]) for name, table in _tables().items()]
    kinds = [(name, properties_of(kind)) for name, kind in _listed().items()]
    told = json.dumps([names, kinds, 3])
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def to_bytes(network: Network) -> bytes:
    """A network as bytes that :func:`from_bytes` reads, with a check on their wholeness."""
    sink = pa.BufferOutputStream()
    _write(sink, {"revision": pa.array([network.revision])})
    for name, table in _tables().items():
        held = getattr(network, name)
        _write(sink, {each.name: getattr(held, each.name) for each in fields(table)})
    for name in _listed():
        _write(
            sink, {"json": pa.array([_told(one) for one in getattr(network, name)], pa.string())}
        )
    body = sink.getvalue().to_pybytes()
    return MAGIC + form().encode() + zlib.crc32(body).to_bytes(4, "big") + bytes(body)


def from_bytes(data: bytes) -> Network:
    """The network of some bytes.

    Raises
    ------
    Damaged
        They are not whole, or of another form.
    """
    head = len(MAGIC) + 16
    if data[:head] != MAGIC + form().encode():
        raise Damaged("of another form")
    body = memoryview(data)[head + 4 :]
    if zlib.crc32(body) != int.from_bytes(data[head : head + 4], "big"):
        raise Damaged("not whole")
    try:
        source = pa.BufferReader(pa.py_buffer(body))
        revision = str(_read(source)["revision"][0])
        held: dict[str, Any]
        held = {name: table(**_read(source)) for name, table in _tables().items()}
        held |= {
            name: tuple(_untold(kind, text) for text in _read(source)["json"])
            for name, kind in _listed().items()
        }
        return Network(revision=revision, **held)
    except (pa.ArrowException, KeyError, TypeError, ValueError, IndexError) as problem:
        raise Damaged(str(problem)) from problem


def frozen(network: Network) -> Network:
    """The same network, its columns closed to writing: many threads read one snapshot."""
    for name, table in _tables().items():
        for each in fields(table):
            getattr(getattr(network, name), each.name).flags.writeable = False
    return network


def _write(sink: Any, columns: dict[str, Any]) -> None:
    arrays, described = [], []
    for name, column in columns.items():
        array, about = (column, {_KIND: b"O"}) if isinstance(column, pa.Array) else _arrow(column)
        arrays.append(array)
        described.append(pa.field(name, array.type, metadata=about))
    schema = pa.schema(described)
    with pa.ipc.new_stream(sink, schema) as writer:
        writer.write_batch(pa.record_batch(arrays, schema=schema))


def _read(source: Any) -> dict[str, Any]:
    with pa.ipc.open_stream(source) as reader:
        batch = reader.read_next_batch()
        for _ in reader:
            raise Damaged("more than one batch")
    return {
        field.name: _numpy(batch.column(place), field.metadata or {})
        for place, field in enumerate(batch.schema)
    }


def _arrow(column: np.ndarray[Any, Any]) -> tuple[Any, dict[bytes, bytes]]:
    """A column for Arrow, and what NumPy kind it had."""
    about = {_KIND: column.dtype.kind.encode()}
    if column.dtype.kind == "U":
        return pa.array(column, pa.string()).dictionary_encode(), about
    if column.dtype.kind == "O":
        if len(column) and isinstance(column[0], tuple):  # then all of them are
            about[_LISTS] = b"yes"
            values = [list(value) for value in column]
            return pa.array(values, pa.list_(pa.string())), about
        return _encoded(pa.array(column, pa.string(), from_pandas=False)), about
    return pa.array(column, from_pandas=False), about


def _encoded(array: Any) -> Any:
    """Text as it is, or as codes of its words where many rows share few of them."""
    first = array[:_LOOKED_AT]
    if len(first.unique()) * MANY_ROWS_A_WORD >= len(first):
        return array
    return array.dictionary_encode()


def _numpy(array: Any, about: dict[bytes, bytes]) -> Any:
    """The column of an Arrow array; large ones share its memory, and none can be written to."""
    kind = about.get(_KIND, b"").decode()
    if kind == "U":
        words = np.array(array.dictionary.to_pylist(), dtype=np.str_)
        codes = array.indices.to_numpy(zero_copy_only=False)
        column: Any = words[codes] if len(words) else np.array([], dtype=np.str_)
    elif kind == "O" and _LISTS in about:
        column = np.empty(len(array), dtype=object)
        column[:] = [tuple(value) for value in array.to_pylist()]
    elif kind == "O":
        column = _texts(array)
    elif kind == "M":
        column = array.to_numpy(zero_copy_only=False).astype("datetime64[D]")
    else:
        column = array.to_numpy(zero_copy_only=False)
    column.flags.writeable = False
    return column


def _texts(array: Any) -> Any:
    """A column of Python text, None where there is none; equal words of codes are one object."""
    if not pa.types.is_dictionary(array.type):
        return array.to_numpy(zero_copy_only=False)
    words = np.append(array.dictionary.to_numpy(zero_copy_only=False), [None])
    codes = array.indices.fill_null(len(words) - 1).to_numpy(zero_copy_only=False)
    return words[codes]


def _told(record: Any) -> str:
    row = {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in row_of(record).items()
    }
    return json.dumps([row, references_of(record)], ensure_ascii=False)


def _untold(kind: type, text: str) -> Any:
    row, named = json.loads(text)
    dates = _dates(kind)
    for name in dates & row.keys():
        row[name] = date.fromisoformat(row[name])
    references = {field: [tuple(each) for each in found] for field, found in named.items()}
    return record_of(kind, row, reference_values(kind, references))


@cache
def _dates(kind: type) -> frozenset[str]:
    """The fields of a kind that hold dates."""
    hints = get_type_hints(kind)
    return frozenset(
        each.name
        for each in fields(kind)
        if date in (hints[each.name], *get_args(hints[each.name]))
    )
