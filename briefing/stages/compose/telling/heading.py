"""The sentence that heads a story without a headline: without its full stop, a long one up to a clause that can be left away."""

import re
from dataclasses import replace

from briefing.language.speakers import sayings
from briefing.model import Statement

LONGEST, SHORTEST = 22, 6  # words of a heading
_JOINT = re.compile(r",? (?=(?:while|when|after)\b)|, (?=(?:as|which|where|amid|despite|following|with)\b|[a-z]+ing\b)")
# What turns round, weighs or doubts what was said before is never left away.
_TURNS = re.compile(
    r"\b(?:but|however|although|though|if|unless|until|not|never|no|den(?:y|ied|ies|ying)|false|untrue|alleg\w+|reportedly|claim\w*|according)\b",
    re.IGNORECASE,
)
# ", the board said": of all that stands before it.
_CREDIT = re.compile(
    r".,[^,]*\b(?:said|says?|told|tells|reports?|reported|announced|adds|added|confirm(?:s|ed)|stat(?:es|ed)|warn(?:s|ed)|wrote|writes|quot\w+|citing)\b",
    re.DOTALL,
)
_ASIDE = ("as ", "while ", "when ")  # who speaks behind these speaks of something else
_PAIRS = (("“", "”"), ("«", "»"), ("(", ")"))


def heading(statement: Statement) -> Statement:
    """The statement as a heading: its first clause where it is long and that clause says no more without the rest."""
    if statement.own or not statement.passages:
        return statement
    text, first = statement.text, statement.passages[0]
    if first.end - first.start != len(text):
        return statement
    end = _clause_end(text) or _without_stop(text)
    if end == len(text):
        return statement
    return replace(statement, text=text[:end], passages=(replace(first, end=first.start + end),), day=None)


def _clause_end(text: str) -> int:
    """Where the longest clause ends that can head a story by itself; 0 where the text is short enough, or has none."""
    if len(text.split()) <= LONGEST:
        return 0
    ends = [match.start() for match in _JOINT.finditer(text) if _stands(text, match.start())]
    return max((end for end in ends if SHORTEST <= len(text[:end].split()) <= LONGEST), default=0)


def _stands(text: str, end: int) -> bool:
    """Whether what stands before `end` is whole, and neither who says it nor a doubt stands only behind."""
    start, rest = text[:end], text[end:]
    if (
        any(start.count(opens) != start.count(closes) for opens, closes in _PAIRS)
        or start.count('"') % 2
        or _TURNS.search(rest)
        or _CREDIT.search(rest)
    ):
        return False
    said = sayings(text)
    return not said or any(one.at < end for one in said) or rest.lstrip(", ").startswith(_ASIDE)


def _without_stop(text: str) -> int:
    """The length of the text without its full stop; an abbreviation keeps its own."""
    last = text.rsplit(maxsplit=1)[-1] if text.split() else ""
    return len(text) - 1 if last.endswith(".") and "." not in last[:-1] and len(last) > 3 else len(text)
