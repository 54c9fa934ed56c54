"""Which country a word belongs to, by the country's names, its people and its capital, from `nations.tsv`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Literal

Form = Literal["name", "people", "capital"]
_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*(?:\.[A-Z]\.?)*")
_CYRILLIC = re.compile(r"[а-яіїєґё]", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’ʼ]s?$")
_ARTICLE = re.compile(r"^(?:the|official)\s+", re.IGNORECASE)
_SHORTEST = 3  # letters of a Cyrillic beginning; the words of a country are no shorter


@dataclass(frozen=True, kw_only=True, slots=True)
class Nation:
    """A country meant at [start, end) of a text: by its `name`, its `people` (and adjective) or its `capital`."""

    start: int
    end: int
    country: str
    form: Form


def nations(text: str) -> tuple[Nation, ...]:
    """Every country a text names, calls by its people or by its capital, in order; the longest name where several fit."""
    return tuple(_nations(text))


def government(name: str) -> str | None:
    """The country whose government is meant by its name or capital alone ("Moscow", "the US"); None where it is anything else."""
    bare = _POSSESSIVE.sub("", _ARTICLE.sub("", name.strip()))
    ends = (len(bare), len(bare.rstrip(".")))
    return next((one.country for one in nations(bare) if one.start == 0 and one.end in ends and one.form != "people"), None)


def _nations(text: str) -> Iterator[Nation]:
    latin, firsts = _latin()
    words = [(match.start(), match.end()) for match in _WORD.finditer(text)]
    at = 0
    while at < len(words):
        start, end = words[at]
        at += 1
        word = text[start:end]
        if _CYRILLIC.match(word):
            if found := _cyrillic(word):
                yield Nation(start=start, end=end, country=found, form="people" if word[0].islower() else "name")
            continue
        if not word[0].isupper():
            continue
        for length in range(firsts.get(_bare(word), 1), 0, -1):
            last = min(at - 2 + length, len(words) - 1)
            phrase = _bare(text[start : words[last][1]])
            if (known := latin.get(phrase)) and last == at - 2 + length:
                yield Nation(start=start, end=start + len(phrase), country=known[0], form=known[1])
                at = last + 1
                break


def _bare(word: str) -> str:
    return _POSSESSIVE.sub("", word)


@cache
def _rows() -> tuple[tuple[str, ...], ...]:
    listed = (resources.files(__package__) / "nations.tsv").read_text(encoding="utf-8")
    return tuple(tuple(line.split("\t")) for line in listed.splitlines() if line and not line.startswith("#"))


@cache
def _latin() -> tuple[dict[str, tuple[str, Form]], dict[str, int]]:
    """Country and form by Latin phrase, and how many words a phrase that begins with a word may have."""
    known: dict[str, tuple[str, Form]] = {}
    firsts: dict[str, int] = {}
    for code, names, people, capitals, _ in _rows():
        forms: tuple[tuple[str, Form], ...] = ((names, "name"), (people, "people"), (capitals, "capital"))
        for listed, form in forms:
            for phrase in filter(None, listed.split("|")):
                plural = (f"{phrase}s",) if form == "people" and not phrase.endswith(("sh", "ch", "ese", "s")) else ()
                for one in (phrase, *plural):
                    known.setdefault(one, (code, form))
                    first = one.split()[0]
                    firsts[first] = max(firsts.get(first, 1), len(one.split()))
    return known, firsts


@cache
def _beginnings() -> tuple[dict[str, str], dict[str, str]]:
    """Countries by whole Cyrillic word, and by how a word begins."""
    whole, beginnings = {}, {}
    for code, _, _, _, listed in _rows():
        for one in filter(None, listed.split("|")):
            if one.startswith("="):
                whole[one[1:]] = code
            else:
                beginnings[one] = code
    return whole, beginnings


@lru_cache(maxsize=1 << 12)
def _cyrillic(word: str) -> str | None:
    whole, beginnings = _beginnings()
    if word in whole:
        return whole[word]
    small = word.casefold()
    return next(
        (beginnings[small[:length]] for length in range(len(small), _SHORTEST - 1, -1) if small[:length] in beginnings), None
    )
