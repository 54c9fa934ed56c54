"""The words of a profile as evidence: which stems speak for which section, and how loudly.

terms, title ─→ as they are            about, examples ─→ without the words that every report holds
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import log

from briefing.language.keys import stem
from briefing.language.words import STOPWORDS, WORD, fold
from briefing.settings import SectionPlan

Stems = tuple[str, ...]

OPENING = 80  # words
LONGEST = 3000  # words of an article that are looked at

_TERM, _PHRASE, _TITLE, _ABOUT = 1.0, 1.5, 0.8, 0.4  # what a word counts by where the profile has it
# A word of one example may be there by chance, one of several is what they have in common.
_EXAMPLE, _EXAMPLES_AT_MOST = 0.3, 0.9
_SIDE_BY_SIDE = 0.2  # more for two words of a description or an example that stand side by side in it and in the article
_ITSELF = frozenset("down according means".split())  # particles that share a stem with a word of the news
# Doer and deed have one stem and are two things to a desk: a tanker is no tank, an organiser no organisation.
_DOER = re.compile(r"(?:er|or)(?:s|ed|ing|y|ies)?$")
# The last vowel of a Ukrainian stem changes with its ending (міст, мосту; повінь, повені), and from Ukrainian to Russian.
_TURNED = re.compile(r"[іоеє](?=[^аеєиіїоуюяыэё]*$)")
# What any report may say, in a description or an example too: it tells no section from another.
_ANYWHERE = frozenset(
    """government governments international national country countries nation nations state states world official officials authority
    authorities spokesman spokesperson statement statements side sides people person man men woman women year years month months week
    weeks day days today yesterday tomorrow morning evening night monday tuesday wednesday thursday friday saturday sunday january
    february march april may june july august september october november december time times hour hours new old first second third last
    next two three four five six seven eight nine ten hundred hundreds thousand thousands million millions billion one many much several
    part parts number area areas region regions city town village place local public group member members head chief leader leaders
    president minister made make makes making take takes took taken give gave given get got come came go went going use used work works
    working want wants need needs plan plans know known see seen set put keep left still even already since without within across among
    around along near early late high large big small great long good back way end every another either both including against must may
    might per cent percent news report reports source sources told early expected called call another amid over via
    уряд держава країна країни країн світ влада люди людей людина рік року роки років місяць тиждень день дні днів сьогодні вчора завтра
    ранок вечір ніч час година перший другий третій новий нова нове останній два три чотири тисяч тисячі мільйон місто міста село область
    області район президент міністр заявив заявила повідомив повідомила повідомляє розповів каже кажуть сказав сказала може можуть треба
    потрібно буде будуть має мають також вже ще після перед через між усі всі який яка яке які цей ця це ці тому тут там коли де
    правительство государство страна страны стран мир власть люди людей человек год года годы лет месяц неделя день дни дней сегодня вчера
    завтра утро вечер ночь время час первый второй третий новый новая новое последний два три четыре тысяч тысячи миллион город города
    село область области район президент министр заявил заявила сообщил сообщила сообщает рассказал говорит сказал сказала может могут
    надо нужно будет будут имеет имеют также уже еще ещё после перед через между все который которая которое которые этот эта это эти
    поэтому здесь там когда где""".split()
)


def divided(text: str) -> list[str]:
    """The words of a text in order, folded, hyphenated ones in parts."""
    return [part for word in WORD.findall(fold(text)) for part in word.split("-") if part]


@lru_cache(maxsize=200_000)
def term(word: str) -> str:
    """A folded word as the vocabulary knows it: its stem, apart from the stem of whoever does it; a vowel that turns as one sign."""
    if word in _ITSELF:
        return f"{word}="
    reduced = stem(word)
    if not reduced.isascii():
        return _TURNED.sub("*", reduced)
    return f"{reduced}+er" if _DOER.search(word) and not reduced.endswith(("er", "or")) else reduced


@dataclass(frozen=True, kw_only=True, slots=True)
class Vocabulary:
    """What speaks for sections: `known` has for each term the sections by number with its weight there, `heads` how long the
    longest term is that a stem opens, `shared` what is left of a term's weight where it tells sections apart that share it.
    """

    known: Mapping[Stems, tuple[tuple[int, float], ...]]
    heads: Mapping[str, int]
    shared: Mapping[Stems, float]


@lru_cache(maxsize=16)
def vocabulary(plans: tuple[SectionPlan, ...], elsewhere: tuple[str, ...] = ()) -> Vocabulary:
    """The vocabulary of a profile; the words of `elsewhere` speak for a section behind the last one."""
    weights: dict[Stems, dict[int, float]] = {}
    for section, plan in enumerate(plans):
        for name, weight in _entries(plan):
            of = weights.setdefault(name, {})
            of[section] = max(of.get(section, 0.0), weight)
    for words in elsewhere:
        if name := _stems(divided(words)):
            weights.setdefault(name, {})[len(plans)] = _TERM if len(name) == 1 else _PHRASE
    sections = len(plans) + bool(elsewhere)
    return Vocabulary(
        known={name: tuple(sorted(of.items())) for name, of in weights.items()},
        heads=heads(weights),
        shared={name: 1 - log(len(of)) / log(sections + 1) for name, of in weights.items()},
    )


def heads(names: Iterable[Stems]) -> dict[str, int]:
    """How long the longest of these terms is that a stem opens."""
    found: dict[str, int] = {}
    for name in names:
        found[name[0]] = max(found.get(name[0], 0), len(name))
    return found


def _entries(plan: SectionPlan) -> Iterator[tuple[Stems, float]]:
    for words in plan.terms:
        if name := _stems(divided(words)):
            yield name, _TERM if len(name) == 1 else _PHRASE
    for name in _telling(plan.title):
        yield name, _TITLE
    yield from _told((plan.about,), _ABOUT, _ABOUT)
    yield from _told(plan.examples, _EXAMPLE, _EXAMPLES_AT_MOST)


def _told(texts: Sequence[str], each: float, at_most: float) -> Iterator[tuple[Stems, float]]:
    """The telling words of texts, and their pairs, weighing the more the more of the texts hold them."""
    counts = Counter(name for text in texts for name in set(_telling(text)))
    for name, count in counts.items():
        yield name, min(at_most, each * count)
    pairs = Counter(pair for text in texts for pair in set(_pairs(text)))
    for pair, count in pairs.items():
        yield pair, min(at_most, each * count) * 2 + _SIDE_BY_SIDE


def _telling(text: str) -> list[Stems]:
    return [_stems([word]) for word in divided(text) if _tells(word)]


def _pairs(text: str) -> list[Stems]:
    words = divided(text)
    return [_stems(pair) for pair in pairwise(words) if all(map(_tells, pair))]


def _tells(word: str) -> bool:
    return word not in STOPWORDS and word not in _ANYWHERE and len(word) > 2 and not word[0].isdigit()


def _stems(words: Sequence[str]) -> Stems:
    return tuple(map(term, words))
