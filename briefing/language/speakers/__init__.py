"""Who a sentence is attributed to, as its words have it: "X said", "said X", "according to X", "повідомив X", "по словам X".

The name is never completed or translated: it is the stretch of the sentence. A sentence that names nobody ("reportedly",
"he said") has no speaker here. What stands inside a quotation does not speak for the sentence.
"""

import re
from dataclasses import dataclass
from itertools import islice
from typing import Literal
from typing import cast as as_type

from briefing.language.quotes import quotations
from briefing.language.speakers import names as names
from briefing.language.speakers.offices import is_role
from briefing.language.speakers.parties import party as of_body
from briefing.language.speakers.verbs import ACCORDING, JUDGING, NEEDS, OTHERS, PARTICIPLES, PLAIN

Way = Literal["before", "after", "according"]
_LONGEST = 4000  # characters; beyond it a sentence is no sentence, and looking back from each verb would be slow
_MOST = 12  # words of saying in one sentence; more are a list or no prose, and looking around each takes its time
_PLAIN = re.compile(rf"(?<![\w-])(?P<verb>{'|'.join(PLAIN)})(?![\w-])")
_EVERY = re.compile(rf"(?<![\w-])(?P<verb>{'|'.join((*PLAIN, *OTHERS))})(?![\w-])")
_PASSIVE = re.compile(
    r"\b(?:was|were|been|be|is|are|being|to|not|as|a|an|the|of|his|her|their|its|were?n[’']t|never|cannot|could|would|no|whose|these|those)\s+(?:[a-z]+ly\s+)?$|n[’']t\s+$|\d\s+$"
    r"|(?:^|\s)не\s+$",
    re.IGNORECASE,
)
_TAKES = re.compile(
    r"\s+(?:(?:the|at|over|about|more|some|nearly|up|an?|as|for)\s+)*(?:[\d.,]+|\w+)?\s*(?:lives|life|victims|casualties|injuries)\b"
)
_CREDIT = re.compile(r"\s+(?:\w+\s+){0,2}(?:responsibility|credit|victory)\b")
_OF_PERSONS = frozenset("told tell tells telling".split())  # what follows is who is told
_WITH = re.compile(r"\bwith\s+[^,;:“”\"]{2,60}\s$")
_SHORT = 4  # words of a name behind a headline's dash
_HEADLINE = 160  # characters; a headline is no longer
_PROGRESSIVE = re.compile(r"\s(?:is|are|was|were)\s(?:also\s|now\s|still\s|[a-z]+ly\s)?$")
_DASHED = re.compile(r"(?<=\w)(?:\s(?P<dash>[–—-])|(?P<colon>:))\s(?P<name>[^–—:;,.“”\"'’‘-]{2,50})$")
_LABELLED = re.compile(r"(?P<name>[A-ZА-ЯІЇЄҐ][\w’'-]+(?:\s[\w’'-]+){0,3}):\s(?=\S)")
_ATTACHED = re.compile(r"(?:,|\s[–—-]|,?\s(?:and|while|but))\s(?:also\s|later\s|then\s|[a-z]+ly\s)?$")
_JOINED = re.compile(r"(?:\band|\bbut)\s(?:also\s|later\s|then\s|[a-z]+ly\s)?$")
_OF_WHAT = re.compile(
    r"\s*[:“\"]|\s+(?:that|he|she|it|they|there|the|his|her|its|their|at\sleast|about|some|more|nearly|over|[A-Z]\w+|\d+)\b|\s+on\s[A-Z]\w+(?:\s\d{1,2})?\s+that\b"
)
_ALSO_NOUNS = frozenset("claims reports estimates states claim report".split())
_WHAT = re.compile(r"\b(?:what|which)\s+(?:[\w'’.-]+\s+){1,4}$")
_ESTIMATES = re.compile(r"\baccording\s+to\s[^,]*$", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True, slots=True)
class Speaker:
    """The person or body that says what the sentence says: `name` is sentence[start:end], `verb` the word of saying there.

    `at` is where the verb begins (for "according to": where it does); `way` tells on which side of it the name stands.
    `pronoun` is true where the name is only "he", "they", or none at all (", warning that"): then it is "".
    """

    name: str
    start: int
    end: int
    verb: str
    at: int = 0
    way: Way = "before"
    pronoun: bool = False

    @property
    def verb_end(self) -> int:
        """Where the word of saying ends."""
        return self.at + len(self.verb)


def speaker(sentence: str, language: str | None = None) -> Speaker | None:
    """Who says what `sentence` says, None where it names nobody, or is longer than prose is. `language` is a hint and may be wrong.

    Only plain telling counts: whoever denies what the sentence says is not its speaker.
    """
    del language  # the verbs of the three languages do not collide
    if len(sentence) > _LONGEST:
        return None
    saying = list(islice(_PLAIN.finditer(sentence), _MOST))
    according = ACCORDING.search(sentence)
    if not saying and not according:
        return _headlined(sentence)
    quoted = quotations(sentence)
    for match in saying:
        if any(start < match.start() < end for start, end in quoted) or _CREDIT.match(sentence, match.end()):
            continue
        if found := _speaking(sentence, match):
            return found
    return _accorded(sentence, according) if according else None


def sayings(sentence: str) -> tuple[Speaker, ...]:
    """Everybody who says, claims, denies or confirms something in `sentence`, in the order of the verbs, "he said" among them."""
    if len(sentence) > _LONGEST:
        return ()
    quoted = quotations(sentence)
    found: list[Speaker] = []
    for match in islice(_EVERY.finditer(sentence), _MOST):
        if any(start < match.start() < end for start, end in quoted):
            continue
        if one := _speaking(sentence, match) or _by_pronoun(sentence, match) or _by_participle(sentence, match):
            found.append(one)
    for match in islice(ACCORDING.finditer(sentence), _MOST):
        if not any(start < match.start() < end for start, end in quoted) and (one := _accorded(sentence, match)):
            found.append(one)
    if not found and (one := _headlined(sentence)):
        found.append(one)
    once = {(one.start, one.end): one for one in reversed(found)}
    return tuple(sorted(once.values(), key=lambda one: (one.at, one.start)))


def _speaking(sentence: str, match: re.Match[str]) -> Speaker | None:
    """The speaker of one verb of saying."""
    verb, start, end = match["verb"], match.start(), match.end()
    latin = verb.isascii()
    if verb in _OF_PERSONS or verb in PARTICIPLES or (latin and verb in OTHERS):
        if verb in PARTICIPLES and (progressive := _PROGRESSIVE.search(sentence[:start])):
            rest = NEEDS.get(verb)
            span = names.before(sentence, progressive.start()) if rest is None or rest.match(sentence, end) else None
            return _made(sentence, span, verb, start, "before") if span else None
        alone = verb in PARTICIPLES and not _WITH.search(sentence[:start])
        span = names.before(sentence, start) if not alone and _tells(sentence, match) else None
        return _made(sentence, span, verb, start, "before") if span else None
    if span := names.inverted(sentence, start, end, latin=latin):
        return _made(sentence, span, verb, start, "after")
    if _tells(sentence, match) and (span := names.before(sentence, start)):
        return _made(sentence, span, verb, start, "before")
    if span := names.after(sentence, start, end, latin=latin):
        return _made(sentence, span, verb, start, "after")
    return None


def _tells(sentence: str, match: re.Match[str]) -> bool:
    """Whether the verb says something of a subject before it: not "was reported", "claimed 3 lives", "the Baltic states"."""
    verb, left = match["verb"], sentence[: match.start()]
    if (rest := NEEDS.get(verb)) and not rest.match(sentence, match.end()):
        return False
    if _PASSIVE.search(left) or (verb.startswith("claim") and _TAKES.match(sentence, match.end())):
        return False
    if verb in _ALSO_NOUNS and re.search(r"['’]s?\s+$", left):
        return False  # "the company's claims"
    if verb in JUDGING and _WHAT.search(left):
        return False  # "what Russia calls the Great War"
    return not _ESTIMATES.search(left)  # "according to EU estimates": a noun


def _by_pronoun(sentence: str, match: re.Match[str]) -> Speaker | None:
    span = names.pronoun(sentence, match.start(), match.end()) if match["verb"] not in PARTICIPLES else None
    if span is None or not (span[0] > match.start() or _tells(sentence, match)):
        return None
    way: Way = "after" if span[0] > match.start() else "before"
    return _made(sentence, span, match["verb"], match.start(), way, pronoun=True)


def _by_participle(sentence: str, match: re.Match[str]) -> Speaker | None:
    """As in ", warning that ..." and "and said that": the one who says it is the subject of the whole sentence, whoever that is."""
    left = sentence[: match.start()]
    attached = (
        _ATTACHED.search(left) if match["verb"] in PARTICIPLES else _JOINED.search(left) and _OF_WHAT.match(sentence, match.end())
    )
    if not attached or not _tells(sentence, match):
        return None
    return _made(sentence, (match.start(), match.start()), match["verb"], match.start(), "before", pronoun=True)


def _accorded(sentence: str, match: re.Match[str]) -> Speaker | None:
    span = names.accorded(sentence, match.end())
    return _made(sentence, span, match["verb"], match.start(), "according") if span else None


def _headlined(sentence: str) -> Speaker | None:
    """As headlines have it: "Only one bridge left – White House", "Governor: a mill burned", "Two barns burn: police"."""
    if len(sentence) > _HEADLINE or sentence.endswith((".", "?")):
        return None
    if match := _DASHED.search(sentence):
        named, at, way = (
            len(match["name"].split()) <= _SHORT and of_body(match["name"]).bloc in ("official", "organisation"),
            max(match.start("dash"), match.start("colon")),
            "after",
        )
    elif match := _LABELLED.match(sentence):
        named, at, way = (
            of_body(match["name"]).bloc == "official" and is_role(match["name"].split()[-1]),
            match.end("name"),
            "before",
        )
    else:
        return None
    return _made(sentence, match.span("name"), sentence[at], at, as_type("Way", way)) if named else None


def _made(sentence: str, span: names.Span, verb: str, at: int, way: Way, *, pronoun: bool = False) -> Speaker:
    start, end = span
    return Speaker(name=sentence[start:end], start=start, end=end, verb=verb, at=at, way=way, pronoun=pronoun)
