"""Who a sentence is attributed to, as its words have it: "X said", "said X", "according to X", "повідомив X", "по словам X".

The name is never completed or translated: it is the stretch of the sentence. A sentence that names nobody ("reportedly",
"he said") has no speaker here. What stands inside a quotation does not speak for the sentence.
"""

import re
from dataclasses import dataclass

from briefing.language.quotes import quotations

_LONGEST = 4000  # characters; beyond it a sentence is no sentence, and looking back from each verb would be slow


@dataclass(frozen=True, kw_only=True, slots=True)
class Speaker:
    """The person or body that says what the sentence says: `name` is sentence[start:end], `verb` the word of saying there."""

    name: str
    start: int
    end: int
    verb: str


_VERBS = (
    "said|says|say|told|tells|added|adds|announced|announces|reported|reports|claimed|claims|stated|states|confirmed|confirms|wrote|writes|warned|warns|noted|notes|"
    "stressed|indicated|asserted|detailed|estimated|estimates|revealed|acknowledged|admitted|insisted|argued|explained|declared|posted|alleged|assessed|assesses|"
    "believes|believed|tweeted|commented|disclosed|specified|informed|clarified|emphasi[sz]ed|recounted|recalled|maintains|maintained|calculated|recorded|counted"
)
_VERBS_UK_RU = (
    "повідомив|повідомила|повідомили|повідомило|повідомляє|повідомляють|заявив|заявила|заявили|заявляє|сказав|сказала|розповів|розповіла|написав|написала|зазначив|зазначила|"
    "уточнив|уточнила|уточнили|додав|додала|підтвердив|підтвердила|підтвердили|сообщил|сообщила|сообщили|сообщает|сообщают|заявил|заявила|заявляет|сказал|сказала|сообщило|заявило|"
    "рассказал|рассказала|написал|написала|отметил|отметила|уточнил|уточнила|добавил|добавила|подтвердил|подтвердила"
)
_SAYS = re.compile(rf"(?<![\w-])(?P<verb>{_VERBS}|{_VERBS_UK_RU})(?![\w-])")
_ADVERBS = re.compile(
    r"(?:[\s,]+(?:also|later|earlier|previously|had|has|have|then|again|repeatedly|only|further|separately|in\s+turn|[a-z]+ly))+$"
)
_PASSIVE = re.compile(
    r"\b(?:was|were|been|be|is|are|being|to|not|as|a|an|the|of|his|her|their|its|were?n[’']t)\s+(?:[a-z]+ly\s+)?$|\d\s+$",
    re.IGNORECASE,
)
_TAKES = re.compile(
    r"\s+(?:(?:the|at|over|about|more|some|nearly|up|an?|as|for)\s+)*(?:[\d.,]+|\w+)?\s*(?:lives|life|responsibility|victims|casualties|injuries)\b"
)
# Verbs that say something only where a clause or a pause follows: "added that", not "added 20 aircraft"; "states that", not "the Baltic states".
_CLAUSE_FOLLOWS = re.compile(
    r"\s*(?:$|[,.:;“”\"»’])|\s+(?:that|how|on|in|at|to|via|during|he|she|it|they|there|this|these|its|his|her|their|the|what)\b"
)
_PAUSE_FOLLOWS = re.compile(r"\s*(?:$|[,.:;“”\"»’])|\s+that\b")
_THAT_FOLLOWS = re.compile(r"\s*[:“\"]|\s+that\b")
_TAKEN = {
    **dict.fromkeys("added adds maintains maintained recalled posted admitted".split(), _CLAUSE_FOLLOWS),
    **dict.fromkeys("warned warns".split(), _PAUSE_FOLLOWS),
    **dict.fromkeys("states recorded counted calculated".split(), _THAT_FOLLOWS),
}
_ACCORDING = re.compile(
    r"\b(?P<verb>according\s+to|as\s+reported\s+by|as\s+per|за\s+(?:словами|даними|інформацією)|по\s+(?:словам|данным|информации)|как\s+сообщил[аи]?)\s+",
    re.IGNORECASE,
)
_WORD = re.compile(r"[\w.&'’ʼ`\-‑/]*[\w.'’]|\(\w+\)")
_PRONOUN = frozenset(
    "neither both he she it they we i you who which that this these those one some many others everyone people there what він вона вони воно он она они оно я ми мы це это який котор".split()
)
_ROLES = frozenset(
    """минобороны міноборони мо сво генпрокуратура official officials authority authorities police governor mayor ministry minister president spokesman spokeswoman spokesperson service services prosecutor
    prosecutors prosecutor's rescuers firefighters military army commander commanders administration government council office agency emergency intelligence
    department command force forces staff chief head head's general admiral lawmakers lawmaker ambassador envoy diplomat diplomats analysts analyst experts expert
    navy fleet bank fund court parliament union firm utility operator's regulator
    witnesses witness residents doctors hospital investigators organization organisation operator company employees media channels channel bloggers milbloggers milblogger
    commissioner secretary adviser advisor committee kremlin group researchers source sources leader leaders deputy director monitors mission
    влада влади поліція губернатор мер мэр речник голова глава начальник начальника голови главы мера мэра міністр министр міністерство прокуратура прокуратури служба рятувальники
    спасатели полиция власти чиновники очільник очільника генштаб дснс ова мвс мчс мвд президент командування адміністрація адміністрації военные військові""".split()
)
# Words a name cannot run across, going back from the verb or on from it.
_STOPS = frozenset(
    """was were is are am be been being has have had will would can could may might must should do does did who whom whose which that what when where while because although
    though if but so as after before during against near by into onto with without from on over under until since than also meanwhile however killed injured wounded
    hit struck damaged destroyed left told reporters yesterday today tonight not й та що який яка які які коли після на у в о об про под за по и что который которая когда після з із с со""".split()
)
_LEADING = re.compile(
    r"^(?:(?:and|but|yet|so|or|for|in|at|of|to|later|earlier|meanwhile|however|separately|also|then|still|now|і|та|а|але|но|это|це|тем\s+временем|там|ранее|раніше|also|на|у|в|об\s+этом|про\s+це)\s+)+",
    re.IGNORECASE,
)
_DAYS = re.compile(r"\s+(?:on\s+)?(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|today|yesterday|late|early)\b.*$")
_ON_A_DAY = re.compile(
    r"(?:\s+(?:on|late|early|in))?\s+(?:late\s+|early\s+)?(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|today|yesterday)(?:\s(?:morning|evening|night|afternoon))?$"
)
_CLAUSE = re.compile(
    r"\s*(?:which|who|where|when|while|and|but|as|after|before|including|killing|injuring|wounding|leaving|causing|because|since|with|in|on|at)\b|[^,]*\b(?:was|were|has|had|is|are)\b"
)
_ENDS = re.compile(
    r"\s*(?:[,.;:”\")]|$|(?:on|in|at|during|as|who|via|late|early|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b)"
)
_IN_TITLES = _ROLES | frozenset(
    "of the for and regional press secretary foreign prime vice first acting local interior finance defence defense senior military state deputy general".split()
)
_DOING = re.compile(r"[a-z]+ing\s")
_SOFT = re.compile(r"\s(?:near|from|with|on|by)\s+$")
_ABOUT = re.compile(r"(?:про|об?)\s", re.IGNORECASE)
_APPOSED_NAME = re.compile(r",\s(?:[A-ZА-ЯІЇЄҐ][\w'’ʼ-]+\s){1,3}[A-ZА-ЯІЇЄҐ][\w'’ʼ-]+(?=[,.;]|$)")


def speaker(sentence: str, language: str | None = None) -> Speaker | None:
    """Who says what `sentence` says, None where it names nobody, or is longer than prose is. `language` is a hint and may be wrong."""
    del language  # the verbs of the three languages do not collide
    if len(sentence) > _LONGEST:
        return None
    saying = list(_SAYS.finditer(sentence))
    according = _ACCORDING.search(sentence)
    if not saying and not according:
        return None
    quoted = quotations(sentence)
    for match in saying:
        if any(start < match.start() < end for start, end in quoted):
            continue
        if found := _inverted(sentence, match) or _before(sentence, match) or _after(sentence, match):
            return found
    return _accorded(sentence, according) if according else None


def _inverted(sentence: str, match: re.Match[str]) -> Speaker | None:
    """As in "..., said President Ivan Petrenko, adding ...": the name behind the verb ends where the clause does."""
    found = _after(sentence, match) if re.search(r"[,”\"»’]\s*$", sentence[: match.start()]) else None
    if not found or sentence[match.end() : found.start].strip() or not _ENDS.match(sentence, found.end):
        return None
    words = found.name.split()
    if not match["verb"].isascii():
        return found
    return (
        found
        if words[-1][:1].isupper() and all(word[:1].isupper() or word.casefold().removesuffix("'s") in _IN_TITLES for word in words)
        else None
    )


def _before(sentence: str, match: re.Match[str]) -> Speaker | None:
    left = sentence[: match.start()]
    if (rest := _TAKEN.get(match["verb"])) and not rest.match(sentence, match.end()):
        return None
    if _PASSIVE.search(left) or (match["verb"].startswith("claim") and _TAKES.match(sentence, match.end())):
        return None
    if re.search(r"\baccording\s+to\s[^,]*$", left, re.IGNORECASE):
        return None  # "according to EU estimates": a noun
    left = _ADVERBS.sub("", _ON_A_DAY.sub("", left.rstrip()))
    if left.rstrip().endswith(","):
        return _before_apposition(sentence, left.rstrip()[:-1], match)
    start, end = _run_back(left)
    start = _past_prepositions(left, start, end)
    if _ABOUT.match(sentence, start):
        return None  # "про пожежу повідомив мер": what is told of, not who tells
    return _named(sentence, start, end, match["verb"])


def _past_prepositions(left: str, start: int, end: int) -> int:
    """Where the name begins: "the governor of a region near the border" is one who speaks, though the border alone would do."""
    soft = _SOFT.search(left, 0, start)
    if not soft or (_has_role(left[start:end])):
        return start
    wider, _ = _run_back(left[: soft.start()])
    chunk = left[wider : soft.start()]
    return wider if _has_role(chunk) and not any(char.isdigit() for char in chunk) else start


def _has_role(name: str) -> bool:
    return any(word.strip("’'").casefold() in _ROLES for word in name.split())


def _before_apposition(sentence: str, left: str, match: re.Match[str]) -> Speaker | None:
    """`left` ends where the apposition does: "Ivan Petrov, the regional governor"."""
    cut = left.rfind(",")
    if cut <= 0 or len(left) - cut > 140 or _CLAUSE.match(left, cut + 1):
        return None
    start, end = _run_back(left[:cut])
    named = _named(sentence, start, end, match["verb"])
    if named and re.search(r"[A-ZА-ЯІЇЄҐ]\w+[’']?\w*$", named.name):
        return named
    return _named(sentence, start, len(left), match["verb"]) if named else None


def _after(sentence: str, match: re.Match[str]) -> Speaker | None:
    ukrainian_or_russian = not match["verb"].isascii()
    if not ukrainian_or_russian and not re.search(r"[,”\"»’]\s*$", sentence[: match.start()]):
        return None
    start = match.end() + (len(sentence[match.end() :]) - len(sentence[match.end() :].lstrip()))
    return _named(sentence, start, _run_on(sentence, start), match["verb"])


def _accorded(sentence: str, match: re.Match[str]) -> Speaker | None:
    start = match.end()
    end = _run_on(sentence, start)
    if (apposed := _APPOSED_NAME.match(sentence, end)) and not re.search(
        r"[A-ZА-ЯІЇЄҐ][\w'’-]+\s[A-ZА-ЯІЇЄҐ][\w'’-]+$", sentence[start:end]
    ):
        end = apposed.end()
    return _named(sentence, start, end, match["verb"])


def _run_back(left: str) -> tuple[int, int]:
    """[start, end) of the words before the verb that may be the name."""
    end = len(left.rstrip())
    clause = max((left.rfind(mark, 0, end) + 1 for mark in ',;:“”"»«—–!?()'), default=0)
    start = end
    for word in reversed(list(_WORD.finditer(left, clause, end))):
        text = word.group()
        small = text.casefold()
        if small in _STOPS and not text[0].isupper():
            break
        if text.endswith(".") and len(text) > 4 and word.end() < end:
            break  # the end of another sentence
        if small in ("and", "і", "и") and not _joins_a_name(left, word.start(), word.end()):
            break
        start = word.start()
        if len(left[start:end].split()) > 14:
            return end, end
    return start, end


def _joins_a_name(left: str, start: int, end: int) -> bool:
    """As in "Ministry of Industry and Trade": the and stands within one name."""
    return bool(
        re.search(
            r"\b(?:Ministry|Department|Committee|Cent(?:er|re)|Office|Agency|Organi[sz]ation)\b[^,]*[A-Z]\w+\s$", left[:start]
        )
        and re.match(r"\s[A-Z]", left[end:])
    )


def _run_on(sentence: str, start: int) -> int:
    end = start
    for word in _WORD.finditer(sentence, start):
        between = sentence[end : word.start()]
        text = word.group()
        if (
            between.strip()
            or (text.casefold() in _STOPS and not text[0].isupper())
            or (text in ("in", "at", "to", "and") and not _within_title(sentence[start:end]))
        ):
            break
        end = word.end()
        if text.endswith(".") and len(text) > 3 and not text[:-1].count("."):
            return end - 1
    return end


def _within_title(name: str) -> bool:
    return not re.search(r"[A-ZА-ЯІЇЄҐ][\w'’-]+$", name)


def _named(sentence: str, start: int, end: int, verb: str) -> Speaker | None:
    name = sentence[start:end]
    stripped = _LEADING.sub("", name)
    start += len(name) - len(stripped)
    name = _DAYS.sub("", stripped).rstrip(" ,.;:")
    if _DOING.match(name):
        return None  # "injuring six See all our coverage The Kremlin": two sentences run together
    words = [word.strip("’'").removesuffix("'s").removesuffix("’s") for word in name.split()]
    if not words or words[0].casefold() in _PRONOUN or words[-1].casefold() in _PRONOUN:
        return None
    capitals = [
        word
        for number, word in enumerate(words)
        if word[:1].isupper() and (start + number > 0 or word.casefold() not in ("the", "a", "an", "this", "its", "their"))
    ]
    known = any(word.casefold() in _ROLES for word in words)
    if not known and (not capitals or (words == capitals[:1] and start == 0 and _common(words[0]))):
        return None
    return Speaker(name=name, start=start, end=start + len(name), verb=verb)


def _common(word: str) -> bool:
    """A single capitalised word that opens the sentence and is no name ("Reports said")."""
    return word.casefold() in (
        "reports",
        "statistics",
        "figures",
        "data",
        "rumours",
        "rumors",
        "evidence",
        "today",
        "everyone",
        "nobody",
        "earlier",
        "later",
        "all",
        "both",
    )
