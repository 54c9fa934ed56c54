"""Quotations, proper names and numerals in a text as exact character spans, and the words with which we credit a source."""

import re

_QUOTATION = re.compile(
    r"“[^“”]{2,}”|«[^«»]{2,}»|„[^„“”]{2,}[“”]|\"[^\"]{2,}\"|(?<!\w)‘[^‘’]{2,}(?:’(?=\w)[^‘’]*)*’(?!\w)|(?<!\w)'[^']{2,}'(?!\w)"
)
_NAME = re.compile(r"(?<!\w)[^\W\d_](?:[\w'’ʼ-]|\.(?=\w))*")
_LINKS = frozenset("of the de von van der di la le al bin and".split())
_NUMERAL = re.compile(r"\d+(?:[.,:/\u00a0\u202f]\d+)*")
_CREDIT = re.compile(r", (?P<said>.+) reports\.?|, (?:повідомляє|сообщает) (?P<named>.+?)\.?| \((?P<bracketed>.+)\)")
# How a credit is said at the end of a sentence of each language, before its full stop; of others the name stands in brackets.
_SPOKEN = {"en": ", {} reports", "uk": ", повідомляє {}", "ru": ", сообщает {}"}

UNNAMED = "a publisher not named on the page"
_UNNAMED = {"uk": "видання, не назване на сторінці", "ru": "издание, не названное на странице"}


def quotations(text: str) -> tuple[tuple[int, int], ...]:
    """(start, end) of each quotation with its marks, in order."""
    return tuple(match.span() for match in _QUOTATION.finditer(text))


def outside_quotations(text: str) -> str:
    """`text` with every quotation blanked out by spaces; the positions of all other characters stay the same."""
    return _QUOTATION.sub(lambda match: " " * len(match.group()), text)


def names(text: str) -> tuple[str, ...]:
    """Words written with a capital letter inside a sentence, in order: the proper names, near enough for checking.

    A capital at the very start of the text counts only where the word has another capital (US, McConnell, S-300).
    """
    found = []
    for match in _NAME.finditer(text):
        word = match.group()
        if not word[0].isupper() or word.casefold() in _LINKS:
            continue
        opens = not text[: match.start()].strip("\"'“”‘’«»( ")
        if not opens or any(char.isupper() for char in word[1:]):
            found.append(word)
    return tuple(found)


def numerals(text: str) -> tuple[str, ...]:
    """The numbers written in digits, in order, as written: "1,200", "7.5", "18:46"."""
    return tuple(_NUMERAL.findall(text))


def unnamed(language: str | None) -> str:
    """What a publisher is called whom its page does not name, in a sentence of this language."""
    return _UNNAMED.get((language or "en").partition("-")[0], UNNAMED)


def is_unnamed(who: str) -> bool:
    """Whether this is what `unnamed` says, in whatever language."""
    return who == UNNAMED or who in _UNNAMED.values()


def can_be_spoken(language: str | None) -> bool:
    """Whether a credit can be said at the end of a sentence of this language, so that it reads as one."""
    return (language or "en").partition("-")[0] in _SPOKEN


def credit(publisher: str | None, *, spoken: bool, language: str | None = "en") -> str:
    """The words that name the source behind a sentence: ", The Example Post reports." or, not `spoken`, " (The Example Post)".

    They are in the language of the sentence, not in the edition's.
    """
    who = publisher or unnamed(language)
    said = _SPOKEN.get((language or "en").partition("-")[0], _SPOKEN["en"])
    return f"{said.format(who)}." if spoken else f" ({who})"


def credited(words: str) -> str | None:
    """Whom a stretch made by `credit` names, or None where it is something else."""
    match = _CREDIT.fullmatch(words)
    return (match["said"] or match["named"] or match["bracketed"]) if match else None
