"""White space that a page's markup left before punctuation ("the interim leader .", "« слово »") taken out as a text is printed.

What is printed then differs from its passage by white space alone, which no comparison of a citation counts.
"""

import re

_SPACES = " \u00a0\u202f\u2009"
_SPACE = f"[{_SPACES}]+"
_CLOSING = "\"'”’»)\\]"
# Behind each of these marks a word ends: "a .NET page", "no :)" and "wait ..." keep their space.
_BEFORE_STOPS = re.compile(rf"(?<=\S){_SPACE}(?=[,;](?=[\s{_CLOSING}]|$)|\.(?!\.)(?=[\s{_CLOSING}]|$))")
_BEFORE_TALL = re.compile(rf"(?<=\S){_SPACE}(?=[!?](?=[\s{_CLOSING}]|$)|:(?=\s|$)(?!\s\d))")
_IN_BRACKETS = re.compile(rf"(?<=[(\[]){_SPACE}(?=\w)|(?<=[\w.!?”’»]){_SPACE}(?=[)\]](?:\W|$))")
_IN_QUOTES = re.compile(r"«([^«»]+)»|“([^“”„]+)”")
_OF_ENGLISH = re.compile(rf"(?<=\w){_SPACE}(?=['’]s(?![\w'’]))")
_TALL_SPACED = frozenset({"fr"})  # "Vraiment ?", "« mot »"
_TURNED = frozenset({"de", "da", "no", "nb", "nn", "sv", "fi", "cs", "sk", "sl", "hr", "sr", "bs", "hu"})  # »Wort«, „Wort“


def respaced(text: str, language: str | None) -> str:
    """`text` without the white space that its language does not want before or within punctuation; of one unknown only the surest."""
    primary = (language or "").partition("-")[0].lower()
    text = _BEFORE_STOPS.sub("", text)
    if primary in _TALL_SPACED:
        return text
    text = _IN_BRACKETS.sub("", _BEFORE_TALL.sub("", text)) if primary else text
    if primary and primary not in _TURNED:
        text = _IN_QUOTES.sub(lambda quoted: quoted[0][0] + quoted[0][1:-1].strip(_SPACES) + quoted[0][-1], text)
    return _OF_ENGLISH.sub("", text) if primary == "en" else text
