"""Phrases the figure grammar takes for one word: "shot down", "as well as", "from their homes", "без вести"."""

import re

# Class, the words a phrase may open with, and how it goes on (a regular expression right behind the first word).
_PHRASES: tuple[tuple[str, str, str], ...] = (
    ("x", "strike attack combat", r"(?=\s+(?:drone|UAV|aircraft|jet|plane|helicopter|vehicle|missile))"),
    ("DRONE", "unmanned", r"\s+(?:(?:aerial|air|aircraft|combat)\s+)?(?:vehicles|systems|drones)\b"),
    ("DRONE", "loitering", r"\s+munitions?\b"),
    ("EQUIPMENT", "personnel troop aircraft", r"\s+carriers?\b"),
    ("ALL_BUT", "all", r"\s+but(?=\s+(?:an?\s+|about\s+|around\s+|some\s+|nearly\s+)?[\d\w])"),
    ("AND", "as", r"\s+well\s+as\b"),
    ("AND", "along together", r"\s+with\b"),
    ("AND", "alongside", r""),
    ("ASTRAY", "got get broke went", r"\s+(?:through|past)\b"),
    ("DOWN", "shot shoot shooting shoots brought bring bringing knocked took taking", r"\s+(?:(?:it|them)\s+)?(?:down|out)\b"),
    ("KILLED", "shot", r"\s+dead\b"),
    ("KILLED", "gunned", r"\s+down\b"),
    ("KILLED", "fatally", r"\s+(?:shot|shooting|stabbed|stabbing|struck)\b"),
    ("DEAD", "fatally", r"(?=\s*(?:[,;.–-]|$))"),
    ("DEATHS", "death", r"(?=\s*(?:[,;.!?]|$)|\s+(?:was|has|in)\b)"),
    ("DEAD", "to", r"\s+death\b"),
    ("BODY", "remains", r"(?=\s+of\b)"),
    ("FLED", "from", r"\s+their\s+homes\b"),
    ("FLED", "out", r"\s+of\s+their\s+homes\b"),
    ("OF", "out", r"\s+of\b"),
    ("HURT", "critical serious stable grave", r"\s+condition\b"),
    ("HURT", "received sought needed required", r"\s+medical\s+(?:help|attention|care|treatment|aid|assistance)\b"),
    ("CUT", "in", r"\s+the\s+dark\b"),
    ("CUT", "cut", r"\s+off\s+from\s+(?:the\s+)?(?:power|electricity)\b"),
    ("ENLIST", "signed signing", r"\s+(?:\w+\s+){0,2}?contracts?\b"),
    ("ENLIST", "called", r"\s+up\b"),
    ("ENLIST", "joined", r"\s+the\s+(?:\w+\s+)?(?:army|military|armed\s+forces)\b"),
    ("CAPTURE", "taken", r"\s+(?:prisoner|captive|hostage)\b"),
    ("INCLUDING", "у", r"\s+тому\s+числі\b"),
    ("INCLUDING", "в", r"\s+том\s+числе\b"),
    ("INCLUDING", "серед среди", r"\s+(?:них|яких|которых)\b"),
    ("THEREOF", "з із из", r"\s+(?:них|яких|которых)\b"),
    ("CAPTIVE", "у в", r"\s+(?:полон|плен)\b(?:\s+(?:вз|захо|захв|попа|потра)\w+)?"),
    ("MISSING", "без", r"\s+вести\b"),
    ("HOUSEHOLD", "населених населені населений населенных населённых населенные населённые населенный", r"\s+пункт\w*"),
)
_BY_WORD: dict[str, list[tuple[str, re.Pattern[str]]]] = {}
for _name, _openings, _rest in _PHRASES:
    for _opening in _openings.split():
        _BY_WORD.setdefault(_opening, []).append((_name, re.compile(_rest, re.IGNORECASE)))
# "burned to death", "stabbed to death": one way of dying
_TO_DEATH = re.compile(r"\s+to\s+death\b", re.IGNORECASE)
_WAYS_TO_DIE = ("ed", "en", "rnt", "shot")
# Models of missile, said as such or before the word for it: only where no such word follows do they stand for the missile itself.
_MODEL = re.compile(
    r"(?:iskander|kinzhal|kalibr|zircon|tsirkon|oniks|onyx|tochka|atacms|scalp|oreshnik|neptune|tomahawk|storm(?=\s+shadow)|(?:kh|[xх])-?\d\d"
    r"|іскандер|искандер|кинджал|кинжал|калібр|калибр|циркон|онікс|оникс)",
    re.IGNORECASE,
)
_WHOLE_MODEL = re.compile(
    r"(?:storm\s+shadows?|[\w/-]+)(?![\w-])(?!(?:[\s/»”\"’']+[\w-]+){0,3}?[\s»”\"’']+(?:missile|rocket|ракет|system|launcher))",
    re.IGNORECASE,
)
_MODEL_INITIALS = frozenset("ikztosankхіикцоx")


def phrase_at(sentence: str, start: int, word: str) -> tuple[str, int] | None:
    """(class, end) of the phrase that opens with `word` at `start`, None where none does."""
    end, small = start + len(word), word.lower()
    for name, rest in _BY_WORD.get(small, ()):
        if match := rest.match(sentence, end):
            return name, match.end()
    if small.endswith(_WAYS_TO_DIE) and (match := _TO_DEATH.match(sentence, end)):
        return "DEAD", match.end()
    if small[0] in _MODEL_INITIALS and _MODEL.match(sentence, start) and (match := _WHOLE_MODEL.match(sentence, start)):
        return "MISSILE", match.end()
    return None
