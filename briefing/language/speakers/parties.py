"""For whom a speaker speaks: which sort of body, of which country, by the words of the name and of what stands beside it.

The order is that of what decides: a former office is none; a well-known body says all; a word for the press, for people
without an office, for a state's office; a bare country or capital is its government. What the words leave open stays open.
"""

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib import resources
from typing import cast

from briefing.language.outlets import by_name
from briefing.language.places import Mention, places
from briefing.language.speakers import offices
from briefing.language.speakers.nations import government, nations
from briefing.language.speakers.offices import is_role, words_of
from briefing.model import Bloc, Party

_INSTALLED = re.compile(
    r"\b(?P<by>[A-Z][a-z]+)[-‑–\s](?:installed|appointed|imposed|backed|controlled|occupied)\b|\b(?:occupation|occupying|proxy)\b|оккупацион|окупаційн|маріонетк|марионет"
)
_NOT_ITS_OWN = re.compile(
    r"\b(?:pro|anti|counter)[-‑–]\s?\w+|\b\w+[-‑–](?:linked|affiliated|born|language|speaking|made)\b", re.IGNORECASE
)
# What follows is whom somebody is sent to, not whom they speak for.
_SENT_TO = re.compile(
    r"\b(?:ambassador|envoy|representative|delegate|mission|delegation|liaison|correspondent|посол|послан\w+|представник|представитель)s?\b.{0,24}?\s(?:to|at|in|при|в|у)\s.*",
    re.IGNORECASE,
)
_EMBASSY = re.compile(r"\b(?:embassy|consulate|посольств\w+)\s+(?:in|at|to|в|у)\s.*", re.IGNORECASE)
# Officials of occupied places are the occupier's, where no Ukrainian office of the place gives statements.
_HELD = {"Crimea": "RU", "Autonomous Republic of Crimea": "RU", "Sevastopol": "RU"}
_CONGRESS = re.compile(r"\b(?:Sens?|Reps?)\.(?:\s[A-Z]|$)|\b[RDI]-[A-Z]")
_APPOSED = re.compile(r",\s(?P<what>[^,;.“”\"]{3,110})(?=[,;.:]|$)")
_BY = re.compile(r"(?:according\s+to|за\s+\w+|по\s+\w+)\s+$", re.IGNORECASE)  # the comma behind such a name ends its phrase
_ONCE = re.compile(r",\s(?:(?:the|an?|his|her|its)\s)?(?:former|ex-|late|ousted)\b")
_ARTICLE = re.compile(r"(?:the|an?)\s")
# What follows a name's comma and is no office: what its bearer did, where, when.
_NO_TITLE = re.compile(
    r"(?!managing|acting|leading|outgoing|incoming)\w+ing\b|(?:who|which|whose|in|on|at|with|as|and|but|while|when|after|before|that|there|to|by|from|for|including|according|it|he|she|they)\b",
    re.IGNORECASE,
)
_FINITE = re.compile(
    r"\b(?!appointed|retired|elected|affiliated|installed|based|named|united|armed|combined|advanced)\w{3,}ed\b"
    r"|\b(?:said|says|told|was|were|is|are|has|had|have|will|would|could|can|may|must|should)\b"
)
_RELATIVE = re.compile(r"\s(?:that|which|who|whose|where)\s")
_TITLE_OPENS = 8  # words within which a title says its office
# A person without an office at a body, who speaks as a witness: "a doctor at a hospital".
_AT_A_BODY = re.compile(r"\s(?:at|in|from|of|with)\s.*", re.DOTALL)
_FELLOW = re.compile(r"\bfellows?\s(?:at|of|with)\s(?:the\s)?", re.IGNORECASE)
_STATION = re.compile(r"(?:FOX|Fox|NBC|CBS|ABC|CW|PBS|NPR|Channel)\s?\d{1,2}(?![\w:])|[\w-]+-TV(?!\w)")
_COUNTY = re.compile(r"\s(?:County|Parish|Township)\b")
_COUNTIES_OF = ("US", "CA", "GB", "IE", "AU", "NZ")
SUFFERED = re.compile(
    r"\b(?:kill(?:s|ed|ing)|injur(?:es|ed|ing)|wound(?:s|ed|ing)|died|dead|deaths?|casualties|without\s(?:power|electricity|water|heat\w*)|outages?|blackouts?"
    r"|trapped|rubble|rescued|evacuated|hospitali[sz]ed)\b"
)
"""What people suffer in a place: who counts the dead and the damage is of its country."""
_SCENE = re.compile(r"\b(?:in|across|throughout)\s(?:the\s)?(?:(?:\w+ern|central)\s)?$", re.IGNORECASE)
_ACTOR = re.compile(
    r"\s(?:[a-z]+\s)?(?:attacks?|strikes?|airstrikes?|drones?|missiles?|rockets?|bombs?|bombing|shelling|bombardment|assaults?|raids?)\b"
)  # "a Russian attack": whose it was, not where
_PAPERS = frozenset("figures data statistics estimates reports report estimate documents records footage".split())
_BARE = re.compile(r"^(?:the|a|an|this|its|their|his|her)\s+", re.IGNORECASE)
_KINDS: Mapping[str, Bloc] = {
    "agency": "outlet",
    "press": "outlet",
    "broadcaster": "outlet",
    "institute": "organisation",
    "organisation": "organisation",
}
_INTERNATIONAL = ("EU", "UN", "")


def party(name: str, sentence: str = "") -> Party:
    """Whom the speaker written `name` in `sentence` speaks for, as far as these words tell.

    Beside the name counts what stands in apposition behind it; a regional office is of the country of the sentence's places.
    """
    found = _of(name)
    if found.bloc == "other" and found.country is None and name in sentence and not offices_in(name):
        at = sentence.index(name)
        apposed = _APPOSED.match(sentence, at + len(name))
        by = _BY.search(sentence[:at])
        if apposed and is_title(apposed["what"]) and (not by or _ARTICLE.match(apposed["what"])):
            found = _of(apposed["what"])
    elif name in sentence and person_named(name) == found and _ONCE.match(sentence, sentence.index(name) + len(name)):
        found = Party(country=found.country)  # "Ivan Petrenko, a former president": known, and no longer in office
    if found == Party(bloc="official") and is_local(name):
        found = Party(bloc="official", country=country_of_scene(sentence.replace(name, " ")))
    return found


def offices_in(text: str) -> bool:
    """Whether a phrase says an office or a trade."""
    words = words_of(text)
    sorts = (offices.STATE, offices.WEAK, offices.PRESS, offices.PERSONS, offices.WITNESSES, offices.ORGANISATION)
    return any(one.at(words) is not None for one in sorts)


def is_title(apposed: str) -> bool:
    """Whether words behind a name's comma say an office, and not what its bearer did."""
    first = apposed.split(maxsplit=1)[0]
    if first[:1].isupper() and not (
        is_role(first) or first.isupper() or nations(first) or places(first) or first.endswith(("'s", "’s"))
    ):
        return False
    apposed = _RELATIVE.split(apposed)[0]
    opening = " ".join(apposed.split()[:_TITLE_OPENS])
    return offices_in(opening) and not _FINITE.search(apposed) and not _NO_TITLE.match(apposed)


def is_local(name: str) -> bool:
    """Whether an office is of a town or region, which need not be named with it."""
    return offices.LOCAL.at(words_of(name)) is not None


def country_of_places(text: str) -> str | None:
    """The country of the towns and regions a text names, where it is one."""
    found = {mention.place.country for mention in places(text) if mention.kind != "country" and not _of_a_county(text, mention)}
    return found.pop() if len(found) == 1 else None


def _of_a_county(text: str, mention: Mention) -> bool:
    """Whether a place only lends its name to a county of another country: "Douglas County" is not on the Isle of Man."""
    return bool(_COUNTY.match(text, mention.end)) and mention.place.country not in _COUNTIES_OF


def country_of_scene(text: str) -> str | None:
    """The country of the towns and regions a text names, or the one country in which it says people suffered; None in doubt."""
    if country := country_of_places(text):
        return country
    if not SUFFERED.search(text) or any(mention.kind != "country" for mention in places(text)):
        return None
    named = [one for one in nations(text) if not (one.form == "people" and _ACTOR.match(text, one.end))]
    inside = {one.country for one in named if one.form == "name" and one.country != "GE" and _SCENE.search(text[: one.start])}
    return inside.pop() if len(inside) == 1 and len({one.country for one in named}) == 1 else None


@lru_cache(maxsize=4096)
def _of(text: str) -> Party:
    bare = _BARE.sub("", text.strip())
    words = words_of(bare)
    if not words:
        return Party()
    if (former := offices.FORMER.at(words)) is not None and former < 3:
        return Party(country=_country(bare) or getattr(_body(bare), "country", None))
    if words[-1] in _PAPERS:
        words = tuple(word for word in words if word != "official")
    state = offices.STATE.at(words)
    if (installed := _INSTALLED.search(bare)) and (state is not None or offices.WEAK.at(words) is not None):
        return Party(bloc="official", country=_occupier(installed, bare))
    if (outlet := by_name(bare)) and not outlet.common and outlet.kind in (*_KINDS, "government"):
        country = None if outlet.country in _INTERNATIONAL or _international(bare) else outlet.country
        return Party(bloc=_KINDS.get(outlet.kind, "organisation" if country is None else "official"), country=country)
    body = _body(_EMBASSY.sub("", _SENT_TO.sub("", bare)))
    if offices.PRESS.at(words) is not None or _STATION.match(bare) or (body and body.bloc == "outlet"):
        return Party(bloc="outlet", country=_country(bare) or (body.country if body else None))
    if body and body.bloc == "organisation":
        return body if state is None or not _own_country(bare) else Party(bloc="official", country=_country(bare))
    if (fellow := _FELLOW.search(bare)) and offices.ORGANISATION.at(words_of(bare[fellow.end() :])) is not None:
        return Party(bloc="organisation", country=_country(bare))
    person = offices.PERSONS.at(words)
    if person is not None and not (state is not None and state > person):
        return Party(country=_country(bare))
    if body:
        own = nations(bare)
        # "the Ukrainian defence secretary" is Ukraine's, though others have one by that name alone
        return Party(bloc=body.bloc, country=own[0].country) if own and own[0].start == 0 and body.bloc == "official" else body
    if country := government(bare):
        return Party(bloc="official", country=country)
    return _by_office(bare, words, state)


def _by_office(bare: str, words: tuple[str, ...], state: int | None) -> Party:
    weak, organisation = offices.WEAK.at(words), offices.ORGANISATION.at(words)
    if state is not None and not (organisation is not None and words[state] in _ALSO_OF_FIRMS):
        return Party(bloc="official", country=_country(bare) or _of_person(bare))
    if organisation is not None and _AT_A_BODY.search(bare):
        head = words_of(_AT_A_BODY.sub("", bare))
        if (
            head
            and offices.WITNESSES.has(head[-1])
            and not any(sort.at(head) is not None for sort in (offices.WEAK, offices.ORGANISATION))
        ):
            return Party(bloc="witness", country=_country(bare))
    if organisation is not None:
        return Party(bloc="organisation", country=_country(bare))
    if (witness := offices.WITNESSES.at(words)) is not None and weak is None:
        return Party(bloc="witness" if witness >= 0 else "other", country=_country(bare))
    if weak is not None:
        country = _country(bare) or _of_person(bare)
        return Party(
            bloc="official" if country or _PUBLIC.intersection(words) or is_local(bare) or _DEPARTMENT.match(bare) else "other",
            country=country,
        )
    return person_named(bare) or Party(country=_country(bare))


# What makes an office a state's where no country is said: "the foreign secretary", "the security service".
_PUBLIC = frozenset(
    "state national federal fire health transport foreign defence defense interior home security military civil presidential air coast border оборони обороны безпеки безопасности".split()
)
_DEPARTMENT = re.compile(r"(?:[A-Z][\w.]*\s){0,3}Department\sof\s[A-Z]")  # of a state or a federal one; firms name theirs otherwise
# Titles and words that firms and clubs have as well as states.
_ALSO_OF_FIRMS = frozenset(
    "president official officials general administration division corps authority authorities intelligence".split()
)


def _country(text: str) -> str | None:
    plain = _EMBASSY.sub("", _SENT_TO.sub("", _NOT_ITS_OWN.sub(" ", text)))
    named = nations(plain)
    held = next((mention.name for mention in places(plain) if mention.name in _HELD), None)
    if _CONGRESS.search(text):
        return "US"
    if held and not any(one.country != "RU" for one in named):
        return _HELD[held]
    if named:
        return named[0].country
    return country_of_places(plain)


def _own_country(text: str) -> bool:
    return bool(nations(_SENT_TO.sub("", text)))


def _occupier(installed: re.Match[str], text: str) -> str | None:
    """Who installed an office: the country named in front, or the one the text names beside the office."""
    by = nations(installed["by"]) if installed["by"] else nations(text)
    return by[0].country if by else None


def person_named(text: str) -> Party | None:
    """The party of a person who is generally known, by the full name or a family name that is rare enough; None of others."""
    full, families = _persons()
    for name, found in full.items():
        if name in text:
            return found
    words = re.findall(r"[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*", text)
    if len(words) > 1 and words[-2] in _KIN:
        return None
    last = re.sub(r"['’ʼ]s$", "", " ".join(words[-3:]))
    return next((found for name, found in families.items() if last == name or last.endswith(" " + name)), None)


# First names of relatives who share a known family name and hold no office by it.
_KIN = frozenset("Hunter Jill Melania Ivanka Eric Lara Beau Barron Yulia Olena Mary Rachel Stanley Wladimir Marianne".split())


def full_names() -> tuple[tuple[str, Party], ...]:
    """The generally known persons whose family name is too common to do alone, by full name."""
    return tuple(_persons()[0].items())


def _of_person(text: str) -> str | None:
    """The country of the known person an aide or spokesman is of."""
    found = person_named(re.split(r"\b(?:to|of|for)\s", text)[-1]) or person_named(re.split(r"['’]s\s", text)[0])
    return found.country if found else None


def _international(text: str) -> bool:
    body = _body(text)
    return body is not None and body.country is None


def _body(text: str) -> Party | None:
    """The well-known body a phrase names, the one that is named first."""
    pattern, known = _bodies()
    found = pattern.search(text)
    return known.get(found.group()) or known.get(found.group().casefold()) if found else None


def _listed(name: str) -> list[list[str]]:
    listed = (resources.files(__package__) / name).read_text(encoding="utf-8")
    return [line.split("\t") for line in listed.splitlines() if line and not line.startswith("#")]


@cache
def _bodies() -> tuple[re.Pattern[str], Mapping[str, Party]]:
    known = {
        form: Party(bloc=cast("Bloc", bloc), country=country or None)
        for bloc, country, forms in _listed("bodies.tsv")
        for form in forms.split("|")
    }
    ways = "|".join(
        f"(?i:{re.escape(form)})" if form == form.casefold() else re.escape(form) for form in sorted(known, key=len, reverse=True)
    )
    return re.compile(rf"(?<![\w-])(?:{ways})(?![\w])"), known


@cache
def _persons() -> tuple[Mapping[str, Party], Mapping[str, Party]]:
    full: dict[str, Party] = {}
    families: dict[str, Party] = {}
    for bloc, country, listed, whole in _listed("persons.tsv"):
        found = Party(bloc=cast("Bloc", bloc), country=country or None)
        full.update(dict.fromkeys(filter(None, whole.split("|")), found))
        families.update(dict.fromkeys(filter(None, listed.split("|")), found))
    return full, families
