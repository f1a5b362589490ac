"""Published JSON Schemas of Open Referral UK that somebody has downloaded, as a second opinion."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
from jsonschema.exceptions import SchemaError
from referencing import Registry
from referencing.exceptions import Unresolvable

from graph.errors import InvalidData
from service.feeds.standard import SHAPES

MOST_WRONG = 5
MOST_BYTES = 8 * 1024 * 1024


class Schemas:
    """The schemas in a folder, by the name that each gives itself ("service").

    Parameters
    ----------
    folder
        Where they are; other files in it are passed over, and nothing is fetched.

    Raises
    ------
    InvalidData
        There is no schema of Open Referral UK in it.
    """

    def __init__(self, folder: Path) -> None:
        self._validators = {}
        for path in sorted(folder.glob("*.json")):
            schema = _read(path)
            name = schema.get("name") if isinstance(schema, dict) else None
            if name in SHAPES and "properties" in schema:
                self._validators[name] = jsonschema.Draft202012Validator(
                    schema,
                    registry=Registry(),
                    format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER,
                )
        if not self._validators:
            raise InvalidData(
                f"{folder} holds no JSON Schema of Open Referral UK; it should have service.json "
                "and the like, each with its “name”."
            )

    def __call__(self, name: str, told: Any) -> list[str]:
        """What is wrong with an object of a kind; nothing where there is no schema of it."""
        if name not in self._validators:
            return []
        try:
            found = self._validators[name].iter_errors(told)
            return [
                f"{'.'.join(str(p) for p in one.path if not isinstance(p, int)) or 'it'}: "
                f"{one.message[:200]}"
                for one, _ in zip(found, range(MOST_WRONG), strict=False)
            ]
        except (Unresolvable, SchemaError, RecursionError):
            return ["this schema names others that are not in its file; take the compiled one"]


def _read(path: Path) -> Any:
    try:
        if path.stat().st_size > MOST_BYTES:
            return None
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return None
