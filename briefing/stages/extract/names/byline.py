"""Who wrote it: the persons of a byline, apart from the desks and agencies in it.

The names stand as the page has them. A byline is looked for where pages put it, the surest place first: a line that opens with
"by" (in any of the languages of `phrases.txt`), names alone between headline and text or above it, a list of its authors,
the credit under the text ("Reporting by"), the biography under it.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from briefing.stages.extract import phrases
from briefing.stages.extract.names.agencies import agency, wires_in
from briefing.stages.extract.names.house import is_house
from briefing.stages.extract.names.persons import (
    OPENER,
    PARTICLE,
    PERSON,
    ROLE,
    SPLIT,
    TAIL,
    WORD,
    all_persons,
    credited,
    is_common,
    is_no_person,
    name_of,
    names_on,
    signed_by,
)
from briefing.stages.extract.text.lines import Line

_LIST_OF_AUTHORS = re.compile(
    r"(?i)(?:the\s+)?(?:researchers|authors?|written by|contributors?|analysts|reporters|автори|авторы|autoren|auteurs|autori|автор)\s*:?"
)
_REPORTING = re.compile(
    r"(?:^|[.;(]\s*)(?:Additional )?(?:[Rr]eporting|[Ww]riting|[Ww]ritten|[Cc]ompiled|[Pp]roduced)(?: and (?:writing|editing))? by ([^.;()]{3,200})"
)
_POSTED_BY = re.compile(rf"\b(?:by|von|par|автор:?)\s+({WORD}(?:\s+{WORD}){{1,3}})\s*$", re.IGNORECASE)
_ABOUT = re.compile(
    rf"^(?:Dr\.?\s+|Prof\.?\s+)?({WORD}(?:\s+(?:{PARTICLE}\s+)?{WORD}){{1,3}})\s+(?:is|was|has|works|joined|covers|reports|writes|ist|arbeitet|berichtet|est|è|є|—)(?=\s)"
)
_FEWEST_OF_LIST = 2  # names in a row that make a byline where no headline stands above them
_UNDER = 6  # lines under the headline in which a name above a date is the author's, though a standfirst stands before it
_ABOVE = 3  # lines above the headline in which a byline may stand
_SIGNED = 20  # words of a byline with what stands behind it
_MOST = 16  # lines that the names of a byline take
_OPENS = 5  # words of a line that only opens a byline
_LAST = 3  # paragraphs at the end that may say who the author is
_LONGEST = 400  # characters of a line that is looked at
_BETWEEN = re.compile(r"\W*(?:and|und|et|og|och|y|e|i|en|та|і|и|ve|&)?\W*", re.IGNORECASE)
_WORDS = re.compile(r"\w+(?:['’-]\w+)*")
_DATED = re.compile(
    r"(?i)\b(?:19|20)\d\d\b|\b\d{1,2}[:.h]\d\d\b|\b\d+\s*(?:s|m|h|d|sec|min|hr|second|minute|hour|day|week)s?\s+ago\b|\b\d+\s+(?:hours|days|minutes|weeks)\b|^(?:vor|il y a|hace|hai|for|há)\s+\d+\s+\w+|\b\d+\s+\w+\s+(?:önce|siden|geleden|temu|fa|sedan|sitten)$"
)
_NEAR = 8  # lines above the text in which it may stand


@dataclass(frozen=True, kw_only=True, slots=True)
class Credits:
    """The names of a byline: `persons`, `desks` (houses and staffs), and the `agencies` credited beside them."""

    persons: tuple[str, ...] = ()
    desks: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Everybody, the persons first."""
        return (*self.persons, *self.desks, *self.agencies)

    def __bool__(self) -> bool:
        return bool(self.persons or self.desks or self.agencies)


def credits_of(lines: Sequence[Line], header: Sequence[Line], title: Line | None, first: int, end: int) -> Credits:
    """Who is named as writing the article whose text runs from line `first` to line `end` under `title`."""
    return (
        _in_header(lines, header)
        or sorted_out(_signed(lines, title, first))
        or sorted_out(_beside_date(lines, title, first, end))
        or sorted_out(author_alone(lines, title, first, end) if title else ())
        or sorted_out(_names_above(lines, title, first))
        or sorted_out(_listed(lines, end))
        or sorted_out(_reporting(lines, end))
        or sorted_out(_by_biography(lines, end))
    )


def sorted_out(names: Iterable[str]) -> Credits:
    """The names of a byline, from whatever page, as persons, desks and agencies; positions, addresses and empty ones fall out."""
    persons: list[str] = []
    desks: list[str] = []
    agencies: list[str] = []
    for written in names:
        name = max(TAIL.split(written), key=len).strip(" ,;|.*_–—-:")
        if not any(map(str.isalpha, name)) or name.startswith("http") or ROLE.fullmatch(name):
            continue
        if (wires := wires_in(name)) and agency(name):
            agencies += wires
        elif is_no_person(name):
            desks.append(name)
        else:
            persons.append(name)
    return Credits(
        persons=tuple(dict.fromkeys(persons)), desks=tuple(dict.fromkeys(desks)), agencies=tuple(dict.fromkeys(agencies))
    )


def credits_in(header: Sequence[Line]) -> Credits:
    """Who is named in the first byline among these lines."""
    return _in_header((), header)


def authors_in(header: Sequence[Line]) -> tuple[str, ...]:
    """The persons of the first byline among these lines, in order."""
    return credits_in(header).persons


def _in_header(lines: Sequence[Line], header: Sequence[Line]) -> Credits:
    for line in header:
        if line.kind == "byline":
            names = _names_after(line.text)
            if not names and not _rest(line.text):
                names = _names_after(next((other.text for other in lines if other.number > line.number), ""))
            if found := sorted_out(names):
                return found
    for line in header:
        if line.kind == "published" and (match := _POSTED_BY.search(line.text)):
            return sorted_out((match[1],))
    return Credits()


def _rest(text: str) -> str:
    """What stands behind the word that opens a byline."""
    start = phrases.starts("by", text)
    return text[start:].strip(" ,;|:") if start else text


def _names_after(text: str) -> tuple[str, ...]:
    return credited(_rest(text[:_LONGEST]))


def _around(lines: Sequence[Line], title: Line | None, first: int) -> tuple[Line, ...]:
    """The lines in which a byline stands: from a little above the headline to the text, and past one paragraph, a standfirst."""
    begin, until = (title.number - _ABOVE, max(first, title.number + _UNDER)) if title else (first - _NEAR, first)
    prose = [line.number for line in lines if line.kind == "prose" and line.number > until - 1][:2]
    until = prose[-1] if prose else until
    return tuple(
        line
        for line in lines
        if begin <= line.number <= until and line.words <= _SIGNED and (title is None or line.text != title.text)
    )


def _signed(lines: Sequence[Line], title: Line | None, first: int) -> tuple[str, ...]:
    """The names on a line that opens with "by" or with the kind of article and "by", or on the lines under one that is just this."""
    near = _around(lines, title, first)
    for at, line in enumerate(near):
        if names := signed_by(line.text):
            return names
        if line.words <= _OPENS and OPENER.fullmatch(line.text):
            below = [other for other in near[at + 1 : at + 1 + _MOST] if not ROLE.fullmatch(other.text)]
            if found := _next_names(below):
                return found
    return ()


def _beside_date(lines: Sequence[Line], title: Line | None, first: int, end: int) -> tuple[str, ...]:
    """The names on a line with the date, or on a line of their own next to it, under the headline."""
    near = [line for line in _around(lines, title, first) if title is None or line.number > title.number]
    for at, line in enumerate(near):
        if line.kind in ("stamp", "prose", "credit") or not (names := names_on(line.text)):
            continue
        beside = (line, *near[max(0, at - 1) : at], *near[at + 1 : at + 3])
        if any(map(_is_date, beside)) and not _are_talked_of(names, lines, title, first, end):
            return (*names, *_next_names(near[at + 1 :]))
    return ()


def _next_names(lines: Sequence[Line]) -> tuple[str, ...]:
    """The names on the lines that follow a name, addresses and "and" between them aside."""
    found: list[str] = []
    for line in lines:
        if _BETWEEN.fullmatch(line.text) or "@" in line.text:
            continue
        if not (names := names_on(line.text)):
            break
        found += names
    return tuple(found)


def _is_date(line: Line) -> bool:
    return line.kind in ("stamp", "published") or bool(_DATED.search(line.text))


def _are_talked_of(names: Sequence[str], lines: Sequence[Line], title: Line | None, first: int, end: int) -> bool:
    """True where headline or text, but its last paragraphs, name one of them: who is written about there did not write it."""
    text = [line.text for line in lines if first <= line.number <= end and line.kind == "prose"]
    kept = text[:-_LAST] if len(text) > 2 * _LAST else text[: len(text) // 2 + 1]
    said = frozenset(_WORDS.findall(" ".join((title.text if title else "", *kept)).casefold()))
    return any(found and found[-1] in said for found in (_WORDS.findall(name.casefold()) for name in names))


def author_alone(lines: Sequence[Line], title: Line, first: int, end: int | None = None) -> tuple[str, ...]:
    """A name alone on a line between headline and text (`first` is the text's first line), as many pages set their byline."""
    below = [line for line in lines if title.number < line.number < max(first, title.number + _UNDER) and line.text != title.text]
    dated = {line.number for line, after in pairwise(below) if after.kind in ("stamp", "published")}
    between = [line for line in below if line.number < first or line.number in dated]
    for line in [line for line in between if line.kind in ("heading", "biography", "teaser") or _opens(line)][:4]:
        text = re.sub(r"\s*\|.*$", "", _rest(line.text)).strip(" ,•·")
        names = (all_persons(text) if not ROLE.search(text) or names_on(text) else ()) or (
            (text,) if _opens(line) and PERSON.fullmatch(text) else ()
        )
        once = sum(text in other.text for other in lines if other.kind != "prose") == 1
        if _are_talked_of(names, lines, title, first, end or first) and not _opens(line):
            continue
        if any(map(is_common, names)) and not _opens(line):
            continue
        if names and len(text) <= 120 and (once or _opens(line)):
            return names
    return ()


def _opens(line: Line) -> bool:
    """True where a line that is no byline by its build opens like one ("Von Jörg Äckerlein", "By Ann Lee | 4 min read")."""
    start = phrases.starts("by", line.text) if line.kind in ("heading", "furniture") and line.words <= 14 else 0
    return bool(start and PERSON.match(line.text[start:]))


def _names_above(lines: Sequence[Line], title: Line | None, first: int) -> tuple[str, ...]:
    """Several names in a row on one line a little above the text: a byline whose headline the page or the crawler has elsewhere."""
    near = [line for line in lines if first - _NEAR <= line.number < first and (title is None or line.number != title.number)]
    for line in near:
        if line.words <= 60 and line.kind in ("heading", "byline", "cut", "teaser", "biography"):
            names = all_persons(line.text)
            if len(names) >= _FEWEST_OF_LIST:
                return names
    return ()


def _listed(lines: Sequence[Line], end: int) -> tuple[str, ...]:
    """The names under a heading that announces authors, each with its position on the next line or behind it."""
    at = next((at for at, line in enumerate(lines) if line.number > end and _LIST_OF_AUTHORS.fullmatch(line.text)), None)
    if at is None:
        return ()
    found: list[str] = []
    after = lines[at + 1 :]
    for index, line in enumerate(after):
        if ROLE.fullmatch(line.text) or (
            index and found and ROLE.search(line.text) and line.words <= 6 and not all_persons(line.text)
        ):
            continue
        follows = after[index + 1] if index + 1 < len(after) else None
        names = all_persons(line.text)
        if not names or not ((follows and follows.words <= 8 and ROLE.search(follows.text)) or ROLE.search(line.text)):
            break
        found += names
    return tuple(found)


def _reporting(lines: Sequence[Line], end: int) -> tuple[str, ...]:
    """Who reported, by the credit that closes the text ("Reporting by A and B; Editing by C")."""
    for line in lines:
        if line.number >= end - 3 and line.words <= 60 and (match := _REPORTING.search(line.text)):
            names = tuple(name for part in SPLIT.split(match[1]) if (name := name_of(part)) and PERSON.fullmatch(name))
            if names:
                return names
    return ()


def _by_biography(lines: Sequence[Line], end: int) -> tuple[str, ...]:
    """The author the biography under the text is about."""
    for line in lines:
        if line.number < end or line.words > 80 or not (line.kind == "biography" or _SCHOLAR.search(line.text)):
            continue
        if (match := _ABOUT.match(line.text)) and PERSON.fullmatch(match[1]) and not is_house(match[1]):
            return (match[1],)
    return ()


_SCHOLAR = re.compile(
    r"\b(?:lecturer|professor|fellow|author of|adviser|advisor|ambassador|historian|economist|expert)\b", re.IGNORECASE
)
