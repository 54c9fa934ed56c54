"""Whether a source really no longer says what an earlier edition printed from it."""

from briefing.language.words import words
from briefing.model import Correction, Passage
from briefing.stages.verify.evidence import Evidence

SHORT = 4  # words of a passage that stand in almost any page: their sentence is looked for


def unchanged(correction: Correction, evidence: Evidence) -> str:
    """Why a correction may not be printed although its statements hold, or "" where it may.

    What is said now must stand in another reading of the same article; and a reading other than the one printed from must be
    there which the words printed then are no longer in.
    """
    before = correction.printed.passages[0]
    now = correction.now.passages[0] if correction.now else None
    if (now is None) != (correction.kind == "withdrawn"):
        return (
            "it says both that the source withdrew its words and what it says now" if now else "what the source says now is missing"
        )
    if now and (now.article != before.article or now.sha256 == before.sha256):
        return "what the source says now is not from a later reading of the same article"
    later = (now.sha256,) if now else evidence.other_readings(before)
    if not later:
        return f"no other reading of article {before.article} is in the briefing"
    text = _searched(before, evidence)
    if any(evidence.absence(sha256, text) == "" for sha256 in later):
        return "the words printed then still stand in the later reading"
    return next((why for sha256 in later if (why := evidence.broken(sha256))), "")


def _searched(passage: Passage, evidence: Evidence) -> str:
    text = evidence.words(passage)
    return text if len(words(text)) >= SHORT else evidence.sentence(passage)
