"""What a page says of itself: whom it asks its reader to follow, who "has learned" or "could not verify", whom others told."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from briefing.language.outlets import Outlet, by_name
from briefing.stages.extract.names.agencies import NAMES
from briefing.stages.extract.text.lines import Line

_THE = r"(?:[Tt]he\s+|[Dd]er\s+|[Dd]ie\s+)?"
# What a house says of itself and others hardly say of it. NAME stands where the group is.
_ASKS = re.compile(
    rf"\b(?:[Ff]ollow|[Dd]onate to|[Ss]ubscribe to|[Aa]dvertise (?:with|on|in)|[Aa]llow ads (?:in|on)|[Ss]upport|[Jj]oin|[Cc]ontact|[Aa]bout|[Ss]kip to more|[Dd]ownload|[Mm]ore (?:from|on)|[Cc]ontent from|[Ww]atch|[Ll]isten to)\s+{_THE}({NAMES})"
)
_OURS = (
    rf"\b(?:views?|opinions?|position|policy) of {_THE}({NAMES})",
    rf"\b(?:on|of|to|at|use) (?:the |this )({NAMES}) (?:web)?site\b",
    rf"\b{_THE}({NAMES})(?:['’]s)? (?:content|website|newsletters?|app|offers|relies on|depends on|is licensed|is (?:a|an) (?:independent|non-?profit)|is not responsible)\b",
    rf"\bat {_THE}({NAMES}), (?:too, )?we\b",
    rf"\bwe at {_THE}({NAMES})",
    rf"\b(?:Data|Privacy|Terms|Cookies) (?:at|of|on) {_THE}({NAMES})",
)
_SPEAKS = (
    rf"\b{_THE}({NAMES}) (?:has|had) (?:reached out|contacted|approached|asked)\b",
    rf"\b{_THE}({NAMES}) (?:reached out to|contacted|approached|understands|has learn(?:ed|t)|was (?:not able|unable) to (?:independently )?verify|(?:could|can) ?not (?:independently|immediately) verify)\b",
    rf"\b[Cc]ontacted by {_THE}({NAMES})",
    rf"\b{_THE}({NAMES}) (?:(?:continues to |has (?:\w+ )?|previously )?assess(?:es|ed)?|has (?:\w+ )?observed|forecasts)\b",
    rf"\b{_THE}({NAMES})['’]s (?:own correspondent|mission|methodology|(?:previous )?assessments?)\b",
)
_TOLD = rf"\b(?:told|telling|tells|speaking to|spoke to|spoken to|speaking with|said in an interview with|сказав|розповів|розповіла|рассказал|рассказала)\s+{_THE}({NAMES})"
_OURS_RE, _SPEAKS_RE, _TOLD_RE = (re.compile("|".join(one)) for one in (_OURS, _SPEAKS, (_TOLD,)))
# A word of each pattern: most lines have none, and are told so at a tenth of the cost.
_OURS_CLUE = re.compile(
    r"(?i:views?|opinions?|position|policy) of|site\b|content|newsletter|\bapp\b|offers|relies|depends|licensed|independent|non-?profit|responsible|\bwe\b|Data|Privacy|Terms|Cookies"
)
_SPEAKS_CLUE = re.compile(
    r"reached|ontacted|approached|asked|understands|learn|verify|assess|forecasts|observed|methodology|mission|correspondent"
)
# How much a name is worth that stands so, by what it is. An agency is told and asked by everybody, a ministry or an institute is
# spoken of by everybody: "NATO assesses" is news, and an institute's own reports say so of it again and again.
_WORTH = {
    "press": {"asks": 3, "ours": 3, "speaks": 3, "told": 2},
    "broadcaster": {"asks": 3, "ours": 3, "speaks": 3, "told": 2},
    "agency": {"asks": 3, "ours": 3},
    "institute": {"asks": 3, "ours": 3, "speaks": 1},
    "organisation": {"ours": 1},
    "government": {"ours": 1},
}
_ENOUGH = 2  # what a name must be worth
_ENOUGH_SPOKEN = 3  # the same for an institute, which others quote
_AHEAD = 1.5  # times the next one
_CHANNELS = re.compile(
    r"(?i)^(?:the )?(?:google|facebook|twitter|telegram|instagram|youtube|whatsapp|linkedin|apple|tiktok|x|us|our|content|ukrain\w*|russia\w*|this|more|you|it|us|all|news|world|live|politics)\b"
)


def by_itself(lines: Sequence[Line]) -> tuple[str | None, int]:
    """Whom the page speaks of as itself, and how much it says so: a name of the list, or one it asks to be followed by twice."""
    votes: Counter[str] = Counter()
    spelled: Counter[str] = Counter()
    told: Counter[str] = Counter()
    expanded = {short for line in lines if line.kind == "prose" for short in _EXPANDED.findall(line.text)}
    for line in lines:
        if line.kind in ("stamp", "url"):
            continue
        for name in _names(_OURS_RE, line.text) if _OURS_CLUE.search(line.text) else ():
            votes.update(_vote(name, "ours"))
        for name in () if line.kind == "prose" else _names(_ASKS, line.text):
            if found := _vote(name, "asks"):
                votes.update(found)
            elif line.words <= 14 and len(name.split()) > 1 and not _CHANNELS.match(name) and not listed(name):
                spelled[name] += 1
        for name in _speaking(line.text):
            if name not in expanded:
                votes.update(_vote(name, "speaks") or ({name: 1} if _SHORT.fullmatch(name) and not listed(name) else {}))
        for name in _names(_TOLD_RE, line.text) if line.kind == "prose" else ():
            told.update(_vote(name, "told"))
    if len(told) == 1:  # of two that were told, a page may only pass on what one was
        votes[next(iter(told))] += _WORTH["press"]["told"]
    return _winner(votes, spelled, lines)


def _speaking(text: str) -> Iterator[str]:
    """Whom a line lets assess, learn or ask; an institute with its article ("the Example Institute assesses") is spoken of by others."""
    for match in _SPEAKS_RE.finditer(text) if _SPEAKS_CLUE.search(text) else ():
        name = next(filter(None, match.groups()))
        known = by_name(name)
        if not (known and known.kind == "institute" and match.group().startswith(("the ", "The "))):
            yield name


_SHORT = re.compile(r"[A-Z]{3,6}")
_EXPANDED = re.compile(r"\(([A-Z]{3,6})\)")  # spelled out for a reader who is not at home: another's house


def _vote(name: str, way: str) -> dict[str, int]:
    known = listed(name)
    outlet = by_name(known) if known else None
    worth = _WORTH.get(outlet.kind, {}).get(way, 0) if outlet else 0
    return {known: worth} if known and worth else {}


def _winner(votes: Counter[str], spelled: Counter[str], lines: Sequence[Line]) -> tuple[str | None, int]:
    if not votes:
        name = max(spelled, key=lambda one: (spelled[one], len(one), one), default=None)
        return (name, 0) if name and spelled[name] >= 2 else (None, 0)
    ranked = sorted(votes, key=lambda name: (-votes[name], name))
    best = by_name(ranked[0])
    enough = _ENOUGH_SPOKEN if best is None or best.kind == "institute" else _ENOUGH
    if votes[ranked[0]] < enough or (len(ranked) > 1 and votes[ranked[0]] < _AHEAD * votes[ranked[1]]):
        return None, 0
    text = "\n".join(line.text for line in lines)
    return (name_on_page(best, text) or best.name if best else ranked[0]), votes[ranked[0]]


def _names(pattern: re.Pattern[str], text: str) -> Iterator[str]:
    for match in pattern.finditer(text):
        yield next(filter(None, match.groups()))


def listed(name: str) -> str | None:
    """The cited name of the outlet a run of capitalised words opens with, None where it is no outlet's."""
    words = trim(name).split()
    for end in range(len(words), 0, -1):
        part = re.sub(r"['’]s$", "", " ".join(words[:end]))
        if (known := by_name(part)) and (len(part) > 2 or part.isupper()) and not (end == 1 and _common(part, known)):
            return known.name
    return None


def _common(word: str, known: Outlet) -> bool:
    """A single word that is an outlet's further name only, and in ordinary spelling: too likely to be just that word."""
    return not word.isupper() and word != known.name


def trim(name: str) -> str:
    """A name without what the sentence put behind it ("Example Post. She", "Example Post's")."""
    return re.sub(r"['’]s$", "", name.split(". ", maxsplit=1)[0].strip(" .,'’"))


def name_on_page(outlet: Outlet, text: str) -> str | None:
    """The name the page has for an outlet: the cited one where it is there in whatever case, else the form it uses most."""
    if re.search(rf"(?<!\w){re.escape(outlet.name)}(?!\w)", text, re.IGNORECASE):
        return outlet.name
    counted = {form: len(re.findall(rf"(?<!\w){re.escape(form)}(?!\w)", text)) for form in outlet.forms}
    best = max(counted, key=lambda form: (counted[form], len(form), form), default=None)
    return best if best and counted[best] else None
