"""Ukrainian spelled as Russian is, for readers (models of language) that were taught Russian alone: good enough for meaning, no translation."""

import re
from functools import cache
from importlib.resources import files

_LETTERS = str.maketrans("іїєґІЇЄҐ", "иие" + "гИИЕГ")
_UKRAINIAN = re.compile("[іїєґ]", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ][^\W\d_]+)*")


def as_russian(text: str) -> str:
    """A text that has a letter only Ukrainian has, with its commonest words in Russian and the rest in Russian letters; any other as it is.

    Words are looked up in ukrainian_russian.tsv, whole or by their beginning ("пожеж*"); what follows a beginning is kept, since
    the endings are much the same in both.
    """
    return _WORD.sub(lambda word: _russian(word[0]), text).translate(_LETTERS) if _UKRAINIAN.search(text) else text


def _russian(word: str) -> str:
    plain = word.lower().replace("’", "'").replace("ʼ", "'")
    words, longest = _words()
    found = words.get(plain)
    if found is None:
        end = next((end for end in range(min(longest, len(plain)), 0, -1) if f"{plain[:end]}*" in words), 0)
        if not end:
            return word
        found = words[f"{plain[:end]}*"] + word[end:]
    return found[0].upper() + found[1:] if word[0].isupper() else found


@cache
def _words() -> tuple[dict[str, str], int]:
    """Words and beginnings of words with their Russian ones, and the length of the longest beginning."""
    lines = (files("briefing.language") / "ukrainian_russian.tsv").read_text(encoding="utf-8").splitlines()
    words = dict(line.split("\t") for line in lines)
    return words, max(len(word) - 1 for word in words if word.endswith("*"))
