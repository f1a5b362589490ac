"""What an organisation in a grants file is: guessed by the rules of ``docs/data-in/grants.md``."""

from __future__ import annotations

import re

from graph.model import OrganisationKind

_SCHEMES: tuple[tuple[str, OrganisationKind], ...] = (
    ("GB-LAE-", OrganisationKind.COUNCIL),
    ("GB-LAS-", OrganisationKind.COUNCIL),
    ("GB-LANI-", OrganisationKind.COUNCIL),
    ("GB-PLA-", OrganisationKind.COUNCIL),
    ("GB-EDU-", OrganisationKind.SCHOOL),
    ("GB-UKPRN-", OrganisationKind.SCHOOL),
    ("GB-GOR-", OrganisationKind.PUBLIC_BODY),
    ("GB-NHS-", OrganisationKind.PUBLIC_BODY),
)


def _rule(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{pattern})\b")


_VOLUNTARY = _rule(r"parochial church council|pcc|friends of|pta|parent teacher association")
_NAMES: tuple[tuple[re.Pattern[str], OrganisationKind], ...] = (
    (
        _rule(
            r"councils? for voluntary (?:service|action|youth)s?|voluntary action"
            r"|voluntary services? council|cvs|community council of|rural community council"
            r"|council of voluntary services?"
        ),
        OrganisationKind.INFRASTRUCTURE,
    ),
    (
        _rule(r"(?:parish|town|community|neighbourhood|village) council|parish meeting"),
        OrganisationKind.PARISH_COUNCIL,
    ),
    (
        _rule(
            r"(?:county|city|borough|district|metropolitan|unitary) council|london borough of"
            r"|council of the isles|combined authority"
        ),
        OrganisationKind.COUNCIL,
    ),
    (_VOLUNTARY, OrganisationKind.VOLUNTARY),
    (
        _rule(
            r"scouts?|scout group|guides|guiding|girlguiding|brownies|rainbows|boys'? brigade"
            r"|girls'? brigade|cadets?|young farmers'?|youth club|youth group|boys'? club"
            r"|girls'? club"
        ),
        OrganisationKind.YOUTH_GROUP,
    ),
    (
        _rule(
            r"(?:primary|secondary|infant|junior|high|grammar|special|nursery) school|academy"
            r"|school|college|university|sixth form"
        ),
        OrganisationKind.SCHOOL,
    ),
    (
        _rule(
            r"nhs|police|fire and rescue|fire & rescue|department (?:for|of)|ministry of"
            r"|police and crime commissioner|national park authority"
        ),
        OrganisationKind.PUBLIC_BODY,
    ),
    (_rule(r"plc"), OrganisationKind.BUSINESS),
)
_ANY = _rule("|".join(pattern.pattern[2:-2] for pattern, _ in _NAMES))
"""Whether any rule could hold: most names meet none, and one look is quicker than ten."""

_TYPES = {kind.value: kind for kind in OrganisationKind} | {
    kind.label.lower(): kind for kind in OrganisationKind
}


def kind_of(name: str, identifiers: tuple[str, ...], *, told: str, gives: bool) -> OrganisationKind:
    """What an organisation is.

    Parameters
    ----------
    name
        Its name.
    identifiers
        Its org-ids.
    told
        What the file calls its type; believed where it is a word of ours.
    gives
        Whether the file has a grant that it gave.
    """
    if told.lower() in _TYPES:
        return _TYPES[told.lower()]
    for identifier in identifiers:
        for scheme, kind in _SCHEMES:
            if identifier.startswith(scheme):
                return kind
    low = name.lower().replace("’", "'")
    found = None
    if _ANY.search(low):
        found = next((kind for pattern, kind in _NAMES if pattern.search(low)), None)
    if found is OrganisationKind.VOLUNTARY or (found is OrganisationKind.SCHOOL and gives):
        found = None  # a college's trust that gives is a funder
    return found or (OrganisationKind.FUNDER if gives else OrganisationKind.VOLUNTARY)
