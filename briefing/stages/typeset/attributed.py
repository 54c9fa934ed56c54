"""How a line names who says what it says: once, and not at all where the words that follow name them."""

import re

from briefing.language.speakers import sayings
from briefing.language.words import fold
from briefing.model import Side

_LED_ON = re.compile(r"\s*[,–—]\s*([\"”’»]?)\s*$")
_MOST_GENERIC = 3  # words
_BEHIND_THE_NOUN = re.compile(r"\s(?:of|in|at|from|for|to|with|on|who|that|near)\s|,")
_PLURAL = re.compile(r"(?:[^\W_]{2,}(?<![siu])s|police|people|militia|men|women)$")
_NO_PLURAL = frozenset("news press congress states nations times series".split())
_ALSO_GREAT = frozenset(
    "officials authorities police rescuers prosecutors residents witnesses militants rebels soldiers doctors".split()
)  # where they open a sentence
# A name of several in Ukrainian or Russian opens with a plural: "військові", "офіційні особи", "местные власти".
_SLAVIC_PLURAL = re.compile(r"[а-яіїєґ'’]+(?:и|і|ї|ы|ые|ие)$")


def tells(side: Side) -> bool:
    """Whether the words of a side say themselves whose they are ("…, officials said")."""
    own = _last(side.said_by)
    return bool(own) and any(own == _last(one.name) for one in sayings(side.statement.text))


def _last(name: str) -> str:
    """The last word of a name: "Mayor Ada Berg" and "Berg" are one."""
    return (fold(name).replace("’s", "").replace("'s", "").split() or [""])[-1]


def generic(name: str) -> bool:
    """Whether a name is a kind of people and nobody's own ("officials", "local authorities")."""
    words = name.split()
    return (
        0 < len(words) <= _MOST_GENERIC and name.isascii() and name.islower() and words[0] not in ("the", "a", "an") and many(name)
    )


def many(name: str) -> bool:
    """Whether several speak under a name, so that their verb is a plural."""
    noun = _BEHIND_THE_NOUN.split(name)[0].strip()
    words = noun.split()
    if not words:
        return False
    if _SLAVIC_PLURAL.fullmatch(words[0]):  # written small: a family name may end alike
        return True
    last = words[-1]
    small = last.islower() or (len(words) == 1 and last[1:].islower() and name == noun and last.casefold() in _ALSO_GREAT)
    return small and last.casefold() not in _NO_PLURAL and bool(_PLURAL.fullmatch(last.casefold()))


def opening(name: str) -> str:
    """A name as it stands where a line begins; an address ("post.example") stays as it is."""
    plain = name[1:2] in ("", " ") or (name[:2].islower() and "." not in name.split(" ", maxsplit=1)[0])
    return name[:1].upper() + name[1:] if plain else name


def closed(text: str) -> str:
    """Words cut from a sentence that went on ("…,” she said") without the comma that led on."""
    return _LED_ON.sub(r"\1", text)
