"""What was passed over or assumed, a sentence each, with numbers and some names."""

from __future__ import annotations

from seeds.open_referral.ages import YOUNG
from seeds.open_referral.directory import Directory
from seeds.open_referral.themes import FALLBACK
from seeds.reading import counted, first_few

_FORMS = {
    "gone": "Passed over, the source calls them inactive, defunct or not public",
    "other status": "Of a status that the standard does not have, taken as active",
    "other ages": f"Passed over, for nobody aged {YOUNG}",
    "other people": "Passed over, by terms or name not for young people, and no ages say otherwise",
    "repeated": "Passed over, stands there twice (the first was taken)",
    "ages unknown": "No ages stated; taken as for every age, 0 to 120",
    "ages open": "Only a youngest or an oldest age stated; the other end taken as 120 or 0",
    "ages words": "Ages taken from the words",
    "theme by name": "No term fits a theme; theme taken from the name",
    "theme by nothing": f"Neither term nor name fits a theme; taken as “{FALLBACK.label}”, which "
    "the description says (a table of themes, --themes, can say better)",
    "several audiences": "For several groups; taken as for everyone, the description names them",
    "no position": "No position (nor a postcode that is known here); taken without a site, the "
    "description has the address",
    "closed for now": "Closed for the time being; taken without sessions, the description has them",
    "cut": "Description longer than fits; its end was left out",
}
_TERMS_SHOWN = 15


def notes_of(directory: Directory) -> list[str]:
    """The notes of a directory, in a settled order."""
    notes = [_sentence(directory, what) for what in _FORMS if directory.counts[what]]
    notes += _of_times(directory)
    if lost := directory.counts["identifiers"]:
        names = first_few(directory.samples["identifiers"])
        notes.append(
            f"{counted(lost, 'identifier', 'identifiers')} of organisations left out: of no list "
            f"that is known ({names})."
        )
    notes += _of_terms(directory)
    if directory.unknown_areas:
        codes = [code for code, _ in directory.unknown_areas.most_common()]
        notes.append(
            f"{counted(len(codes), 'service area is', 'service areas are')} not among the areas "
            f"here and left out: {first_few(codes)}."
        )
    return notes


def _sentence(directory: Directory, what: str) -> str:
    number = counted(directory.counts[what], "service", "services")
    return f"{_FORMS[what]}: {number} ({_named(directory, what)})."


def _named(directory: Directory, what: str) -> str:
    samples = directory.samples[what]
    more = directory.counts[what] - len(samples)
    if not samples:
        return "without names"
    return ", ".join(samples) + (f" and {more:,} more" if more else "")


def _of_times(directory: Directory) -> list[str]:
    reasons = {
        what.removeprefix("times "): times
        for what, times in directory.counts.items()
        if what.startswith("times ")
    }
    if not reasons:
        return []
    total = counted(sum(reasons.values()), "schedule is", "schedules are")
    listed = ", ".join(f"{times:,} {reason}" for reason, times in sorted(reasons.items()))
    return [f"{total} no weekly session ({listed}); they are told in the descriptions."]


def _of_terms(directory: Directory) -> list[str]:
    if not directory.unknown_terms:
        return []
    ordered = sorted(directory.unknown_terms.items(), key=lambda one: (-one[1], one[0]))
    shown = ", ".join(f"“{name}” ({times:,})" for name, times in ordered[:_TERMS_SHOWN])
    more = len(ordered) - _TERMS_SHOWN
    tail = f" and {more:,} more" if more > 0 else ""
    number = counted(len(ordered), "term means", "terms mean")
    return [f"{number} no theme here, most used first: {shown}{tail}."]
