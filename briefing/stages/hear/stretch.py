"""The stretch of a sentence that somebody asserts, cut free of who asserts it, to whom and when."""

import re
from collections.abc import Sequence

from briefing.language.quotes import quotations
from briefing.language.speakers import Speaker
from briefing.language.speakers.verbs import stance_of

Span = tuple[int, int]

_LETTER = re.compile(r"\w")
_WORD = re.compile(r"\w+")
_DAY = r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|today|yesterday|понеділок|вівторок|середу|четвер|п['’ʼ]ятницю|суботу|неділю|понедельник|вторник|среду|пятницу|субботу|воскресенье)"
# Between the word of saying and what is said: to whom, when, where it was said, and "that".
# To whom, where, when and in what something was said: words that may stand between the word of saying and "that".
_SCENE = (
    r"(?:\s+(?:on|in|at|to|via|during|by|the|an?|his|her|its|their|late|early|earlier|later|again|also|reporters|journalists|lawmakers|viewers|followers|statement|interview|interviews|post|message|briefing"
    r"|conference|news|press|video|address|speech|report|letter|social|media|television|TV|week|month|year|day|this|last|next|evening|morning|night|afternoon|repeatedly|[a-z]+ly|[A-Z][\w'’.]*|\d+))"
)
_THAT = re.compile(
    rf"{_SCENE}{{0,12}}\s+(?:that|how),?\s+"
    r"|\s+(?:in|on|at|to|via|during|from|following|after|before|late|early|earlier|last|this|for|with)\b[^“\"«„,:]{0,60}?(?<!\bso)\sthat,?\s+|(?<=told)\s[^“\"«„,:]{0,60}?\sthat,?\s+|(?<=told)\s[^“\"«„:]{0,120}?,\sthat\s+"
    r"|[^“\"«„,:]{0,60}?\s(?:що|что),?\s+|[^“\"«„:]{0,60}?,\s(?:що|что)\s+"
)
_INTRODUCED = re.compile(r"[^“\"«„:]{0,120}?(?::\s*)|[^“\"«„:]{0,50}?,\s*(?=[“\"«„])|\s+(?=[“\"«„])")
_ASIDE = re.compile(
    rf"(?:\s+(?:reporters|journalists|viewers|lawmakers|the\s(?:media|press|public|nation)|(?<=told\s)(?:[Tt]he\s)?[A-Z][\w'’]*(?:\s[A-Z][\w'’]*){{0,3}})(?=\s[a-z]|[,.:]|$)"
    rf"|\s+(?:(?:on|in|у|в)\s+|late\s+|early\s+|earlier\s+)*{_DAY}(?:\s(?:morning|evening|night|afternoon))?|\s+(?:last|this|earlier\sthis)\s(?:week|month|year|morning|evening)|\s+(?:on|in|at|via|during)\s(?:\w+\s){{1,4}}?(?=(?:he|she|they|it)\s))+,?",
)
# What may follow a word of saying without being said: where, when, to whom, as what it was said.
_MERELY_HOW = re.compile(
    r"[\s\u200b-\u200d\u2060]*(?:$|[,.;:!?]|(?:in|on|at(?!\s(?:least|most)\b)|during|after|before|via|from|to|following|late|early|earlier|later|(?:this|last|next)\s(?:week|month|year|day|morning|evening|afternoon|summer|winter|spring|autumn|fall|time)"
    r"|through|about(?!\s(?:\d|half|an?\b|two|three|four|five|six|ten))|of|for|as(?!\s(?:many|much|few|of)\b)|citing|while|when|by|with|under(?!\s\d)|outside|shortly|again|separately|adding|addressing|speaking|referring|responding|commenting|quoting"
    r"|too|also|upon|over(?!\s\d)|amid|ahead|into|у|в|на|під|во|после|після|по|через|об)\b)",
    re.IGNORECASE,
)
_INSERTED = re.compile(
    r",\s(?!adding|citing|saying|who\b|which\b|as\b|according|in\s|on\s|at\s|and\s|but\s|after\s|before\s|while\s|during\s)[^\W\d_]"
)  # "For years, X said, he ..."
_NIL = r"[\s\u200b-\u200d\u2060]*"  # white space, marks without width among it
_PARENTHETIC = re.compile(rf",\s(?:as|як|как)\s*$|[,”\"»’'!?…]{_NIL}[–—-]?{_NIL}$|\s[–—-]\s*$")
_INTRODUCTORY = re.compile(
    r"(?:after|on|in|at|during|before|following|when|while|as|asked|speaking|with|by|for|earlier|later|meanwhile|however|since|ahead|amid|despite|under|and|but|to|у|в|на|після|после|під|раніше|ранее|тем временем)\b[^“”\"«»]{0,120}$",
    re.IGNORECASE,
)
_EDGES = " ,;:–—-\u00a0\u200b\u200d\u2060"
_ASIDE_OF = re.compile(r"\b(?:what|which|whom)\s+$")  # "what he described as" is no turn of another
_TURN = re.compile(
    r"[,;]\s+(?:but|while|although|though|whereas|yet|and|а|але|но|однак|однако)?\s*$|\s(?:but|while|although|though)\s+$|[.!?]\s+$"
)
_PAPER_SAYS = re.compile(
    r",[”\"’']?(?P<tail>\s)(?:the|an?|its|their|his|her)\s(?:\w+\s){1,3}(?:says?|said|states?|reads?|alleges?)\W*$"
)
_LOOSE = re.compile(r"(?:^|[\s,])(?:and|but|while|as|although|though|whereas|і|и|та|а|але|но)$")
_INTRODUCTION = 5  # words; "In Kyiv and around it," introduces, "In Kyiv two people were killed," asserts
_CITING = re.compile(r"\s(?:со\sссылкой|з\sпосиланням|citing)\b[^,]{1,80},")
_MERELY_THIS = re.compile(r"(?:про\s+це|об\s+этом|it|this|that|so)\W*", re.IGNORECASE)
_SHORTEST = 2  # words asserted: "the claim"


def asserted(sentence: str, said: Speaker, others: Sequence[Speaker]) -> Span | None:
    """[start, end) of what `said` introduces in `sentence`, None where nothing is asserted; `others` are the sentence's other words of saying."""
    others = [one for one in others if not _ASIDE_OF.search(sentence[: one.start])]
    left = max((_end_of(one) for one in others if one.at < said.at and one.way != "before"), default=0)
    right = min(
        (_clause_of(sentence, one) for one in others if one.at > said.at and min(one.at, one.start) > _end_of(said)),
        default=len(sentence),
    )
    behind = _trimmed(sentence, _behind(sentence, said, right), right)
    ahead = _trimmed(sentence, left, min(said.at, said.start))
    order: tuple[Span | None, ...]
    if said.way == "according":
        order = (ahead, behind) if ahead and not _INTRODUCTORY.match(sentence[slice(*ahead)]) else (behind, ahead)
    elif said.way == "after" or _comes_late(sentence, said, ahead):
        order = (ahead, behind)
    else:
        order = (behind,)
    if stance_of(said.verb) == "denied" and behind and said.way == "before" and not _MERELY_THIS.fullmatch(sentence, *behind):
        return behind  # "the Kremlin rejected accusations": what is denied may be a word
    return next((span for span in order if span and _says(sentence, span)), None)


def quotation(sentence: str, span: Span) -> Span | None:
    """The direct quotation a stretch consists of, with its marks; None where it is more or less than one."""
    inside = [one for one in quotations(sentence) if span[0] <= one[0] and one[1] <= span[1] + 1]
    if len(inside) != 1:
        return None
    rest = sentence[span[0] : inside[0][0]] + sentence[inside[0][1] : span[1]]
    return inside[0] if not _LETTER.search(rest) else None


def _comes_late(sentence: str, said: Speaker, ahead: Span | None) -> bool:
    """Whether "X said" comes behind what X said: "The bridge is closed, X said in a statement."."""
    if ahead is None or not _PARENTHETIC.search(sentence[: said.start]) or not _says(sentence, ahead):
        return False
    rest = sentence[_aside(sentence, said) :]
    introductory = _INTRODUCTORY.match(sentence, *ahead)
    if _THAT.match(sentence, _end_of(said)):
        return False
    if _MERELY_HOW.match(rest):
        return not introductory or len(_WORD.findall(sentence, *ahead)) > _INTRODUCTION
    return sentence[: said.start].rstrip()[-1:] in '”"»' and not _INTRODUCTORY.match(sentence[slice(*ahead)])


def _behind(sentence: str, said: Speaker, right: int) -> int:
    """Where what is said begins behind the word of saying; `right` where nothing does."""
    at = _end_of(said)
    if match := _CITING.match(sentence, at):
        return match.end()
    if said.way == "according":
        return at
    for pattern in (_THAT, _INTRODUCED):
        if match := pattern.match(sentence, at, right):
            return match.end()
    at = _aside(sentence, said)
    if _INSERTED.match(sentence, at):
        return at
    return right if _MERELY_HOW.match(sentence, at) else at


def _aside(sentence: str, said: Speaker) -> int:
    match = _ASIDE.match(sentence, _end_of(said))
    return match.end() if match else _end_of(said)


def _end_of(said: Speaker) -> int:
    return max(said.end, said.verb_end)


def _clause_of(sentence: str, said: Speaker) -> int:
    """Where the clause of another speaker begins."""
    at = min(said.at, said.start)
    turn = _TURN.search(sentence, 0, at)
    return turn.start() if turn else at


def _trimmed(sentence: str, start: int, end: int) -> Span | None:
    while start < end and sentence[start] in _EDGES:
        start += 1
    while end > start and sentence[end - 1] in _EDGES:
        end -= 1
    if paper := _PAPER_SAYS.search(sentence, start, end):
        return _trimmed(sentence, start, paper.start("tail"))
    if loose := _LOOSE.search(sentence, start, end):
        return _trimmed(sentence, start, loose.start())
    return (start, end) if start < end else None


def _says(sentence: str, span: Span) -> bool:
    if _MERELY_THIS.fullmatch(sentence, *span):
        return False
    return len(_WORD.findall(sentence, *span)) >= _SHORTEST or quotation(sentence, span) is not None
