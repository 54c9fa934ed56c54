"""Words of a text as the stages compare them: folded to lower case, apostrophes and accents made alike."""

import re
import unicodedata
from functools import lru_cache

WORD = re.compile(r"[^\W_]+(?:['’ʼ.-][^\W_]+)*")
_SPACES = re.compile(r"[\s\u200b\ufeff]+")
_NO_LETTER = re.compile(r"[\W_]+")
_HALF_WIDTH_MARKS = "\uff9e\uff9f"  # letters that become combining marks
_MARK_RUN = re.compile(rf"(?:[^\w\s]|[{_HALF_WIDTH_MARKS}]){{31,}}")
_APOSTROPHES = str.maketrans({"’": "'", "ʼ": "'", "‘": "'", "`": "'"})

STOPWORDS = frozenset(
    """a about after again against all also am an and any are as at be been before being between both but by can could did do does
    down during each few for from further had has have he her here hers him his how i if in into is it its itself just me more most
    my no nor not now of off on once only or other our out over own same she should so some such than that the their them then there
    these they this those through to too under until up us very was we were what when where which while who whom why will with would
    you your said says say told according reported reports i'm it's he's she's they're we're that's
    і й та в у на з із зі до за від що як це не для про по під над при але або його її їх був була було були є
    и в во на с со к ко за от что как это не для о об по под над при но или его ее их был была было были у из""".split()
)


def clean(text: str) -> str:
    """Composed letters, one kind of space, no invisible or control characters."""
    spaced = " ".join(text.split()) if text.isascii() else _SPACES.sub(" ", text).strip()
    text = unicodedata.normalize("NFC", spaced).strip()
    if text.isprintable():
        return text
    return "".join(char for char in text if char == " " or unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co")).strip()


def fold(text: str) -> str:
    """Lower case with one kind of apostrophe and composed letters, for comparing; length may change."""
    return unicodedata.normalize("NFKC", tame(text)).translate(_APOSTROPHES).casefold()


def words(text: str) -> list[str]:
    """The words of `text` in order, folded."""
    return WORD.findall(fold(text))


@lru_cache(maxsize=4096)  # a page's lines are compared by it many times over
def squash(text: str) -> str:
    """Only the letters and digits of `text`, folded: equal for two texts that differ in spaces, quotes and punctuation alone."""
    return _NO_LETTER.sub("", fold(text))


def tame(text: str) -> str:
    """At most 30 combining marks in a row: putting more of them in their order takes time in the square of their number."""
    return _MARK_RUN.sub(_shorten, text)


def _shorten(run: re.Match[str]) -> str:
    kept: list[str] = []
    marks = 0
    for char in run.group():
        marks = marks + 1 if unicodedata.combining(char) or char in _HALF_WIDTH_MARKS else 0
        if marks <= 30:
            kept.append(char)
    return "".join(kept)
