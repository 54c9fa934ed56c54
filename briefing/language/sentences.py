"""Sentences of a paragraph, as exact character spans."""

import re

from sentencex import get_sentence_boundaries

_CLOSES = "\"'”’»)]"
# What may not open a sentence of its own: a closing quotation mark left behind, or the words that say who spoke.
_SPOKEN = re.compile(
    r"^[\"”’»]|^(?:[A-ZА-ЯІЇЄҐ][\w.'’-]+\s+){0,4}(?:said|says|told|added|wrote|announced|reported|asserted|warned|claimed|noted|stressed)\b"
)
_ENDS_IN_SPEECH = re.compile(r"[.!?…,]\s*[\"”’»]$")
# What ends in a full stop without ending a sentence: a title, a party-and-state ("R-S."), an initial before an initial, a month before its day.
_TITLE_ENDS = re.compile(r"[-–][A-ZА-ЯІЇЄҐ]\.$|\b(?:Sens?|Reps?|Gov|Gen|Lt|Col|Maj|Sgt|Capt|Adm|Brig|Prof|Dr|Mrs?|Ms|St|No|vs)\.$")
_INITIAL_ENDS, _INITIAL_OPENS = re.compile(r"\b[A-Z]\.$"), re.compile(r"[A-Z]\.")
_MONTH_ENDS = re.compile(r"\b(?:Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)\.$")
# An hour before its day ("at 4:30 p.m. Saturday, police said") or its zone; a day that opens a sentence is followed by its verb.
_HOUR_ENDS = re.compile(r"\d\s?[ap]\.\s?m\.$")
_DAY_OPENS = re.compile(
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b(?!['’]s|\s+(?:was|is|will|would|has|had|saw|brought|marked|marks))|"
    r"(?:Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)\b\.?\s+\d|(?:January|February|March|April|May|June|July|August|September|October|November|December)\s+\d|"
    r"(?:[ECMP][SD]?T|GMT|UTC)\b)"
)
# Marks of footnotes: behind a sentence, where the splitter may take them for the next one's opening.
_NOTE = re.compile(r"(?:\[(?:\d{1,3}|[ivxlc]{1,7})\]\s*)+")
_NOTE_ENDS = re.compile(r"(?<=[.!?…\"”»])\s*(?:\[(?:\d{1,3}|[ivxlc]{1,7})\]\s*){1,20}$")
_LONGEST = 8  # sentences in one quotation; beyond that its closing mark is missing
_OPEN_TO_CLOSE = {"“": "”", "«": "»"}


def spans(paragraph: str, language: str | None = None) -> tuple[tuple[int, int], ...]:
    """(start, end) of each sentence, white space and the marks of footnotes around it trimmed, in order.

    A quotation of several sentences stays whole, together with the words that say who spoke
    (“Run! Now!” the mayor said): what a person said is never printed apart from who said it.
    """
    raw = []
    for boundary in get_sentence_boundaries(language or "en", paragraph):
        start, end = boundary["start_index"], boundary["end_index"]
        while start < end and paragraph[start].isspace():
            start += 1
        while end > start and paragraph[end - 1].isspace():
            end -= 1
        if mark := _NOTE.match(paragraph, start, end):
            start = mark.end()
        if paragraph[end - 1] == "]" and (mark := _NOTE_ENDS.search(paragraph, start, end)):
            end = mark.start()
        if start < end:
            raw.append((start, end))
    merged: list[tuple[int, int]] = []
    joined = 1
    for start, end in raw:
        if merged and joined < _LONGEST and _belongs(paragraph[merged[-1][0] : merged[-1][1]], paragraph[start:end]):
            merged[-1] = (merged[-1][0], end)
            joined += 1
        else:
            merged.append((start, end))
            joined = 1
    return tuple(merged)


def sentences(paragraph: str, language: str | None = None) -> tuple[str, ...]:
    """The sentences of a paragraph as text."""
    return tuple(paragraph[start:end] for start, end in spans(paragraph, language))


def around(paragraph: str, start: int, end: int, language: str | None = None) -> tuple[int, int]:
    """[start, end) widened to whole sentences: from the start of the one it starts in to the end of the one it ends in."""
    wide_start, wide_end = start, end
    for first, last in spans(paragraph, language):
        if first <= start < last:
            wide_start = first
        if first < end <= last:
            wide_end = last
    return wide_start, wide_end


def _belongs(previous: str, piece: str) -> bool:
    if previous.endswith(".") and piece[0].islower():
        return True  # the full stop of an abbreviation: "5 тис. гостей"
    if _inside_quotation(previous) or (_ENDS_IN_SPEECH.search(previous) and _SPOKEN.match(piece)):
        return True
    if _TITLE_ENDS.search(previous) or (_INITIAL_ENDS.search(previous) and _INITIAL_OPENS.match(piece)):
        return True
    if _HOUR_ENDS.search(previous) and _DAY_OPENS.match(piece):
        return True
    return bool(_MONTH_ENDS.search(previous)) and piece[0].isdigit()


def _inside_quotation(text: str) -> bool:
    for opening, closing in _OPEN_TO_CLOSE.items():
        if text.count(opening) > text.count(closing):
            return True
    return text.count('"') % 2 == 1
