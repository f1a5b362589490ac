"""A person in a text: whether it names them, and the text without."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cached_property

from graph.model.accounts import read_email

TAKEN_OUT = "(taken out)"
"""What stands where somebody's name or address stood."""
LEFT = "somebody who has left"
"""Who did what somebody did whose account was erased."""


@dataclass(frozen=True, kw_only=True)
class Person:
    """Whom something is about.

    Attributes
    ----------
    email
        Their e-mail address, as it is kept.
    name
        What they are called, empty where nobody said.
    account_id
        Their account, empty where they have none.
    """

    email: str
    name: str = ""
    account_id: str = ""

    def __post_init__(self) -> None:
        if self.email != read_email(self.email):
            raise ValueError("An address is given as it is kept, in lower case.")

    @property
    def is_findable_by_name(self) -> bool:
        """Whether their name can be told from other words: “Grace” cannot."""
        return len(self.name.split()) > 1

    @property
    def texts(self) -> list[str]:
        """Of these an image that names them holds at least one, in lower case."""
        found = {self.email}
        if self.is_findable_by_name:
            found.add(self.name.split()[-1].lower())
        elif self.name:
            found.add(json.dumps(self.name, ensure_ascii=False).lower())
        return sorted(found)

    def is_called(self, text: str) -> bool:
        """Whether a text is their name, and nothing else."""
        return bool(self.name) and _plain(text) == _plain(self.name)

    def named_in(self, text: str) -> bool:
        """Whether a text holds their address or their name."""
        return self.email_in(text) or bool(self._name and self._name.search(text))

    def in_image(self, image: str) -> bool:
        """Whether the image of a record names them, as a contact detail also by a single name."""
        value = f'"value": {json.dumps(self.name, ensure_ascii=False)}'
        return self.named_in(image) or bool(self.name and value in image)

    def email_in(self, text: str) -> bool:
        """Whether a text holds their address."""
        return bool(self._email.search(text))

    def without(self, text: str) -> str:
        """A text without their address and their name."""
        text = self._email.sub(TAKEN_OUT, text)
        return self._name.sub(TAKEN_OUT, text) if self._name else text

    @cached_property
    def _email(self) -> re.Pattern[str]:
        return re.compile(rf"(?<![\w.+-]){re.escape(self.email)}(?![\w-]|\.\w)", re.IGNORECASE)

    @cached_property
    def _name(self) -> re.Pattern[str] | None:
        if not self.is_findable_by_name:
            return None
        # As it is, and as JSON may write it.
        forms = {
            r"\s+".join(re.escape(write(word)) for word in self.name.split())
            for write in (str, _escaped)
        }
        return re.compile(rf"(?<!\w)(?:{'|'.join(sorted(forms))})(?!\w)", re.IGNORECASE)


def _escaped(word: str) -> str:
    return json.dumps(word)[1:-1]


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
