"""Foreign text on its way to print: made harmless to look at (`tidy`), then harmless to parse (`inert`, `readable`).

`inert` is for the Markdown that becomes HTML and PDF: no character a parser could act on is left. `readable` is for the
Markdown file a person opens: only what would change its reading is escaped. A test holds that both read the same.
"""

import re
import unicodedata
from collections.abc import Iterator
from html.entities import html5

LONGEST_TEXT = 4_000
LONGEST_WORD = 100
MOST_MARKS = 4
NOTHING = "–"  # what stands where a source gives an empty text, so that emphasis and links around it stay whole

_NARROW_SPACES = "\u00a0\u202f\u2007"  # they hold numbers together ("10 000"): kept
_SPACES = re.compile(rf"(?:(?![{_NARROW_SPACES}])[\s\u0085\u2028\u2029])+")
_ZERO_WIDTH = "\u200c\u200d"  # joiners: part of the spelling in some scripts, a disguise in all others
_JOINED_SCRIPTS = re.compile(
    r"[\u0600-\u08ff\u0900-\u0dff\u0f00-\u0fff\u1000-\u109f\u1780-\u17ff\u1800-\u18af\ufb50-\ufdff\ufe70-\ufeff]"
)
_DROPPED = frozenset({"Cc", "Cf", "Cs", "Co"})
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
_LONG_WORD = re.compile(rf"[^\s{_UNSPACED}]{{{LONGEST_WORD + 1},}}")
_TAG = re.compile(r"([A-Za-z]{2,3})((?:-[A-Za-z0-9]{1,8})*)")
_PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]")
_RIGHT_TO_LEFT = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]")


def tidy(text: str, longest: int = LONGEST_TEXT) -> str:
    """One line of visible text: composed, without controls, stacked marks, endless words; at most `longest` characters.

    A text that had to be cut ends in an ellipsis; one without anything to see becomes `NOTHING`.
    """
    text = text[: longest * 4]  # what is longer is cut below anyway, and need not be looked at
    text = _SPACES.sub(" ", text.encode("utf-16", "surrogatepass").decode("utf-16", "replace"))
    if not text.isascii() or not text.isprintable():
        text = "".join(_few_marks(unicodedata.normalize("NFC", "".join(_visible(text)))))
    text = _LONG_WORD.sub(lambda match: match.group()[: LONGEST_WORD - 1] + "…", _SPACES.sub(" ", text)).strip()
    if len(text) > longest:
        text = text[: longest - 1].rstrip() + "…"
    return text or NOTHING


def language_tag(tag: str | None) -> str | None:
    """A language tag in its usual case ("uk", "pt-BR"), None where it is none; safe in an attribute."""
    match = _TAG.fullmatch(tag or "")
    return match[1].lower() + match[2] if match else None


def inert(text: str) -> str:
    """`tidy` text with every ASCII punctuation mark as a character reference; text with right-to-left letters is isolated."""
    tidied = tidy(text)
    marked = _PUNCTUATION.sub(lambda match: f"&#{ord(match.group())};", tidied)
    return f"<bdi>{marked}</bdi>" if _RIGHT_TO_LEFT.search(tidied) else marked


_ALWAYS = re.compile(r"[\\`*_\[\]#{|]")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_OPEN_END = re.compile(r"&(#?\w+)$")  # a reference that wants its semicolon, with which the template may go on
_AS_REFERENCE = {"<": "&lt;", "^": "&#94;"}
_FORMULA = re.compile(r"\$(?=\S)[^$]*(?<=\S)\$(?!\d)")  # what GitHub and Pandoc would set as mathematics
_OPENS_BLOCK = re.compile(r"(?P<mark>>|[+-](?=\s|$)|-(?=-+$))|(?P<number>\d{1,9})(?P<dot>[.)])(?=\s|$)|(?P<own>[=:~])")


def readable(text: str) -> str:
    """`tidy` text with a backslash, or a reference, where Markdown would act on it; for the `.md` file."""
    text = _OPEN_END.sub(_closed, _ENTITY.sub("&amp;", tidy(text)))
    formula = bool(_FORMULA.search(text))
    text = _ALWAYS.sub(lambda match: "\\" + match.group(), text)
    for char, reference in _AS_REFERENCE.items():
        text = text.replace(char, reference)
    text = text.replace("~~", "&#126;&#126;")
    if formula:
        text = text.replace("$", "&#36;")
    if text.endswith("!"):
        text = text[:-1] + "\\!"  # a reference follows, and "![" opens an image
    return _OPENS_BLOCK.sub(_held, text, count=1) if _OPENS_BLOCK.match(text) else text


def _closed(match: re.Match[str]) -> str:
    return f"&amp;{match[1]}" if match[1].startswith("#") or f"{match[1]};" in html5 else match.group()


def _held(match: re.Match[str]) -> str:
    if match["number"]:
        return f"{match['number']}\\{match['dot']}"
    if match["own"]:
        return f"&#{ord(match['own'])};"
    return "\\" + match.group()


def _visible(text: str) -> Iterator[str]:
    for position, char in enumerate(text):
        if unicodedata.category(char) in _DROPPED or ord(char) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(char) <= 0xFDEF:
            if char in _ZERO_WIDTH and _between_joined(text, position):
                yield char
        else:
            yield char


def _few_marks(text: str) -> Iterator[str]:
    marks = 0
    for char in text:
        marks = marks + 1 if unicodedata.category(char).startswith("M") else 0
        if marks <= MOST_MARKS:
            yield char


def _between_joined(text: str, position: int) -> bool:
    around = text[position - 1 : position] + text[position + 1 : position + 2]
    return len(around) == 2 and all(_JOINED_SCRIPTS.match(char) for char in around)
