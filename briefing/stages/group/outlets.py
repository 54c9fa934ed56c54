"""Publishers and agencies by name: which spellings are one outlet."""

import re

from briefing.language.words import fold, squash

_GENERIC = re.compile(r"\b(?:the|news|newspaper|online|www|com|org|net|co|uk|ua|agency|press agency)\b|[^\w]+")


def outlet(name: str) -> str:
    """An outlet's name for comparing: "The Herald", "Herald Online" and "herald.com" are one. May join two, never splits one spelling."""
    return squash(_GENERIC.sub(" ", fold(name))) or squash(name)
