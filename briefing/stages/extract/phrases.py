"""What the furniture of news sites says, in eleven languages, from `phrases.txt`: one pattern for each role.

Three ways to match, by role: a *whole* line (`cue`, `comments`, `share`, `advert`, `menu`, `player`, `post`, `listing`,
`campaign`), the *start* of a line (`by`, `teaser`), words *within* a line (all others).
"""

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib import resources
from types import MappingProxyType
from typing import Literal, cast

# fmt: off
Role = Literal[
    "cue", "comments", "share", "advert", "menu", "consent", "sign_up", "paywall", "teaser", "by", "published", "updated",
    "challenge", "missing", "failing", "parked", "log_in", "player", "post", "listing", "campaign",
    "mailing", "in_browser",
]
# fmt: on
LANGUAGES = ("en", "uk", "ru", "de", "fr", "no", "it", "es", "pl", "tr", "nl")
_COUNT = r"(?:\s*[(\[]?\d[\d\s.,]*[)\]]?)?"  # "Comments (12)", "12 comments"
_WORD, _WORD_OR_STEM = re.compile(r"\w+"), re.compile(r"\w+\*?")
_LONGEST = 120  # characters; a longer line says more than a phrase of furniture


def whole(role: Role, text: str) -> bool:
    """True where the line `text` is nothing but a phrase of the role, with a count, colon or arrow around it."""
    return len(text) <= _LONGEST and bool(_whole(role).fullmatch(text))


def starts(role: Role, text: str) -> int:
    """How many characters of the start of `text` are a phrase of the role, the colon behind it with them; 0 where none."""
    found = _start(role).match(text)
    return found.end() if found else 0


def within(role: Role, text: str) -> bool:
    """True where a phrase of the role stands in `text`, at the borders of words."""
    return _may(role, text) and bool(_within(role).search(text))


def spans(role: Role, text: str) -> tuple[tuple[int, int], ...]:
    """(start, end) of every phrase of the role in `text`, in order, none overlapping."""
    return tuple(found.span() for found in _within(role).finditer(text)) if _may(role, text) else ()


@cache
def phrases() -> Mapping[Role, Mapping[str, tuple[str, ...]]]:
    """The phrases of each role by language, as `phrases.txt` lists them."""
    found: dict[Role, dict[str, list[str]]] = {}
    at: list[str] = []
    for raw in (resources.files("briefing") / "stages" / "extract" / "phrases.txt").read_text(encoding="utf-8").splitlines():
        line = raw.strip()
        if not line or line.startswith("#"):
            continue
        if line.startswith("["):
            role, language = line.strip("[]").split()
            at = found.setdefault(cast("Role", role), {}).setdefault(language, [])
        else:
            at.append(line)
    return MappingProxyType({role: {language: tuple(some) for language, some in by.items()} for role, by in found.items()})


def _may(role: Role, text: str) -> bool:
    """False where no word of `text` begins a phrase of the role: most lines, told at a tenth of the cost of the pattern."""
    whole_words, stems = _first_words(role)
    folded, words = _words_of(text)
    return not whole_words.isdisjoint(words) or any(stem in folded for stem in stems)


@lru_cache(maxsize=2048)  # a line is asked about for each role in turn
def _words_of(text: str) -> tuple[str, frozenset[str]]:
    folded = _folded(text)
    return folded, frozenset(_WORD.findall(folded))


@cache
def _first_words(role: Role) -> tuple[frozenset[str], tuple[str, ...]]:
    firsts = {_WORD_OR_STEM.findall(_folded(phrase))[0] for some in phrases()[role].values() for phrase in some}
    return frozenset(word for word in firsts if not word.endswith("*")), tuple(
        sorted(word[:-1] for word in firsts if word.endswith("*"))
    )


def _folded(text: str) -> str:
    """Lower case; the dotted and the dotless i of Turkish are one, as they are for a pattern that ignores case."""
    return text.casefold().replace("\u0307", "").replace("ı", "i")


@cache
def _any(role: Role) -> str:
    """All phrases of a role as one alternation, the longest first."""
    each = {phrase for some in phrases()[role].values() for phrase in some}
    return "|".join(map(_pattern, sorted(each, key=lambda phrase: (-len(phrase), phrase))))


def _pattern(phrase: str) -> str:
    made = re.escape(phrase).replace("\\ ", r"\s+").replace("'", "['’ʼ]").replace(r"\*", r"\w*")
    return made.replace(r"\s+…\s+", r"\s.{0,40}?\s").replace(r"…\s+", r".{0,40}?\s").replace("…", r"\b.{0,40}")


@cache
def _whole(role: Role) -> re.Pattern[str]:
    return re.compile(rf"[\W\d]*(?:{_any(role)}){_COUNT}[\s:.…!?|<>»›→+-]*", re.IGNORECASE)


@cache
def _start(role: Role) -> re.Pattern[str]:
    return re.compile(rf"[\W_]*(?:{_any(role)})(?!\w)\s*[:：.–—-]?\s*", re.IGNORECASE)


@cache
def _within(role: Role) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_any(role)})(?!\w)", re.IGNORECASE)
