"""Whose turn it is to speak, sentence by sentence of one article: "he said" and a quotation that goes on keep their speaker.

A pronoun is resolved only to the one who certainly spoke directly before; a quotation that stands alone is of whoever
spoke the sentence before it. Where two may be meant there is nobody.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from briefing.language.quotes import outside_quotations
from briefing.language.speakers import Speaker, sayings, speaker
from briefing.language.speakers.cast import Cast
from briefing.language.speakers.nations import government, nations
from briefing.language.speakers.offices import is_role
from briefing.language.speakers.verbs import PARTICIPLES
from briefing.model import Party

_FURTHEST = 10  # sentences; a speech that runs on for longer has lost its speaker to the reader as well
_ALONE = re.compile(r"\s*[“\"«„]")
_WORDS = re.compile(r"\w")
_MERELY_SAYS = re.compile(
    r"(?:said|says|told\s+\w+(?:\s\w+)?|added|wrote|сказал|сказала|сказав|заявил|заявив)(?:\s(?:on|in|at|via)\s[^,;]{1,40})?[.]?$"
)
_OF_THIS = re.compile(r"(?:Про\sце|Об\sэтом)\s[^.]{1,160}\.?$")
_WITHIN = re.compile(r"(?:^|\W)(?:what|which|that|as|and|but|where|who|when|because|what|что|який|що|і|и|та)\s+$", re.IGNORECASE)
_OPENING_WORDS = re.compile(r"[^\W\d_][\w'’.-]*")
_INTRODUCTION = re.compile(
    r"(?:Earlier|On|In|Last|Later|Meanwhile|At|During|This|Also|Overnight|Separately|However|Speaking)(?:\s[\w’'-]+){0,9},\s(?=[A-Z]|the\s)"
)
_JOINS = ("of", "on", "for", "and", "the")
_NOT_OPENING = frozenset(
    "in on at after before as when while if but and by for from during since until with according however meanwhile because although though it he she they this that these those".split()
)
_DEFINITE = re.compile(
    r"(?:[Tt]he\s)?(?:\w+\s)?(?:president|minister|governor|mayor|official|spokesman|spokeswoman|spokesperson|leader|general|commander|envoy|ambassador|chancellor|senator)$|"
    r"(?:міністр|министр|президент|губернатор|мер|мэр|речни|чиновник|посол|глав|голов)\w*$"
)
# "Norway's" goes on to "top fisheries officials": without a verb or another noun between.
_OF_ITS_OWNER = re.compile(
    r"(?:\s(?!\w+(?:ed|s)\s)[a-z-]+){0,4}\s(?P<head>ministry|military|army|navy|government|police|leaders|officials|authorities|president|minister)\b"
)
_PERSON_PRONOUNS = frozenset("he she він вона он она".split())
_BODY_WORDS = frozenset(
    """ministry army military navy force service agency department office command staff administration council government parliament party company police organisation organization
    kremlin bank commission committee embassy corps fleet directorate institute team operator airline outlet newspaper paper magazine broadcaster station channel network hospital university school firm foundation court union alliance bloc group
    міністерство министерство служба армія армия влада власть ведомство відомство прокуратура поліція полиция штаб генштаб рада совет адміністрація администрация""".split()
)
_HEADS = frozenset(
    "head chief leader president minister governor mayor director commander chancellor spokesman spokeswoman spokesperson secretary official".split()
)
_PLURAL = re.compile(r"(?:[a-z]{3,}s|police|people|officials)$|.*(?:ці|цы|ки|ли|ти|ты|ди|ды|ни|ны)$")


@dataclass(frozen=True, kw_only=True, slots=True)
class Voice:
    """One who speaks in a sentence: `name` as that sentence or, where it has only a pronoun or a quotation, an earlier one writes it.

    `said` is the word of saying with its place, None where a quotation goes on; `at` is the sentence the name stands in.
    """

    name: str
    at: int
    said: Speaker | None


class Turns:
    """Who speaks in each sentence of an article, looked up on demand: `sentences` are (paragraph, text), the title's first."""

    def __init__(self, sentences: Sequence[tuple[int, str]], cast: Cast) -> None:
        self._sentences = sentences
        self._cast = cast
        self._sayings: dict[int, tuple[Speaker, ...]] = {}
        self._leads: dict[int, Voice | None] = {}

    def voices(self, at: int) -> tuple[Voice, ...]:
        """Everybody who certainly speaks in sentence `at`, in the order of the words of saying; each once."""
        found: list[Voice] = []
        for said in self._said(at):
            if not said.pronoun:
                found.append(Voice(name=said.name, at=at, said=said))
            elif one := self._meant(at, said, [voice for voice in found if voice.said and voice.said.at < said.at]):
                found.append(replace(one, said=said))
        if not found and (other := self._going_on(at) or self._told_of(at)):
            found.append(other)
        return tuple(found)

    def main(self, at: int) -> Voice | None:
        """Whose word sentence `at` is as a whole: whom it names by plain telling, else whom a pronoun or running quotation means."""
        text = self._sentences[at][1]
        if named := speaker(text):
            return Voice(name=named.name, at=at, said=named)
        return next((one for one in self.voices(at) if one.said is None or one.said.pronoun or one.said.verb in PARTICIPLES), None)

    def party(self, voice: Voice) -> Party:
        """Whom a voice speaks for; "the minister" and "the president" are of the country of whoever spoke just before."""
        if _DEFINITE.match(voice.name) and not nations(voice.name) and (lead := self._lead(voice.at - 1)):
            before = self._cast.party(lead.name, lead.at)
            if before.bloc == "official" and before.country:
                return before
        return self._cast.party(voice.name, voice.at)

    def _said(self, at: int) -> tuple[Speaker, ...]:
        if at not in self._sayings:
            self._sayings[at] = sayings(self._sentences[at][1])
        return self._sayings[at]

    def _lead(self, at: int, depth: int = 0) -> Voice | None:
        """The one single speaker of sentence `at`, whom a pronoun in the next would mean; None where there is none or are two."""
        if at < 0 or self._sentences[at][0] == 0 or depth > _FURTHEST:
            return None
        if self._sentences[at][1].isupper():
            return self._lead(at - 1, depth + 1)  # a cross-head
        if at not in self._leads:
            self._leads[at] = None  # while it is looked for
            self._leads[at] = self._single(at, depth)
        return self._leads[at]

    def _single(self, at: int, depth: int) -> Voice | None:
        said = self._said(at)
        names = {one.name: one for one in said if not one.pronoun}
        if len(names) == 1:
            (one,) = names.values()
            return Voice(name=one.name, at=at, said=one)
        if names:
            return None
        if said:
            return self._meant(at, said[0], (), depth + 1)
        return self._going_on(at, depth + 1) or self._subject(at)

    def _meant(self, at: int, said: Speaker, earlier: Sequence[Voice], depth: int = 0) -> Voice | None:
        """Whom the pronoun of `said` means."""
        text = self._sentences[at][1]
        one: Voice | None
        if earlier:
            one = earlier[-1]
        elif not said.name or (said.start and _WITHIN.search(text[: said.start])):
            one = self._subject(at)
        else:
            one = self._lead(at - 1, depth)
        return one if one and _fits(said.name, one.name) else None

    def _subject(self, at: int) -> Voice | None:
        """The person or body a sentence opens with, where it opens with one the article or everybody knows."""
        text = self._sentences[at][1]
        opening = _INTRODUCTION.match(text)
        start = end = opening.end() if opening else len(text) - len(text.lstrip("*•–-\"“«' ([]0123456789"))
        for word in _OPENING_WORDS.finditer(text, start):
            if text[end : word.start()].strip() or not (
                word[0][0].isupper() or is_role(word[0]) or (word[0] in _JOINS and (end > start or opening))
            ):
                break
            end = word.end()
        name = re.sub(r"(?:\s(?:of|on|for|and|the))+$", "", text[start:end])
        if name.endswith(("'s", "’s")) and (office := _OF_ITS_OWNER.match(text, start + len(name))) and is_role(office["head"]):
            name = text[start : office.end()]
        if not name or name.endswith(("'s", "’s")) or name.split()[0].casefold() in _NOT_OPENING:
            return None
        known = self._cast.known(name) is not None or self._cast.party(name, at).bloc != "other"
        return Voice(name=name, at=at, said=None) if known else None

    def _told_of(self, at: int) -> Voice | None:
        """Who told what a sentence says, where the next one says so and no more: "Про це повідомив мер."."""
        if at + 1 >= len(self._sentences) or not self._sentences[at][0] or self._sentences[at + 1][0] - self._sentences[at][0] > 1:
            return None
        following = self._sentences[at + 1][1]
        said = self._said(at + 1) if _OF_THIS.match(following) else ()
        return Voice(name=said[0].name, at=at + 1, said=None) if len(said) == 1 and not said[0].pronoun else None

    def _going_on(self, at: int, depth: int = 0) -> Voice | None:
        """Who speaks in a sentence that is a quotation and nothing else: who spoke before, or whom the next sentence merely names."""
        paragraph, text = self._sentences[at]
        if not _ALONE.match(text) or _WORDS.search(outside_quotations(_closed(text))) or depth > _FURTHEST:
            return None
        if at + 1 < len(self._sentences) and self._sentences[at + 1][0] == paragraph:
            following = self._sentences[at + 1][1]
            said = self._said(at + 1)
            if len(said) == 1 and not said[0].pronoun and said[0].start == 0 and _MERELY_SAYS.match(following, said[0].at):
                return Voice(name=said[0].name, at=at + 1, said=None)
        lead = self._lead(at - 1, depth)
        spoke = at > 0 and (self._said(at - 1) or self._going_on(at - 1, depth + 1))  # nobody is quoted for merely being told of
        near = spoke and paragraph - self._sentences[at - 1][0] <= 1
        return replace(lead, said=None) if lead and near else None


def _closed(text: str) -> str:
    """The text with its last quotation closed, where it stays open to the end."""
    for opening, closing in (("“", "”"), ("«", "»"), ("„", "”")):
        if text.count(opening) > text.count(closing):
            return text + closing
    return text + '"' if text.count('"') % 2 else text


def _fits(pronoun: str, name: str) -> bool:
    """Whether a pronoun can mean a name: "he" a person, "it" a body, "they" several or a body."""
    small = pronoun.casefold()
    if not small:
        return True
    if small in _PERSON_PRONOUNS:
        return _is_person(name) or not pronoun.isascii()
    return not _is_person(name)


def _is_person(name: str) -> bool:
    words = [word.strip("’'.,") for word in name.split()]
    last = words[-1].casefold().removesuffix("'s").removesuffix("’s")
    if _HEADS.intersection(word.casefold() for word in words) and not _PLURAL.match(last):
        return True  # "the head of state"
    if government(name) or last in _BODY_WORDS or (words[-1].isupper() and len(words[-1]) > 1):
        return False
    if is_role(last):
        return not _PLURAL.match(last)
    return words[-1][:1].isupper()
