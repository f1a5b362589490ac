"""What an import did, for people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from graph.errors import RowError
from graph.model import Change
from seeds.reading import counted

MOST_REFUSED_LINES = 50
_WORDS = {
    "Area": ("area", "areas"),
    "Boundary": ("boundary", "boundaries"),
    "Site": ("site", "sites"),
    "Organisation": ("organisation", "organisations"),
    "Asset": ("asset", "assets"),
    "Request": ("request", "requests"),
    "Activity": ("activity", "activities"),
    "Source": ("source", "sources"),
    "TravelTime": ("travel time", "travel times"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """What an import did.

    Attributes
    ----------
    added, changed, unchanged, removed
        How many records, by kind ("Area"); kinds with none are left out.
    refused
        Rows of others' lists that could not be used; nothing of those was kept.
    notes
        What was assumed, passed over or completed.
    change
        The change that was kept, None where the graph had it all already.
    """

    added: Mapping[str, int] = field(default_factory=dict)
    changed: Mapping[str, int] = field(default_factory=dict)
    unchanged: Mapping[str, int] = field(default_factory=dict)
    removed: Mapping[str, int] = field(default_factory=dict)
    refused: tuple[RowError, ...] = ()
    notes: tuple[str, ...] = ()
    change: Change | None = None

    def lines(self) -> tuple[str, ...]:
        """The report as lines of text, the outcome first."""
        lines = [
            f"Added: {_listed(self.added)}.",
            f"Changed: {_listed(self.changed)}.",
            f"Left as they were: {_listed(self.unchanged)}.",
            f"Refused: {counted(len(self.refused), 'row', 'rows') if self.refused else 'none'}.",
        ]
        if self.removed:
            lines.insert(3, f"Taken out: {_listed(self.removed)}.")
        if self.change is None:
            lines.insert(0, "The graph has all of this already; nothing was changed.")
        lines += self.notes
        lines += [str(row) for row in self.refused[:MOST_REFUSED_LINES]]
        if len(self.refused) > MOST_REFUSED_LINES:
            lines.append(f"… and {len(self.refused) - MOST_REFUSED_LINES:,} more refused rows")
        return tuple(lines)


def _listed(numbers: Mapping[str, int]) -> str:
    words = [
        counted(number, *_WORDS.get(kind, (kind.lower(), f"{kind.lower()}s")))
        for kind, number in numbers.items()
        if number
    ]
    return ", ".join(words) or "none"
