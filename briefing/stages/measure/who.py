"""Who says what stands at a stretch of a sentence, and for whom they speak."""

import re

from briefing.language.parties import party
from briefing.model import Party
from briefing.stages.measure.scene import Line

_CLAUSE_END = re.compile(r"[,;:—–(]\s|\s[—–-]\s|[()]")
_OTHER_CLAUSE = re.compile(r",\s+(?:yet|but|while|although|whereas|though)\s|,\s+(?:а|але|но)\s", re.IGNORECASE)
_REPORTEDLY = re.compile(
    r"\b(?:reportedly|allegedly|purportedly|supposedly|apparently)\b|за\s+(?:непідтвердженими|попередніми)\b|по\s+(?:неподтвержд|предварительн)\w+",
    re.IGNORECASE,
)


def said_by(line: Line, start: int, end: int) -> str | None:
    """Who says what stands at [start, end): the sentence's speaker, unless "reportedly" or another clause ("..., but the army said") lies between."""
    speaker = line.speaker
    if speaker is None or _hearsay(line.text, start, end):
        return None
    between = line.text[end : speaker.start] if speaker.start >= end else line.text[speaker.end : start]
    apart = _OTHER_CLAUSE.search(between) or (speaker.start >= end and ";" in between)  # "he said that ...; 61 were downed" goes on
    return None if apart else speaker.name


def _hearsay(text: str, start: int, end: int) -> bool:
    """Whether the clause of what stands at [start, end) has it from nobody named: "reportedly"; another clause's speaker is not its source."""
    left = max((match.end() for match in _CLAUSE_END.finditer(text, 0, start)), default=0)
    right = next((match.start() for match in _CLAUSE_END.finditer(text, end)), len(text))
    return bool(_REPORTEDLY.search(text, left, right))


def spoken_for(line: Line, name: str | None) -> Party | None:
    """Whom the speaker `said_by` names speaks for; None without a speaker."""
    return party(name, line.text) if name else None
