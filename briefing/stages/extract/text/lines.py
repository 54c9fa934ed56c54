"""The lines of a text scrape, each with what it is: the reading that everything else about raw text rests on.

A scrape has no markup left, so a line is known by its own build (does it end like a sentence, is it a date, does it
carry a credit) and by the words that every site's furniture is made of. Nothing here knows a publisher or a page.
"""

import re
from dataclasses import dataclass, field

from briefing.language import dates
from briefing.language.words import clean
from briefing.stages.extract.text.kinds import LineKind, count_words, ends_like_a_sentence, kind_of, shouts

__all__ = ["Line", "LineKind", "clean", "count_words", "ends_like_a_sentence", "is_of_the_article", "read"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One line: its number in the file (from 1), its text with marks and links taken off, what it is and why."""

    number: int
    text: str
    kind: LineKind
    why: str = ""
    touches: bool = False  # no blank line between it and the line before
    bullet: bool = False
    indent: int = 0  # spaces before it
    marked: bool = False  # a heading by its Markdown mark
    linked: float = 0.0  # share of its characters that were link text
    chance: float | None = None  # that it is text of the page's article, once the page has been weighed as a whole

    words: int = field(init=False)  # in a script that writes none apart, two signs count as one

    def __post_init__(self) -> None:
        object.__setattr__(self, "words", count_words(self.text))


_LINK = re.compile(r"!?\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\((?:<[^>]*>|[^()\s]*(?:\([^()]*\)[^()\s]*)*)(?:\s+\"[^\"]*\")?\)")
# Emphasis holds no mark of its own kind: a search for the closing one then never runs further than to the next.
_STRONG = re.compile(r"(?<![\w_])__(?=\S)([^_]{1,1000})(?<=\S)__(?![\w_])")
_EMPHASIS = re.compile(r"(?<![\w*])([*_])(?=\S)([^*_]{1,1000})(?<=\S)\1(?![\w*])")
_OPENING_MARKS = frozenset("*•·–-#>0123456789")
_BULLET = re.compile(r"[*•·–-]\s+(?=\S)")
_NUMBERED = re.compile(r"\d{1,2}[.)]\s+(?=\S)")
_MARKED = re.compile(r"#{1,6}\s+(?=\S)")
_QUOTED = re.compile(r">\s+")
_MOST_LINES = 10_000  # a hundred times an article's; what has more is no page, and would cost seconds
_LONGEST = 200_000  # characters of a line: no paragraph has as many, and reading them costs seconds
_SHOWN = 300  # characters that are kept of one that is longer

_NOT_THE_ARTICLE = frozenset(("furniture", "credit", "cue", "teaser", "url", "stamp", "published", "byline", "biography"))


def read(text: str) -> tuple[Line, ...]:
    """Every line of `text` that is not blank (the first `_MOST_LINES`), classified by its own build alone."""
    found: list[Line] = []
    blank = True
    for number, raw in enumerate(text.split("\n"), 1):
        line = _line(number, raw, touches=not blank)
        blank = line is None
        if line:
            found.append(line)
            if len(found) == _MOST_LINES:
                break
    return tuple(found)


def _line(number: int, raw: str, *, touches: bool) -> Line | None:
    if len(raw) > _LONGEST:
        return Line(number=number, text=clean(raw[:_SHOWN]), kind="furniture", why="far too long for a paragraph", touches=touches)
    text = raw.strip()
    bullet = marked = False
    if text[:1] in _OPENING_MARKS:
        indented = raw[:1] in " \t"
        numbered = indented and text[0].isdigit() and not any(found.start == 0 for found in dates.written(text[:40]))
        text, bullets = (_NUMBERED if numbered else _BULLET).subn("", text, count=1)
        text, marks = _MARKED.subn("", text, count=1)
        text = _QUOTED.sub("", text, count=1)
        bullet, marked = bool(bullets), bool(marks)
    link_letters = 0
    if "](" in text:
        link_letters = sum(len(match.group(1)) for match in _LINK.finditer(text))
        text = _LINK.sub(lambda match: "" if match.group().startswith("!") else match.group(1), text)
    if "*" in text or "_" in text:
        text = re.sub(r"(?<=\w)\*{4,}(?=\w)", " ", text).replace("**", "")
        text = _EMPHASIS.sub(r"\2", _STRONG.sub(r"\1", text))
    text = clean(text)
    if not text:
        return None
    linked = min(1.0, link_letters / len(text))
    kind, why = kind_of(text, words=count_words(text), linked=linked)
    indent = len(raw) - len(raw.lstrip(" \t"))
    return Line(
        number=number,
        text=text,
        kind=kind,
        why=why,
        touches=touches,
        bullet=bullet,
        indent=indent,
        marked=marked,
        linked=linked,
    )


def is_of_the_article(text: str) -> bool:
    """True where a paragraph that a parser took for the article's is not, by its build, furniture, a caption or a teaser in capitals."""
    lines = read(text)
    return bool(lines) and lines[0].kind not in _NOT_THE_ARTICLE and not (lines[0].words > 3 and shouts(lines[0].text))
