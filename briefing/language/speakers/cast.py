"""The cast of an article: who is who in it, as it introduces them, so that a surname alone tells whom its bearer speaks for.

"Kharkiv regional governor Taras Hrim" in the second paragraph makes of "Hrim" in the sixth a Ukrainian official; "Russia's
Defence Ministry" makes "the ministry" behind it Russia's. Two people of one surname with different offices make it nobody's.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from briefing.language.places import fold, places
from briefing.language.speakers.nations import nations
from briefing.language.speakers.offices import is_role, words_of
from briefing.language.speakers.parties import (
    SUFFERED,
    country_of_places,
    country_of_scene,
    full_names,
    is_local,
    is_title,
    offices_in,
    party,
    person_named,
)
from briefing.model import Party

_UPPER = "A-ZÀ-ÞĀ-ŽА-ЯІЇЄҐ"
_CAPITALS = re.compile(
    rf"[{_UPPER}][\w'’ʼ-]*(?:\.(?=[\w]))?(?:[ \u00a0](?:(?:de|van|von|der|bin|al|la|le|du|dos|da|di)[ \u00a0])?(?:[{_UPPER}]\.|[{_UPPER}][\w'’ʼ-]*))*"
)
_POSSESSIVE = re.compile(r"['’ʼ]s?$")
# Small words that stand inside a title before a name.
_WITHIN = frozenset(
    """of the for and on at to regional foreign prime vice first acting local interior finance defence defense senior military state deputy general press
    national security chief then current longtime special top permanent international affairs economic energy civil human rights federal provincial outgoing
    incoming newly appointed elected long-time и та по з с у в при""".split()
)
_APPOSED = re.compile(r",\s(?:(?:\d{2}|[A-Z]-[A-Z][\w.]*),\s)?(?P<what>[^,;:.“”\"()]{3,110})(?=[,;.:]|\s\(|$)")
_INITIALLED = re.compile(r"\s\((?:[A-Z]-[A-Z][\w.]*)\)")
_ENDINGS = re.compile(r"(?:ого|ому|ым|им|ом|ем|єм|ою|ої|ій|ий|ый|ой|ей|а|у|е|і|ы|и|ю|я|ь)$")
_NO_LONGER = ("former", "ex", "ousted", "retired", "exiled")
_LONGEST_TITLE, _LONGEST_TITLE_LETTERS = 12, 160  # words, characters
_TITLE_WORD = re.compile(r"[^\W_][\w'’ʼ.&-]*")
_NEAR = 3  # sentences back that a local office takes its place from
_FAMILY_NAME_FIRST = ("CN", "TW", "HK", "KR", "KP", "VN")
_ANYBODYS = ("officials", "authorities")
_MINISTRIES = ("ministry", "міністерство", "министерство")
_RECENT = 12  # sentences back that "the ministry" may have been named


@dataclass(frozen=True, kw_only=True, slots=True)
class Known:
    """A person as one sentence of the article introduces them: `name` without title, `office` as written there, and the party of both."""

    name: str
    office: str
    party: Party


class Cast:
    """Who is who in one article, looked up on demand."""

    def __init__(self, sentences: Iterable[str]) -> None:
        self._sentences = tuple(sentences)

    def party(self, name: str, at: int) -> Party:
        """Whom the speaker written `name` in sentence number `at` speaks for, as far as the article up to its end tells."""
        found = party(name, self._sentences[at])
        if offices_in(name) or (found.bloc != "other" and person_named(name) is None):
            wanting = found.country is None and found.bloc in ("official", "other")
            sure = (self._of_office(name, at) if wanting else None) or found
            anybodys = sure == Party(bloc="official") and (is_local(name) or words_of(name)[-1] in _ANYBODYS)
            return Party(bloc="official", country=self._only_country) if anybodys else sure
        if long := self._acronyms.get(_POSSESSIVE.sub("", _ARTICLE.sub("", name))):
            return long
        if (known := self.known(name)) and (known.party.bloc != "other" or known.party.country):
            return known.party
        return self._famous.get(_key(name), found) if found.bloc == "other" else found

    def office(self, name: str, at: int) -> str | None:
        """The office of `name`: the words around it in its sentence, or where the article introduces it; None where nowhere."""
        here = next((one for one in _introduced(self._sentences[at]) if _key(one.name) == _key(name)), None)
        known = here or (self.known(name) if name.rpartition(" ")[2][:1].isupper() else None)
        if known:
            return known.office
        return name if offices_in(name) else None

    def known(self, name: str) -> Known | None:
        """The person meant by a name, where the article introduces one such person with an office."""
        found = [] if name[:4].casefold() == "the " else self._people.get(_key(name)) or self._by_first_word(name)
        decided = [one for one in found if one.party.bloc != "other"]
        sure = [one for one in decided if one.party.country] or decided
        if len({one.party for one in sure}) > 1:
            return None
        return next(iter(sure or found), None)

    def _by_first_word(self, name: str) -> list[Known]:
        """Those whose family name stands first, as in China and Korea: "Hua" for "Hua Chunying"."""
        if " " in name:
            return []
        return [
            one
            for several in self._people.values()
            for one in several
            if one.party.country in _FAMILY_NAME_FIRST and one.name.split()[0] == name and " " in one.name
        ]

    def _of_office(self, name: str, at: int) -> Party | None:
        """The party of an office said without its country: of the place spoken of, or of the same office named before."""
        if (known := self.known(name)) and known.party.country:
            return known.party
        if is_local(name):
            countries = (country_of_places(self._sentences[at - back]) for back in range(1, min(at, _NEAR) + 1))
            country = next(filter(None, countries), None)
            return Party(bloc="official", country=country) if country else None
        head = next((word for word in reversed(words_of(name)) if is_role(word)), None)
        if head in _ANYBODYS:
            # Who counts the dead and the damage of a place is of its country; who speaks of an aim struck may be either side.
            country = country_of_scene(self._sentences[at]) if SUFFERED.search(self._sentences[at]) else None
            if country:
                return Party(bloc="official", country=country)
        for back in range(min(at, _NEAR if head in _ANYBODYS else _RECENT) + 1):
            if found := {party for word, party in self._bodies[at - back] if word == head}:
                return found.pop() if len(found) == 1 else None
            beside = {party.country for _, party in self._bodies[at - back]} if back and head in _MINISTRIES else set()
            if beside and head in words_of(self._sentences[at - back]):  # "the Defence Ministry", beside offices of a country
                return Party(bloc="official", country=beside.pop()) if len(beside) == 1 else None
        return None

    @cached_property
    def _only_country(self) -> str | None:
        """The country the article is about, where it names no other and names this one or its places more than once.

        Its people or a town alone do not do: people live abroad, and many towns have namesakes there. So has Georgia.
        """
        named = [one for sentence in self._sentences for one in nations(sentence)]
        found = [one.country for one in named]
        if len(set(found)) > 1 or not any(one.form == "name" and one.country != "GE" for one in named):
            return None
        there = [mention for sentence in self._sentences for mention in places(sentence)]
        local = [mention.place.country for mention in there if mention.kind != "country"]
        countries = {*found, *(mention.place.country for mention in there if mention.place.country)}
        return found[0] if len(countries) == 1 and len(found) + len(local) > 1 else None

    @cached_property
    def _acronyms(self) -> dict[str, Party]:
        """Whom the bodies speak for that the article introduces with an acronym in brackets."""
        found: dict[str, Party] = {}
        for sentence in self._sentences:
            for match in _ACRONYM.finditer(sentence):
                if (long := _spelled(match["long"], match["short"])) and (one := party(long, sentence)).bloc != "other":
                    found.setdefault(match["short"], one)
        return found

    @cached_property
    def _famous(self) -> dict[str, Party]:
        """By family name, the generally known persons the article names in full."""
        return {
            _key(word): one
            for name, one in full_names()
            for word in (name.split()[0], name.split()[-1])
            if any(name in text for text in self._sentences)
        }

    @cached_property
    def _people(self) -> dict[str, list[Known]]:
        found: dict[str, list[Known]] = {}
        for sentence in self._sentences:
            for one in _introduced(sentence):
                found.setdefault(_key(one.name), []).append(one)
        return found

    @cached_property
    def _bodies(self) -> tuple[tuple[tuple[str, Party], ...], ...]:
        """For each sentence the offices it names with a country, by their head word ("ministry")."""
        return tuple(tuple(_offices(sentence)) for sentence in self._sentences)


def cast(sentences: Iterable[str]) -> Cast:
    """The cast of the article made of these sentences, in their order, its title first."""
    return Cast(sentences)


def _introduced(sentence: str) -> Iterator[Known]:
    """The people a sentence names together with an office: "Mayor Taras Hrim", "Taras Hrim, the mayor,"."""
    for match in _CAPITALS.finditer(sentence):
        words = match.group().split()
        first = _name_from(words)
        name = _POSSESSIVE.sub("", " ".join(words[first:]))
        if first == len(words) or len(words) - first > 4 or not name:
            continue
        start = match.start() + len(" ".join(words[:first])) + bool(first)
        title = _title_before(sentence, start)
        if not title and _may_be_a_name(name) and (apposed := _APPOSED.match(sentence, _after_initials(sentence, match.end()))):
            title = apposed["what"] if is_title(apposed["what"]) else ""
        if title:
            yield Known(name=name, office=title, party=_titled(title, name, sentence))


def _spelled(words: str, acronym: str) -> str | None:
    """The last of `words` whose capitals spell the acronym, None where none do."""
    starts = [match.start() for match in re.finditer(r"\b[A-Z]", words)]
    if len(starts) < len(acronym):
        return None
    spelled = "".join(words[at] for at in starts[-len(acronym) :])
    return words[starts[-len(acronym)] :].strip() if spelled == acronym else None


def _may_be_a_name(name: str) -> bool:
    return not nations(name) and not places(name)


def _titled(title: str, name: str, sentence: str) -> Party:
    found = party(title, sentence)
    if found.bloc == "official" and found.country is None and (person := person_named(name)):
        return person
    return found


def _after_initials(sentence: str, end: int) -> int:
    match = _INITIALLED.match(sentence, end)
    return match.end() if match else end


def _name_from(words: Sequence[str]) -> int:
    """The number of the word the person's own name begins with: what stands before it is title, country, body."""
    last = -1
    for number, word in enumerate(words):
        bare = _POSSESSIVE.sub("", word)
        acronym = len(word) > 1 and word.isupper() and number + 1 < len(words)
        if acronym or is_role(bare) or word != bare or bare.casefold() in _WITHIN or (nations(bare) and number + 1 < len(words)):
            last = number
    return last + 1


def _title_before(sentence: str, start: int) -> str:
    """The words of office that stand before `start`, "" where none do."""
    left = sentence[:start].rstrip()
    if left.endswith(","):
        left = left[:-1]
        if not is_role(left.split()[-1] if left.split() else ""):
            return ""
    at = len(left)
    nearest = max(0, at - _LONGEST_TITLE_LETTERS)
    for count, word in enumerate(reversed(list(_TITLE_WORD.finditer(left, nearest)))):
        text = word.group()
        small = _POSSESSIVE.sub("", text).casefold()
        between = left[word.end() : at]
        if between.strip() or (text.endswith(".") and len(text) > 4) or count >= _LONGEST_TITLE:
            break
        if not (
            text[0].isupper()
            or is_role(text)
            or small in _WITHIN
            or small in _NO_LONGER
            or not text.isascii()
            or (is_role(left[at:].partition(" ")[0]) and _FIELD.search(left[: word.end()]))
        ):
            break
        if not text.isascii() and not text[0].isupper() and not is_role(text) and _VERBAL.search(small):
            break
        if small in _JOINS and offices_in(left[at:]):
            break
        at = word.start()
    if left != sentence[:start].rstrip() and not _BEFORE_COMMA.match(left[at:]):
        return ""  # "19 miles from the city centre, James Hill said": a comma, and no title before it
    title = _LEADING.sub("", left[at:])
    return title if title and offices_in(title) and title.split()[-1].casefold() not in _LINKS else ""


_FIELD = re.compile(r"(?:['’]s|\b[A-Z]\w+)\s[a-z]+$")  # "Norway's fisheries" before "minister"
_ACRONYM = re.compile(
    r"(?P<long>(?:[A-Z][\w.'’-]*|of|and|for|the|on|&)(?:,?\s(?:[A-Z][\w.'’-]*|of|and|for|the|on|&)){1,11})\s\((?P<short>[A-Z]{2,7})\)"
)
_ARTICLE = re.compile(r"^(?:the|a|an)\s", re.IGNORECASE)
_BEFORE_COMMA = re.compile(r"(?:the|a|an|its|their)\s|[A-ZÀ-Þ][\w-]*['’]s\s", re.IGNORECASE)
_JOINS = ("and", "та", "і", "и")
_LINKS = ("of", "the", "for", "and", "on", "at", "to", "и", "та", "по", "з", "с", "у", "в", "при")
_LEADING = re.compile(
    r"^(?:(?:according\s+to|of|the|for|and|on|at|to|then|и|та|по|з|с|у|в|при|раніше|ранее|пізніше|позже|також|также|однако|проте)\s)+",
    re.IGNORECASE,
)
_VERBAL = re.compile(r"(?:ив|ила|или|ав|ала|али|ил|ал|ує|ает|яет|ють|ют|ся|сь)$")


def _key(name: str) -> str:
    """What two ways to write one family name share: the last word, romanisations and case endings undone."""
    words = [word for word in _POSSESSIVE.sub("", name).split() if word[:1].isupper()]
    if not words:
        return ""
    last = fold(_POSSESSIVE.sub("", words[-1]))
    return last if last.isascii() else _ENDINGS.sub("", last)


_RIGHT = re.compile(
    rf"\s(?:of|for)\s(?:the\s|an?\s)?[{_UPPER}]\w+(?:\sof\s[{_UPPER}]\w+)?|\s[а-яіїєґ]+\s[А-ЯІЇЄҐ]\w+|\s[А-ЯІЇЄҐ]\w+"
)


def _offices(sentence: str) -> Iterator[tuple[str, Party]]:
    """Every office or body a sentence names with its country, by its head word, with whom it speaks for."""
    for match in re.finditer(r"[^\W\d_][\w'’ʼ-]*", sentence):
        if not is_role(match.group()):
            continue
        title = _title_before(sentence, match.end())
        if not title:
            continue
        rest = _RIGHT.match(sentence, match.end())
        found = party(title + (rest.group() if rest else ""))
        if found.bloc != "other" and found.country:
            yield _POSSESSIVE.sub("", match.group()).casefold(), found
