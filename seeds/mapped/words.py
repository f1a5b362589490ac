"""Words of spreadsheets as terms of our vocabularies: "Primary school" is a school."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache

from rapidfuzz import fuzz, process

from graph.model import (
    AssetKind,
    Audience,
    Borrowers,
    Entry,
    OrganisationKind,
    RequestStage,
    Term,
    Theme,
)
from seeds.mapped.understood import NOTHING, Understood, shown, unread

NEAR = 90.0
"""How alike (0 to 100) a long word has to be to a known one to be taken for a slip of the pen."""

_WORDS: Mapping[type[Term], Mapping[str, str]] = {
    OrganisationKind: {
        "parish_council": "parish council|town council|community council|parish meeting|pc|tc",
        "council": "council|local authority|county council|district council|borough council"
        "|unitary|authority|borough",
        "school": "school|college|academy|university|primary|secondary|nursery",
        "infrastructure": "infrastructure|council for voluntary service|cvs|umbrella body",
        "youth_group": "youth group|uniformed group|scouts|guides|cadets|youth club|uniformed"
        "|uniformed organisation|scout group",
        "funder": "funder|foundation|grant maker|grantmaker",
        "public_body": "public body|nhs|police|health|statutory|public sector",
        "business": "business|company|private|commercial|firm|ltd|limited company|for profit",
        "voluntary": "voluntary|charity|registered charity|community group|cic|cio|trust|vcse"
        "|community interest company|charitable incorporated organisation|non profit|not for profit"
        "|third sector|faith group|church|club|society|association|unincorporated association"
        "|social enterprise|voluntary sector|community organisation|c i c|excepted charity"
        "|exempt charity|constituted group",
        "independent": "independent|sole trader|freelance|self employed|independent provider",
    },
    AssetKind: {
        "vehicle": "vehicle|minibus|minibuses|van|bus|car|coach|people carrier",
        "outdoor_space": "outdoor|outdoor space|field|playing field|pitch|park|garden|woodland"
        "|allotment|recreation ground|playground|skate park|beach|astro|astroturf|court",
        "room": "room|meeting room|studio|kitchen|classroom|office|workshop|committee room"
        "|main hall|small hall|sports hall|side room|rehearsal room",
        "venue": "venue|hall|village hall|community centre|youth centre|library|static library"
        "|church|church hall|building|centre|leisure centre|sports centre|cafe|theatre|pavilion"
        "|clubhouse|school|club|museum|facility|memorial hall|village institute|institute|huts|hub",
        "equipment": "equipment|kit|tent|tents|marquee|projector|pa system|canoe|canoes|gazebo"
        "|laptop|laptops|cameras|instruments|trailer",
        "staff_time": "staff|staff time|youth worker|worker|coach time|paid staff",
        "volunteer_time": "volunteer|volunteers|volunteer time|volunteering time",
        "skill": "skill|skills|training|expertise|advice|knowledge|qualification",
        "money": "money|fund|funds|funding|grant|precept|budget|cash",
        "data": "data|dataset|research|survey",
    },
    Theme: {
        "holiday": "holiday|holidays|haf|playscheme|summer scheme|half term|holiday club",
        "detached": "detached|street based|streetwork|outreach|mobile youth|detached youth work"
        "|outreach youth work|mobile youth work",
        "uniformed": "uniformed|scout|scouts|guides|brownies|cadets|brigade|rainbows|cubs"
        "|beavers|girlguiding|squirrels|explorers|explorer scouts",
        "music": "music|choir|singing|band|orchestra|guitar|drums|djing|dj|rap|samba|ukulele",
        "drama": "drama|dance|theatre|acting|ballet|performing|performance|circus|street dance"
        "|musical theatre",
        "digital": "digital|coding|code|computing|computer|gaming|robotics|stem|makerspace"
        "|animation|podcast|esports",
        "arts": "arts|art|craft|crafts|painting|pottery|ceramics|photography|film|sewing|textiles"
        "|creative|drawing|writing",
        "outdoor": "outdoor|outdoors|adventure|climbing|sailing|surfing|canoeing|kayaking|bushcraft"
        "|forest school|outdoor education|outdoor learning|duke of edinburgh|dofe|expedition"
        "|hiking|bikeability",
        "sport": "sport|sports|football|rugby|cricket|netball|basketball|swimming|gymnastics"
        "|martial arts|karate|judo|boxing|tennis|badminton|hockey|athletics|skateboarding|skate"
        "|fitness|gym|taekwondo|multi sports|multi sport|table tennis|football coaching|parkour"
        "|volleyball|trampolining|yoga",
        "wellbeing": "wellbeing|well being|mental health|counselling|mindfulness|emotional support"
        "|anxiety|listening",
        "health": "health|sexual health|relationships|substance misuse|drugs|alcohol|smoking"
        "|healthy eating|nutrition",
        "advice": "advice|information|guidance|housing advice|advocacy|support service|signposting",
        "employment": "employment|employability|careers|work experience|jobs|skills|apprenticeship"
        "|careers advice|careers guidance|training|enterprise|volunteering for work|internship",
        "learning": "learning|tutoring|homework|study|homework club|reading|literacy|numeracy"
        "|revision|education|book club|academic|esol",
        "environment": "environment|environmental|nature|gardening|conservation|climate|wildlife"
        "|allotment|eco|growing",
        "social_action": "social action|volunteering|ncs|community action|fundraising|campaigning",
        "voice": "youth voice|youth council|youth parliament|participation|leadership forum"
        "|young leaders|youth forum|voice",
        "open_access": "open access|youth club|youth centre|drop in|drop-in|youth group|social club"
        "|youth work|youth session|youth provision|youth cafe|junior club|after school club"
        "|youth night|teen club",
    },
    Audience: {
        "everyone": "everyone|all|any|anyone|open to all|mixed|young people|children|families"
        ""
        "|boys and girls|girls and boys|male and female|all genders|any gender|mixed gender"
        "|children and young people|all young people|universal|youth|general|public"
        "|children and families",
        "girls": "girls|young women|female|females|girls only|women",
        "boys": "boys|young men|male|males|boys only|men",
        "send": "send|sen|disabled|disabled children|disabled young people|disability"
        "|disabilities|special educational needs|autism"
        "|autistic|adhd|additional needs|learning disability|learning disabilities|asd",
        "lgbtq": "lgbt|lgbtq|lgbtq+|lgbtqi+|lgbtqia+|lgbt+|trans|queer",
        "care_leavers": "care leavers|looked after children|children in care|care experienced|lac",
        "young_carers": "young carers|carers|young carer",
        "new_arrivals": "refugees|asylum seekers|new arrivals|migrants|young refugees"
        "|unaccompanied asylum seeking children|refugees and asylum seekers",
        "not_in_education": "neet|not in education|not in education employment or training",
    },
    Entry: {
        "open": "open|drop in|open access|no|none|turn up|just turn up|no booking"
        "|not required|walk in",
        "referred": "referral|referred|by referral|referral only|professional referral"
        "|yes by referral"
        "|referral required",
        "booked": "booking|booked|by booking|book|book online|book ahead|booking required|register"
        "|registration|enrol|pre-book|booking essential|advance booking",
    },
    Borrowers: {
        "anyone": "anyone|everyone|public|open to all|all|anybody",
        "non_profit": "non profit|not for profit|charities|charities only|community groups"
        "|voluntary",
        "members": "members|members only|internal|staff only",
        "by_arrangement": "by arrangement|on request|ask|contact us|by agreement|negotiable",
    },
    RequestStage: {
        "open": "open|new|current|live|outstanding|needed|active",
        "met": "met|done|closed|complete|completed|found|fulfilled",
        "withdrawn": "withdrawn|cancelled|no longer needed",
    },
}
_UNSAID = {"", "n a", "na", "none", "unknown", "not known", "tbc", "other", "not specified"}


def bare(text: str) -> str:
    """Words without case, accents and punctuation: "Arts & Crafts" is "arts and crafts"."""
    flat = unicodedata.normalize("NFKD", text[:300].replace("&", " and ")).casefold()
    flat = re.sub(r"['’\u0300-\u036f]", "", flat)
    return " ".join(re.sub(r"[^\w+]+|_", " ", flat).split())


@cache
def meanings(terms: type[Term]) -> Mapping[str, Term]:
    """What words mean in a vocabulary: its own values and labels, and what people write."""
    found: dict[str, Term] = {}
    for value, words in _WORDS.get(terms, {}).items():
        for word in words.split("|"):
            found.setdefault(bare(word), terms(value))
    for term in terms:
        found[bare(term.value)] = found[bare(term.label)] = term
    return found


def term_of(text: str, terms: type[Term]) -> Understood:
    """One word of a vocabulary, by its value, its label, a word for it, or nearly so."""
    word = bare(text)
    known = meanings(terms)
    if word in known:
        return Understood(value=known[word])
    if word in _UNSAID:
        return NOTHING
    single = word.removesuffix("s")
    if single in known:
        return Understood(value=known[single])
    if len(word) >= 6:
        near = process.extractOne(word, known, scorer=fuzz.ratio, score_cutoff=NEAR)
        if near is not None:
            term: Term = known[near[2]] if near[2] in known else near[0]
            return Understood(value=term, told=f"“{text[:60]}” is taken as “{term.label}”.")
    return unread(text, "choose which of our words it is.")


def term_within(text: str, terms: type[Term]) -> Understood:
    """The word of a vocabulary that a name or a few words hold: "Street Dance" is drama.

    The longest known word counts; of several, the last (an "Art and Craft Club" is what its end
    says), and none where nothing is known.
    """
    whole = term_of(text, terms)
    if whole.read:
        return whole
    words = bare(text).split()
    known = meanings(terms)
    best: tuple[int, int, Term] | None = None
    for length in (3, 2, 1):
        for at in range(len(words) - length + 1):
            phrase = " ".join(words[at : at + length])
            term = known.get(phrase) or (
                known.get(phrase.removesuffix("s")) if length == 1 else None
            )
            if term is not None and (best is None or (length, at) > best[:2]):
                best = length, at, term
    if best is None:
        return unread(text, "choose which of our words it is.")
    return Understood(value=best[2], told=f"{shown(text)} is taken as “{best[2].label}”.")


def terms_of(text: str, terms: type[Term]) -> Understood:
    """Several words of a vocabulary, with commas or semicolons between."""
    found: dict[Term, None] = {}
    left: list[str] = []
    for part in re.split(r"[;,/|]", text):
        one = term_within(part, terms) if part.strip() else NOTHING
        if not one.read:
            left.append(part.strip())
        elif one.value is not None:
            found[one.value] = None
    if left and not found:
        return unread(text, "choose which of our words it is.")
    told = f"Not understood, and left out: {', '.join(left)[:200]}." if left else ""
    return Understood(value=tuple(found), told=told)
