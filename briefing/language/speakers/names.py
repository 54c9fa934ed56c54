"""The stretch of a sentence that names who speaks: before a verb of saying, behind it, behind "according to"."""

import re

from briefing.language.speakers.nations import nations
from briefing.language.speakers.offices import is_role
from briefing.language.speakers.verbs import REPORT

Span = tuple[int, int]

_UPPER = "A-ZÀ-ÞĀ-ŽА-ЯІЇЄҐ"
_ADVERBS = re.compile(
    r"(?:\s+(?:also|later|earlier|previously|had|has|have|then|again|once|more|repeatedly|only|further|separately|in\s+turn|meanwhile|however|did|always|long|first|even|now|still|[a-z]+ly"
    r"|також|раніше|пізніше|також|згодом|также|ранее|позже|затем|же|в\s+свою\s+очередь|у\s+свою\s+чергу|тоже))+$"
)
_INSERTED = re.compile(
    r",\s(?:however|meanwhile|in\sturn|too|also|though|for\s(?:his|her|its|their)\spart|[a-z]+ly|в\sсвою\sочередь|у\sсвою\sчергу|однак|однако|проте)\s?,$"
)
_WORD = re.compile(r"[\w.&'’ʼ\-‑/]*[\w.'’]|\(\w+\)")
# Words a name cannot run across, going back from the verb or on from it.
_STOPS = frozenset(
    """was were is are am be been being has have had will would can could may might must should do does did who whom whose which that what when where while because although
    though if but so as after before during against near by into onto with without from on over under until since than also meanwhile however killed injured wounded
    about among between behind despite amid hit struck damaged destroyed left told reporters yesterday today tonight not й та що який яка які яке якого коли після на у в о об про под за по и что который которая которые которое когда після з із с со
    журналистам журналістам корреспондентам кореспондентам репортерам репортёрам агентству телеканалу изданию виданню каналу газете газеті
    до для від от під при через щоб чтобы як как""".split()
)
_LEADING = re.compile(
    r"^(?:(?:and|but|yet|so|or|for|in|at|of|to|later|earlier|meanwhile|however|separately|also|then|still|now|instead|even|as|і|та|а|але|но|это|це|тем\s+временем|там|ранее|раніше|also|на|у|в|об\s+этом|про\s+це|як|как)\s+)+",
    re.IGNORECASE,
)
_DAY = r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|today|yesterday)"
_MONTH = r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|March|April|May|June|July|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
_DAYS = re.compile(
    rf"\s+(?:on\s+)?(?:{_DAY}|late|early|(?:last|this|earlier\sthis)\s(?:week|month|year|spring|summer|autumn|fall|winter|morning|evening))\b.*$"
)
_WHEN_FIRST = re.compile(
    r"(?:on\s)?the\s(?:same|next|following|previous)\s(?:day|night|morning|evening|week|month|year)\s+(?=\S)", re.IGNORECASE
)
_ON_A_DAY = re.compile(
    rf"(?:\s+(?:on|late|early|in))?\s+(?:late\s+|early\s+)?(?:{_DAY}|{_MONTH}\s\d{{1,2}})(?:\s(?:morning|evening|night|afternoon))?$"
)
_CLAUSE = re.compile(
    r"\s*(?:which|when|while|and|but|as|after|before|including|killing|injuring|wounding|leaving|causing|because|since|with|in|on|at)\b|[^,]*\b(?:was|were|has|had)\b"
)
_BRACKET = re.compile(r"\s*\([^()]{1,30}\)(?=\s*,?$)")
_WHO = re.compile(r",\s(?P<who>who|which)\s[^.;:“”\"«»]{1,200}$")
_WHO_SAYS = re.compile(r",\swho\s*$")  # "the committee, who said"
_INFINITIVE = re.compile(r"\sto\s(?!the\b|an?\b)[a-z]")
_DESCRIBES = re.compile(r"\s*(?:who\s(?:[\w'’.-]+\s?){1,12}$|(?:an?|the)\s)")
_PARTICIPLE = re.compile(r"\s*\w+(?:ed|ing)\b")
_RELATIVE = re.compile(r"\s*who\s(?:[\w'’.-]+\s?){1,12}$")
# A word or two that may stand between a subject and its verb without being part of its name.
_MODIFIED = re.compile(
    r"^(?P<name>(?:(?:The|A|An|One|Another|Several|Some|Two|Both|Many|the|a|an|one|another)\s)?(?:[\w'’.-]+\s){0,8}?[\w'’.-]+)"
    r"(?:\s(?:reportedly|closely|currently|also))?\s(?:affiliated|operating|based|working|serving|stationed|linked|familiar|close|responsible|treating|representing|"
    r"fighting|defending|living|travelling|traveling|briefed|helping|attending|studying|monitoring|speaking|involved)\b(?:\s[\w'’.-]+){1,10}$"
)
_ENDS = re.compile(
    r"\s*(?:[,.:;”\")]|$|(?:last|this|earlier|on|in|at|during|as|who|via|late|early|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b)"
)
_IN_TITLES = frozenset(
    "of the for and regional press secretary foreign prime vice first acting local interior finance defence defense senior military state deputy general former on security economic".split()
)
_FOOTNOTE = re.compile(r"[a-z]\.\d")
_DOING = re.compile(r"[a-z]+ing\s")
_SOFT = re.compile(r"\s(near|from|with|on|by)\s+$")
_ABOUT = re.compile(r"(?:про|об?)\s", re.IGNORECASE)
_APPOSED_NAME = re.compile(rf",\s(?:[{_UPPER}][\w'’ʼ-]+\s){{1,3}}[{_UPPER}][\w'’ʼ-]+(?=[,.;]|$)")
_ENDS_IN_NAME = re.compile(rf"[{_UPPER}]\w+[’']?[\w-]*$")
_PAUSE_BEFORE = re.compile(r"[,”\"»’'!?…][\s\u200b-\u200d\u2060]*(?:[–—-]\s*)?$|\s[–—-]\s*$")
PRONOUNS = frozenset("he she they it він вона вони воно он она они оно".split())
_NO_NAME = frozenset(
    """neither both we i you who which that this these those one some many others everyone people there what me us nobody something anything nothing
    я ми мы це это який которые які який который котор кто хто все всі как як""".split()
)
_TIMES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october november december".split()
)
_NOBODY = frozenset("neither no none nobody".split())
_PREPOSITIONS = frozenset("on in at with for from since under after before over by to of about among".split())
_COMMON = frozenset(
    "reports statistics figures data rumours rumors evidence today everyone nobody earlier later all both western initial preliminary official early".split()
)
_BOUNDS = (*',;:“”"»«—–!?()[]|', " - ")
_NIL = " \u200b\u200c\u200d\u2060"  # white space, marks without width among it
_LONGEST_NAME = 14  # words
_LONGEST_BARE = 6  # words of a name that has no word of office
_SHARE = re.compile(r"%|\bper\s?cent\b")


def before(sentence: str, verb: int) -> Span | None:
    """Who stands as the subject before the verb at `verb`, an apposition between them left out."""
    left = _bare(_bare(sentence[:verb].rstrip()))
    if (relative := _WHO.search(left)) and (relative["who"] == "who" or _is_body(left[: relative.start()])):
        left = left[: relative.start()]
    if subject := _WHO_SAYS.search(left):
        return _named(sentence, *_run_back(left[: subject.start()]))
    if left.rstrip().endswith(","):
        return _before_apposition(sentence, left.rstrip()[:-1])
    if modified := _modified(left):
        return _named(sentence, *modified)
    start, end = _run_back(left)
    start = _past_prepositions(left, start, end)
    if start < end and not left[start].isascii() and _PREPOSITION.search(left, 0, start):
        start, end = _at_the_opening(left)
    if _ABOUT.match(sentence, start):
        return None  # "про пожежу повідомив мер": what is told of, not who tells
    return _named(sentence, start, end)


def _bare(left: str) -> str:
    """`left` without the adverbs, days and brackets that stand between a subject and its verb."""
    return _BRACKET.sub("", _INSERTED.sub("", _ADVERBS.sub("", _ON_A_DAY.sub("", left))))


def inverted(sentence: str, verb: int, verb_end: int, *, latin: bool) -> Span | None:
    """As in "..., said President Ivan Petrenko, adding ...": the name behind the verb ends where the clause does."""
    found = _behind(sentence, verb, verb_end, latin=latin)
    if not found or not _PAUSE_BEFORE.search(sentence[:verb]):
        return None
    if sentence[verb_end : found[0]].strip() or not _ENDS.match(sentence, found[1]):
        return None
    words = sentence[found[0] : found[1]].split()
    if not latin:
        return found
    titled = all(word[:1].isupper() or is_role(word) or word.casefold() in _IN_TITLES for word in words)
    return found if titled and (words[-1][:1].isupper() or is_role(words[-1])) else None


def after(sentence: str, verb: int, verb_end: int, *, latin: bool) -> Span | None:
    """Who stands behind the verb: in English only between a pause or quotation before it and the end of a clause."""
    found = _behind(sentence, verb, verb_end, latin=latin)
    return found if found and (not latin or _ENDS.match(sentence, found[1])) else None


def _behind(sentence: str, verb: int, verb_end: int, *, latin: bool) -> Span | None:
    if latin and not _PAUSE_BEFORE.search(sentence[:verb]):
        return None
    start = verb_end + (len(sentence[verb_end:]) - len(sentence[verb_end:].lstrip()))
    if not latin and (within := _IN_A_BODY.match(sentence, start)):
        start = within.end()
    return _named(sentence, start, _run_on(sentence, start))


# "сообщили в МЧС", "отметили в связи с этим в МИД": the body is named with a preposition, after when or why it spoke.
_IN_A_BODY = re.compile(
    r"(?:(?:у|в)\s(?:зв['’ʼ]язку\sз\sцим|связи\sс\sэтим|\w+(?:ник|ок|верг|цу|оту|енье|ілок|еділю|реду|торник))\s)?(?:у|в|во)\s(?=\S)",
    re.IGNORECASE,
)


def accorded(sentence: str, start: int) -> Span | None:
    """Who is named at `start`, behind "according to"."""
    if report := REPORT.match(sentence, start):
        start = report.end()
    end = _run_on(sentence, start)
    if (apposed := _APPOSED_NAME.match(sentence, end)) and not re.search(
        rf"[{_UPPER}][\w'’-]+\s[{_UPPER}][\w'’-]+$", sentence[start:end]
    ):
        end = apposed.end()
    return _named(sentence, start, end)


def pronoun(sentence: str, verb: int, verb_end: int) -> Span | None:
    """The pronoun that is the verb's subject: "he said", "said he", "додав він"."""
    left = _ADVERBS.sub("", _ON_A_DAY.sub("", sentence[:verb].rstrip())).rstrip()
    ahead = re.search(r"(?<![\w'’-])(\w+)$", left)
    if ahead and ahead[1].casefold() in PRONOUNS:
        return ahead.span(1)
    match = re.match(r"\s+(\w+)(?=\s*(?:[,.;:!?]|$))", sentence[verb_end:])
    if match and match[1].casefold() in PRONOUNS and match[1].casefold() != "it" and _PAUSE_BEFORE.search(sentence[:verb]):
        return verb_end + match.start(1), verb_end + match.end(1)
    return None


def has_role(name: str) -> bool:
    """Whether a name has a word for an office or a trade."""
    return any(is_role(word.strip("’',")) for word in name.split())


def _is_body(left: str) -> bool:
    """Whether what stands before ", which" is a body or a country and not what the sentence told of so far."""
    start, end = _run_back(left)
    words = left[start:end].split()
    return bool(words) and all(word[0].isupper() or is_role(word) or word in ("the", "of") or word in _IN_TITLES for word in words)


def _modified(left: str) -> Span | None:
    """As in "A source familiar with the talks said": who, without the words that say more of them."""
    clause = _clause(left, len(left))
    text = left[clause:]
    lead = len(text) - len(text.lstrip())
    match = _MODIFIED.match(text.strip())
    if not match or not has_role(match["name"]) or any(word in _STOPS for word in match["name"].casefold().split()):
        return None
    return clause + lead + match.start("name"), clause + lead + match.end("name")


def _past_prepositions(left: str, start: int, end: int) -> int:
    """Where the name begins: "the governor of a region near the border" is one who speaks, though the border alone would do."""
    soft = _SOFT.search(left, 0, start)
    if not soft or has_role(left[start:end]):
        return start
    wider, _ = _run_back(left[: soft.start()])
    chunk = left[wider : soft.start()]
    if has_role(chunk) and not any(char.isdigit() for char in chunk):
        return wider
    return start if soft[1] == "near" else end  # "a leak by a guardsman revealed": not who speaks


_PREPOSITION = re.compile(
    r"(?:^|\s)(?:до|від|із|з|зі|в|у|на|під|по|за|от|из|с|со|при|через|для|над|к|о|об|про|щодо)\s+$", re.IGNORECASE
)
_OPENING = re.compile(
    rf"\s*(?:(?i:раніше|ранее|також|также|пізніше|позже|водночас|при\sэтом|разом\sз\sтим)\s)?(?P<name>(?:[{_UPPER}][\w'’ʼ-]*|[а-яіїєґ'’ʼ-]+)(?:\s(?:[{_UPPER}][\w'’ʼ-]*|[а-яіїєґ'’ʼ-]+)){{0,6}}?)\s(?:під|в|у|на|во|під\sчас|після|после|по|з|с|за|при)\s",
)


def _at_the_opening(left: str) -> Span:
    """The person or office a Cyrillic clause opens with, where only what is said of when and where comes before the verb."""
    clause = _clause(left, len(left))
    match = _OPENING.match(left, clause)
    if not match or not (has_role(match["name"]) or len(match["name"].split()) <= 3):
        return len(left), len(left)
    words = match["name"].split()
    named = has_role(match["name"]) or all(word[:1].isupper() for word in words)
    return match.span("name") if named and words[-1].casefold() not in _STOPS else (len(left), len(left))


def _before_apposition(sentence: str, left: str) -> Span | None:
    """`left` ends where the apposition does: "Ivan Petrov, the regional governor"."""
    cut = left.rfind(",")
    if cut <= 0 or len(left) - cut > 140 or (_CLAUSE.match(left, cut + 1) and not _DESCRIBES.match(left, cut + 1)):
        return None
    start, end = _run_back(left[:cut])
    named = _named(sentence, start, end)
    if named and _ENDS_IN_NAME.search(sentence[named[0] : named[1]]):
        return named
    return (
        (named if _RELATIVE.match(left, cut + 1) or _PARTICIPLE.match(left, cut + 1) else _named(sentence, start, len(left)))
        if named
        else None
    )


def _run_back(left: str) -> Span:
    """[start, end) of the words before the verb that may be the name."""
    end = len(left.rstrip())
    clause = _clause(left, end)
    start = end
    for word in reversed(list(_WORD.finditer(left, clause, end))):
        text = word.group()
        small = text.casefold()
        if small in _STOPS and not text[0].isupper():
            break
        if (text.endswith(".") and len(text) > 4 and word.end() < end) or _FOOTNOTE.search(text):
            break  # the end of another sentence
        if small in ("and", "і", "и", "та") and not _joins_a_name(left, word.start(), word.end()):
            break
        start = word.start()
        if len(left[start:end].split()) > _LONGEST_NAME:
            return end, end
    return start, end


def _clause(left: str, end: int) -> int:
    """Where the clause begins that ends at `end`."""
    return max((at + len(mark) for mark in _BOUNDS if (at := left.rfind(mark, 0, end)) >= 0), default=0)


def _joins_a_name(left: str, start: int, end: int) -> bool:
    """As in "Ministry of Industry and Trade": the and stands within one name; or "State and federal officials"."""
    if _two_sorts(left, start, end):
        return True
    if re.search(r"(?:^|\s)(?:state|regional|local|city|civil|military|police|security|emergency)\s$", left[:start], re.IGNORECASE):
        return bool(re.match(r"\s[a-z]+\s[a-z]+", left[end:]))
    if _JOINED_BODY.match(left, end) and re.search(r"[A-Z]\w+\s$", left[:start]):
        return True
    return bool(
        re.search(
            r"\b(?:Ministry|Department|Committee|Cent(?:er|re)|Office|Agency|Organi[sz]ation)\b[^,]*[A-Z]\w+\s$", left[:start]
        )
        and re.match(r"\s[A-Z]", left[end:])
    )


_SORTS = 4  # words on either side of the "and"


def _two_sorts(left: str, start: int, end: int) -> bool:
    """As in "Indian police and medics said": a clause that consists of two sorts of speakers joined."""
    first, second = left[_clause(left, end) : start].split(), left[end:].split()
    if not (0 < len(first) <= _SORTS and 0 < len(second) <= _SORTS and is_role(first[-1]) and is_role(second[-1])):
        return False
    return not any(word.casefold() in _STOPS or word.endswith("ed") for word in (*first, *second)) and all(
        word.islower() for word in second
    )


_JOINED_BODY = re.compile(
    r"\s(?:[A-Z]\w+\s){1,3}(?:Agency|Ministry|Department|Committee|Service|Council|Authority|Office|Organi[sz]ation|Commission|Administration|Fund|Institute|Cent(?:er|re))"
)


def _run_on(sentence: str, start: int) -> int:
    end = start
    for word in _WORD.finditer(sentence, start):
        between = sentence[end : word.start()]
        text = word.group()
        if (
            between.strip()
            or (text.casefold().rstrip(".") in _STOPS and not text[0].isupper())
            or (text in _MODIFIERS and end > start)
            or (text in ("in", "at", "to", "and") and not _within_title(sentence[start:end]))
        ):
            break
        end = word.end()
        if text.endswith(".") and len(text) > 3 and not text[:-1].count("."):
            return end - 1
        if len(sentence[start:end].split()) > _LONGEST_NAME:
            break
    return end


_MODIFIERS = frozenset("familiar close briefed based involved cited quoted seen obtained published released".split())


def _within_title(name: str) -> bool:
    return not re.search(rf"[{_UPPER}][\w'’-]+$", name)


def _named(sentence: str, start: int, end: int) -> Span | None:
    name = sentence[start:end]
    stripped = _WHEN_FIRST.sub("", _LEADING.sub("", name), count=1)
    start += len(name) - len(stripped)
    start += len(stripped) - len(stripped.lstrip("'’‘" + _NIL))
    name = _DAYS.sub("", stripped.lstrip("'’‘" + _NIL)).rstrip(",.;:" + _NIL)
    if _ABBREVIATED.search(name) and sentence[start + len(name) :][:1] == ".":
        name += "."
    if _DOING.match(name):
        return None  # "injuring six See all our coverage The Kremlin": two sentences run together
    words = [word.strip("’'").removesuffix("'s").removesuffix("’s") for word in name.split()]
    if not words or _SHARE.search(name) or (len(words) > _LONGEST_BARE and not has_role(name)):
        return None
    if (
        words[0].casefold() in _NOBODY
        or words[0].casefold() in _TIMES
        or (len(words) == 1 and words[0].casefold() in _PREPOSITIONS)
        or all(word.casefold() in ("the", "a", "an") for word in words)
    ):
        return None
    pointing = any(_stands_for(words[at]) for at in (0, -1)) and (len(words) == 1 or not has_role(name))
    if pointing or _INFINITIVE.search(name):
        return None
    capitals = [
        word
        for number, word in enumerate(words)
        if word[:1].isupper() and (start + number > 0 or word.casefold() not in ("the", "a", "an", "this", "its", "their"))
    ]
    if not has_role(name) and (not capitals or (words == capitals[:1] and _no_name(words[0], opens=start == 0))):
        return None
    return start, start + len(name)


_ABBREVIATED = re.compile(r"(?:^|\s)[A-Z]\.[A-Z]$")


def _stands_for(word: str) -> bool:
    """Whether a word only points at somebody ("he", "many"); US is a country."""
    return re.split(r"['’]", word)[0].casefold() in PRONOUNS or (word.casefold() in _NO_NAME and word != "US")


def _no_name(word: str, *, opens: bool) -> bool:
    """A single capitalised word that is no name: "Reports said" at the opening, "Western estimates" anywhere."""
    small = word.casefold()
    people = nations(word)
    return (
        (opens and small in _COMMON)
        or small == "western"
        or bool(people and people[0].form == "people" and word.isascii() and not word.endswith("s"))
    )
