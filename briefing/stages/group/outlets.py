"""Publishers and agencies by name: which spellings are one outlet."""

import re
from functools import lru_cache

from briefing.language.words import fold, squash

_GENERIC = re.compile(r"\b(?:the|news|newspaper|online|www|com|org|net|co|uk|ua|agency|press agency)\b|[^\w]+")


@lru_cache(maxsize=10_000)
def outlet(name: str) -> str:
    """An outlet's name for comparing: "The Herald", "Herald Online" and "herald.com" are one. May join two, never splits one spelling."""
    return squash(_GENERIC.sub(" ", fold(name))) or squash(name)
