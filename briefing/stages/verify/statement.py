"""Whether the words of one statement are those of its passages."""

import unicodedata

from briefing.language.numbers import numbers
from briefing.language.quotes import credited, is_unnamed, names, numerals, quotations
from briefing.model import Statement
from briefing.stages.verify.evidence import Evidence

_MARKS = str.maketrans({**dict.fromkeys("“”«»„‟〝〞", '"'), **dict.fromkeys("‘’ʼ‚‛`", "'")})


def fault(statement: Statement, evidence: Evidence) -> str:
    """Why a statement may not be printed, or "" where every word of it is covered.

    The words that are not `own` are those of the first passages, letter for letter and in order; further passages
    corroborate, and hold every number of the text, in digits or words. An `own` stretch credits the publisher of the first passage and
    says nothing else.
    """
    if not statement.passages:
        return "it cites no passage"
    for passage in statement.passages:
        if why := evidence.fault(passage):
            return why
    said, why = theirs(statement)
    if why:
        return why
    passages = [evidence.words(passage) for passage in statement.passages]
    covering = _covering(said, passages)
    if not covering:
        return f"its words are not those of its passage: “{passages[0]}”"
    return _unsupported(said, passages, covering) or _foreign(statement, evidence)


def theirs(statement: Statement) -> tuple[str, str]:
    """The text without our own stretches, and why they cannot be taken out ("" where they can)."""
    text = statement.text
    end = len(text)
    for own in reversed(statement.own):
        start = text.rfind(own, 0, end) if own.strip() else -1
        if start < 0:
            return "", f"the words given as our own, “{own}”, are not in it"
        text, end = f"{text[:start]} {text[start + len(own) :]}", start
    return (text, "") if text.strip() else ("", "nothing in it is from a source")


def alike(text: str) -> str:
    """`text` as verification compares it: white space and quotation marks made alike, the final full stop left off."""
    return " ".join(unicodedata.normalize("NFC", text).translate(_MARKS).split()).rstrip(". ")


def _covering(said: str, passages: list[str]) -> int:
    """How many of the first passages, read one after the other, are exactly the words said; 0 where none are."""
    for count in range(1, len(passages) + 1):
        if alike(said) == alike(" ".join(passages[:count])):
            return count
    return 0


def _unsupported(said: str, passages: list[str], covering: int) -> str:
    """What of the text its passages lack: checked part by part, so that the comparison above is not the only lock."""
    whole = " ".join(passages[:covering])
    for start, end in quotations(said):
        if alike(said[start:end]) not in alike(whole):
            return f"the quotation {said[start:end]} is not in its passage"
    for name in names(said):
        if name not in whole:
            return f"the name {name} is not in its passage"
    for numeral in numerals(said):
        if numeral not in numerals(whole):
            return f"the number {numeral} is not in its passage"
    for text in passages[covering:]:
        for number in numbers(said):
            if number.value not in {other.value for other in numbers(text)}:
                return f"the number {said[number.core : number.end]} is not in the passage “{text}”, which should corroborate it"
    return ""


def _foreign(statement: Statement, evidence: Evidence) -> str:
    article = evidence.article(statement.passages[0])
    for own in statement.own:
        who = credited(own)
        if who is None:
            return f"our own words “{own.strip()}” are more than a credit"
        publisher = article.publisher if article else None
        if who != publisher and (publisher or not is_unnamed(who)):
            return f"it credits {who}, which is not the publisher of its passage"
    return ""
