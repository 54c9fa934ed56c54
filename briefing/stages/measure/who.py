"""Who says what stands at a stretch of a sentence, and for whom they speak."""

import re
from collections.abc import Sequence

from briefing.language.speakers.cast import cast
from briefing.language.speakers.turns import Turns, Voice
from briefing.language.speakers.verbs import PARTICIPLES, stance_of
from briefing.model import Party
from briefing.stages.measure.scene import Line

_CLAUSE_END = re.compile(r"[,;:—–(]\s|\s[—–-]\s|[()]")
_OTHER_CLAUSE = re.compile(r",\s+(?:yet|but|while|although|whereas|though)\s|,\s+(?:а|але|но)\s", re.IGNORECASE)
_SUBORDINATE = re.compile(r"(?<!,)\s(?:after|as|while|when|because|before)\s+$")  # "two hurt after police say a car hit them"
_REPORTEDLY = re.compile(
    r"\b(?:reportedly|purportedly|supposedly|apparently)\b|за\s+(?:непідтвердженими|попередніми)\b|по\s+(?:неподтвержд|предварительн)\w+",
    re.IGNORECASE,
)


class Hearing:
    """Whose word the figures of one article are, looked up sentence by sentence: `text` are its lines, the title's first."""

    def __init__(self, text: Sequence[Line]) -> None:
        self._text = text
        self._turns = Turns([(line.paragraph, line.text) for line in text], cast(line.text for line in text))

    def said_by(self, at: int, start: int, end: int) -> tuple[str | None, Party | None]:
        """Who says what stands at [start, end) of line `at`, and for whom they speak; (None, None) where nobody certain does.

        That is the one the sentence names, or whom its "he said" or its running quotation certainly means; nobody where
        "reportedly" or another clause ("..., but the army said") lies between.
        """
        line = self._text[at]
        voice = self._turns.main(at)
        if voice is None or _hearsay(line.text, start, end, voice) or not _reaches(voice, line.text, start, end):
            return None, None
        return voice.name, self._turns.party(voice)


def hearing(text: Sequence[Line]) -> Hearing:
    """Whose word the figures of the article made of these lines are."""
    return Hearing(text)


def _reaches(voice: Voice, text: str, start: int, end: int) -> bool:
    """Whether what stands at [start, end) belongs to what the voice says."""
    said = voice.said
    if said is None:
        return True
    if stance_of(said.verb) == "denied":
        return False
    if (
        start < said.start
        and said.way == "before"
        and (_SUBORDINATE.search(text[end : said.start]) or (said.verb in PARTICIPLES and not said.pronoun))
    ):
        return False
    between = text[end : said.start] if said.start >= end else text[said.end : start]
    # "he said that ...; 61 were downed" goes on, ahead of the speaker a semicolon ends what they say
    return not (_OTHER_CLAUSE.search(between) or (said.start >= end and ";" in between))


def _hearsay(text: str, start: int, end: int, voice: Voice) -> bool:
    """Whether the clause of what stands at [start, end) has it from nobody named: "reportedly"; another clause's speaker is not its source."""
    left = max((match.end() for match in _CLAUSE_END.finditer(text, 0, start)), default=0)
    right = next((match.start() for match in _CLAUSE_END.finditer(text, end)), len(text))
    found = _REPORTEDLY.search(text, left, right)
    of_the_speaker = (
        found and voice.said and voice.said.end <= found.start() < voice.said.at
    )  # "a blogger reportedly close to ... said"
    return bool(found) and not of_the_speaker
