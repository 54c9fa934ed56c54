"""Text as lines of a width in columns: wide characters count twice, numbers keep their units, other directions are held apart."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

RLI, LRI, PDI = "\u2067", "\u2066", "\u2069"
BREAK = "\n"  # in a piece's text: the line ends here
_SPACES = re.compile(r"([ \t\n]+)")  # not the spaces that hold together
_NUMBER = re.compile(r"\W*(?:\d(?:[\d.,:/–-]*\d)?|№|¶\d*|§|[Nn]o\.|[$€£₴¥])")
_UNIT = re.compile(r"[^\W\d_][^\s]{0,12}|[%‰°$€£₴¥₽]\S{0,3}|\d{3}\b\S{0,4}")
_AFTER_A_SIGN = re.compile(r"\d")
_DAY_AND_MONTH = re.compile(r"\W*\d{1,2} [^\W\d_]{3,12}")
_YEAR = re.compile(r"\d{4}\b")
_LONGEST_HELD = 32  # columns: what is held together beyond that would leave lines half empty
_NEVER_FIRST = frozenset("[、。，．：；！？」』】〕〉》）］｝ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々…")
_NEVER_LAST = frozenset("「『【〔〈《（［｛")


@dataclass(frozen=True, kw_only=True, slots=True)
class Piece:
    """A stretch of text. `isolate` is 0, or the number of a stretch whose direction is its own; `whole` words are never cut."""

    text: str
    isolate: int = 0
    rtl: bool = False
    whole: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class _Word:
    """What no line breaks: pieces of it, and whether a space stands before it."""

    pieces: tuple[Piece, ...]
    spaced: bool
    ends: bool = False  # a line ends after it

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)


@lru_cache(maxsize=4096)
def _columns(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def columns(text: str) -> int:
    """How many columns of a terminal a text takes."""
    return len(text) if text.isascii() else sum(map(_columns, text))


def wrap(pieces: Iterable[Piece], width: int) -> list[str]:
    """The lines of a text, at most `width` columns each but for an address that is longer; none where there is no text."""
    lines: list[list[_Word]] = [[]]
    used = 0
    for word in _words(pieces, width):
        size = columns(word.text)
        gap = 1 if word.spaced and lines[-1] else 0
        if lines[-1] and used + gap + size > width:
            lines.append([])
            used = gap = 0
        lines[-1].append(word)
        used += gap + size
        if word.ends:
            lines.append([])
            used = 0
    return [_line(words) for words in lines if words]


def longest(pieces: Iterable[Piece], width: int) -> int:
    """The columns of the widest thing in a text that no line breaks."""
    return max((columns(word.text) for word in _words(pieces, width)), default=0)


def _words(pieces: Iterable[Piece], width: int) -> Iterator[_Word]:
    for word in _together(list(_split(pieces)), width):
        yield from _cut(word, width)


def _split(pieces: Iterable[Piece]) -> Iterator[_Word]:
    """Words as spaces and wide characters part them."""
    current: list[Piece] = []
    spaced = False
    for piece in pieces:
        for number, part in enumerate(_SPACES.split(piece.text)):
            if number % 2:
                ends = BREAK in part
                if current:
                    yield _Word(pieces=tuple(current), spaced=spaced, ends=ends)
                current, spaced = [], True
                continue
            for chunk, joined in _chunks(part):
                if not joined and current:
                    yield _Word(pieces=tuple(current), spaced=spaced)
                    current, spaced = [], False
                current.append(_like(piece, chunk))
    if current:
        yield _Word(pieces=tuple(current), spaced=spaced)


def _chunks(text: str) -> Iterator[tuple[str, bool]]:
    """A word cut between wide characters, and whether a part belongs to what stands before it."""
    if text.isascii():
        if text:
            yield text, True
        return
    start = 0
    for place in range(1, len(text)):
        before, after = text[place - 1], text[place]
        wide = _columns(before) == 2 or _columns(after) == 2
        if wide and _columns(after) and after not in _NEVER_FIRST and before not in _NEVER_LAST:
            yield text[start:place], start == 0
            start = place
    if text:
        yield text[start:], start == 0


def _together(words: Sequence[_Word], width: int) -> Iterator[_Word]:
    """Words, with a number and its unit as one."""
    held: _Word | None = None
    for word in words:
        if held is None:
            held = word
        elif _holds(held, word, width):
            both = (*held.pieces, _like(word.pieces[0], " "), *word.pieces)
            held = _Word(pieces=both, spaced=held.spaced, ends=word.ends)
        else:
            yield held
            held = word
    if held is not None:
        yield held


def _holds(held: _Word, word: _Word, width: int) -> bool:
    if held.ends or not word.spaced:
        return False
    before, after = held.text, word.text
    last = before.rpartition(" ")[2]
    if columns(before) + 1 + columns(after) > min(width, _LONGEST_HELD):
        return False
    if _DAY_AND_MONTH.fullmatch(before):
        return bool(_YEAR.match(after))
    if not _NUMBER.fullmatch(last):
        return False
    return bool(_UNIT.match(after) if last[-1].isdigit() else _AFTER_A_SIGN.match(after))


def _cut(word: _Word, width: int) -> Iterator[_Word]:
    """A word in parts that fit a line; an address stays whole."""
    if columns(word.text) <= width or any(piece.whole for piece in word.pieces):
        yield word
        return
    part: list[Piece] = []
    used, spaced = 0, word.spaced
    for piece in word.pieces:
        start = 0
        for place, char in enumerate(piece.text):
            size = _columns(char)
            if used + size > width and used:
                part.append(_like(piece, piece.text[start:place]))
                yield _Word(pieces=tuple(part), spaced=spaced)
                part, start, used, spaced = [], place, 0, False
            used += size
        part.append(_like(piece, piece.text[start:]))
    yield _Word(pieces=tuple(part), spaced=spaced, ends=word.ends)


def _like(piece: Piece, text: str) -> Piece:
    return piece if text == piece.text else Piece(text=text, isolate=piece.isolate, rtl=piece.rtl, whole=piece.whole)


def _line(words: Sequence[_Word]) -> str:
    """Words as a line, its stretches of another direction isolated: an isolate does not reach over the end of a line."""
    pieces: list[Piece] = []
    for word in words:
        if word.spaced and pieces:
            same = pieces[-1].isolate == word.pieces[0].isolate
            pieces.append(_like(pieces[-1], " ") if same else Piece(text=" "))
        pieces += word.pieces
    out = []
    for isolate, some in groupby(pieces, key=lambda piece: piece.isolate):
        stretch = list(some)
        text = "".join(piece.text for piece in stretch)
        out.append(f"{RLI if stretch[0].rtl else LRI}{text}{PDI}" if isolate and text.strip() else text)
    return "".join(out).strip(" ")
