"""What the numbers of a sentence count: a small grammar over word classes.

A sentence becomes a string with one letter a word (lexicon.py), its numbers become `N`, and each rule (rules.py) is a regular
expression over that string, written with class names. `[N]` marks the number the rule speaks of:

    "nearly 40 were injured"      N BE HURT               rule  "injured: [N] mod{0,3} person? be* HURT"
    "killing at least six people" KILL N PERSON           rule  "killed: KILL mod{0,2} [N]"

Where several rules claim a number, the strongest wins, then the one whose words stand closest.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from briefing.language.numbers import Number
from briefing.model import FigureKind
from briefing.stages.measure.lexicon import (
    BREAK,
    COMMA,
    LETTER,
    MONEY,
    NOT_PEOPLE,
    NUMBER,
    OTHER_WORD,
    PHRASES,
    QUANTITY,
    WORD_CLASS,
)
from briefing.stages.measure.rules import COMPILED


@dataclass(frozen=True, kw_only=True, slots=True)
class Count:
    """A number with what it counts. `noun` is the word counted, where the rule knows it; `part` is true for a part of another count."""

    number: Number
    kind: FigureKind
    noun: str | None = None
    part: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Tagged:
    """A sentence as one letter a word, with the words and, for each letter, the number it stands for (None for a word)."""

    letters: str
    words: tuple[str, ...]
    starts: tuple[int, ...]
    numbers: tuple[Number | None, ...]


_TOKEN = re.compile(r"(?P<word>[^\W_]+(?:['’ʼ.‑-][^\W_]+)*)|(?P<comma>,)|(?P<stop>[;:—–()\[\]!?…]|\.(?=\s+[\"“«]?[A-ZА-ЯІЇЄҐ]))")
_NAMED_OTHER = {"casualties": "casualties", "mixed": "missiles and drones"}
_SENT = ("missiles_launched", "drones_launched")
_ATTACKED = ("ATTACK", "LAUNCH", "LAUNCHED", "HIT", "DOWN", "DOWNED", "ASTRAY")
_FUEL = re.compile(r"\b(?:oil|fuel|petrol|gas|diesel|depot|storage|refinery|water)\b", re.IGNORECASE)
_SYSTEMS = re.compile(
    r"\b(?:defen[cs]e|missile|artillery|rocket|anti-\w+|air|launch|radar|weapon|stinger|javelin|himars|patriot|gepard|iris|nasams)\w*\s+(?:\w+\s+)?systems\b",
    re.IGNORECASE,
)
_MILITARY = re.compile(
    r"\b(?:armou?red|military|combat|fighting|infantry|rescue\w*|army|troops|soldiers|exercise|brigade|tanks|howitzers?)\b",
    re.IGNORECASE,
)
_LOSSES = ("LOST", "KILL", "KILLED", "LOSSES")
_TRADES = re.compile(
    r"(?:maker|manufacturer|operator|commander|crew|pilot|producer|factor|plant|compan|hunter|owner|spotter|driver|part|engine|pad|movement|deal|trial)\w*",
    re.IGNORECASE,
)
_TO_COME = re.compile(
    r"\b(?:could|may|might|would|will|going|forecast|expect(?:s|ed)?|predict(?:s|ed)?|projected?|track|plan(?:s|ned)?|threat(?:en)?s?|if|risks?|aims?|potentially|estimated\s+to)\s+(?:\w+\s+){0,4}$|\bto\s+(?:kill|injure|wound|hurt|evacuate|accept|host|receive|displace|house|resettle|admit|move|relocate|take|find)\s+(?:in\s+)?$|\b(?:mother|father|mum|mom|dad|parents?)\s+of\s+$"
)
_OF_ONES = frozenset(LETTER[name] for name in ("PERSON", "SOLDIER", "PRISONER", "REFUGEES", "DEAD", "HOUSEHOLD"))
_OF_PEOPLE = ("killed", "injured", "missing", "captured", "evacuated", "displaced", "without_power")
_CASUALTY = ("killed", "injured", "missing", "captured", "evacuated", "displaced", "without_power")


_L = LETTER
_DOWNED = f"[{_L['DOWN']}{_L['DOWNED']}{_L['DESTROY']}]"
_LEFT_ASTRAY = re.compile(rf"[{_L['AND']}{_L['PREP']},]{{1,2}}[{_L['BE']}{_L['ADV']}]{{0,2}}{_L['ASTRAY']}")
# What is said of missiles and drones as not done, or as done to them: "failed to shoot down", "were shot down".
_NOT_DONE = re.compile(
    r"(?:\b(?:not|never|fail(?:ed|s|ure)?\s+to|unable\s+to|without|can|could|would|will|may|might|should|must|cannot|(?:help|aim|design|plan|threaten|prepar|want|ready|order)\w*(?:\s+\w+)?\s+to|не)|n['’]t)"
    r"\s+(?:(?:be|been|have|all|even|yet|ever|\w+ly)\s+)*$",
    re.IGNORECASE,
)
_DONE_TO = re.compile(
    r"\b(?:was|were|been|being|be|is|are|got)\s+(?:(?:\w+ly|also|all|either|both|then|later|\w+ed\s+(?:and|or))\s+)*$",
    re.IGNORECASE,
)
_INCLUDED = re.compile(
    rf"(?:{_L['INCLUDING']}|{_L['INCLUDING']}{_L['WHICH']}|{_L['OF']}{_L['WHICH']}|,{_L['OF']}{_L['WHICH']})[x{_L['DET']}{_L['ADV']}]{{0,3}}$"
)
_OF_THEM = re.compile(rf"N[x{_L['OTHERS']}]?{_L['OF']}{_L['WHICH']}")
_LISTED = re.compile(
    rf"N[x{_L['DET']}{_L['ADV']}{_L['OTHERS']}]{{0,3}}[{_L['PERSON']}{_L['SOLDIER']}{_L['BUILDING']}]?(?:,|{_L['AND']}|,{_L['AND']})[x{_L['DET']}{_L['ADV']}]{{0,1}}$"
)
_ALL_DOWN = re.compile(
    rf"N[^;N]{{1,8}},(?:[x{_L['ADV']}{_L['DET']}{_L['BE']}]){{0,3}}{_L['OF']}{_L['WHICH']}[{_L['BE']}{_L['ADV']}]{{0,4}}{_DOWNED}"
)
_PART_DOWN = re.compile(
    rf"{_L['OF']}{_L['WHICH']}[x{_L['ADV']}{_L['DET']}]{{0,2}}(N)[x{_L['ADV']}]{{0,2}}(?:[{_L['BE']}{_L['ADV']}]){{1,4}}{_DOWNED}"
)
_WERE_DOWNED = re.compile(rf"N(?:[{_L['BE']}{_L['ADV']}]{{1,4}}{_DOWNED}|{_L['DOWN']}(?=[,;{_L['AND']}]|$))")
_NOUNS = frozenset(_L[name] for name in ("PERSON", "SOLDIER", "PRISONER", "COUNTRIES", "REFUGEES", "DEATHS", *NOT_PEOPLE))
_NO_NOUN_BEYOND = frozenset((BREAK, COMMA, NUMBER, _L["PREP"], _L["CLAUSE"], _L["BE"], _L["INCLUDING"]))
_VERBS = {_L["DOWN"]: _L["DOWNED"], _L["LAUNCH"]: _L["LAUNCHED"], _L["DESTROY"]: _L["DESTROY"]}
_ALL = re.compile(r"\ball\b", re.IGNORECASE)


def tag(sentence: str, numbers: Sequence[Number]) -> Tagged:
    """`sentence` as letters, its counts as N, its sums of money as $ and its other numbers as Q."""
    letters: list[str] = []
    words: list[str] = []
    starts: list[int] = []
    which: list[Number | None] = []
    phrases = {
        match.start(): (match.end(), LETTER.get(match.lastgroup, OTHER_WORD))
        for match in PHRASES.finditer(sentence)
        if match.lastgroup
    }
    queue = sorted(numbers, key=lambda number: number.start)
    at = 0
    for match in _TOKEN.finditer(sentence):
        while queue and queue[0].start <= match.start():
            number = queue.pop(0)
            letters.append({"count": NUMBER, "money": MONEY}.get(number.role, QUANTITY))
            words.append(sentence[number.start : number.end])
            starts.append(number.start)
            which.append(number)
            at = number.end
        if match.start() < at:
            continue
        if match.start() in phrases:
            at, letter = phrases[match.start()]
        elif match["comma"]:
            letter = COMMA
        elif match["stop"]:
            letter = BREAK
        else:
            letter = _letter(match["word"])
        letters.append(_in_context(letter, sentence, match.start()))
        words.append(match.group())
        starts.append(match.start())
        which.append(None)
    for number in queue:
        letters.append({"count": NUMBER, "money": MONEY}.get(number.role, QUANTITY))
        words.append(sentence[number.start : number.end])
        starts.append(number.start)
        which.append(number)
    return Tagged(letters="".join(letters), words=tuple(words), starts=tuple(starts), numbers=tuple(which))


def _in_context(letter: str, sentence: str, start: int) -> str:
    """The letter of a verb that sends or downs, by what stands before it: another where it is passive, none where it is denied."""
    if letter not in _VERBS:
        return letter
    left = sentence[max(0, start - 40) : start]
    if _NOT_DONE.search(left):
        return OTHER_WORD
    return _VERBS[letter] if _DONE_TO.search(left) else letter


def _letter(word: str) -> str:
    small = word.casefold().replace("’", "'")
    if found := WORD_CLASS.get(small) or WORD_CLASS.get(small.removesuffix("'s")):
        return found
    if "-" in small and not small.endswith(("-type", "-made", "-based", "-supplied", "-style", "-range", "-launched")):
        return WORD_CLASS.get(small.rsplit("-", 1)[1], OTHER_WORD)
    return OTHER_WORD


def counts(tagged: Tagged) -> tuple[Count, ...]:
    """What each number of the sentence counts, in order; numbers that count nothing the grammar knows are left out."""
    letters = tagged.letters
    resolved: list[Count] = []
    previous = -1
    for place, number in enumerate(tagged.numbers):
        if number is None or letters[place] != NUMBER or _idle_one(tagged, place):
            continue
        count = _count(tagged, place, number, _claim(letters, place), resolved, previous)
        if count:
            previous = place
            resolved.append(count)
            if count.kind in _SENT and _all_down(tagged, place):
                resolved.append(Count(number=number, kind=_down(count.kind), noun=count.noun))
    return tuple(resolved)


def _claim(letters: str, place: int) -> str:
    """The kind of the rule that claims the number at `place` with most right, empty where none does."""
    best, kind_of_best = (-9, 0), ""
    window = max(0, place - 26)
    for kind, strength, before, after in COMPILED:
        if strength < best[0] or not (behind := after.match(letters, place + 1)):
            continue
        start = place
        if before:
            start = -1
            at = window
            while at < place and (match := before.search(letters, at, place)):
                start, at = match.start(), match.start() + 1
            if start < 0:
                continue
        found = (strength, start - behind.end())
        if found > best:
            best, kind_of_best = found, kind
    return kind_of_best


def _count(tagged: Tagged, place: int, number: Number, kind: str, resolved: Sequence[Count], previous_place: int) -> Count | None:
    noun = _noun(tagged, place)
    if kind in _OF_PEOPLE and _to_come(tagged, place):
        return None
    previous = resolved[-1] if resolved else None
    if previous and previous.kind in _SENT and (downed := _of_those_sent(tagged, place, noun)):
        return _downed_of(number, resolved, downed == "shot")
    if kind not in _SENT and _of_a_share(tagged, place):
        return None
    part = bool(_INCLUDED.search(tagged.letters, 0, place) or _OF_THEM.match(tagged.letters, place))
    if previous and part and kind in ("", "person", "troops", "other") and previous.kind in _CASUALTY:
        return Count(number=number, kind=previous.kind, noun=noun, part=True)
    if (
        previous
        and kind in ("", "person")
        and previous.kind in _CASUALTY
        and noun
        and _LISTED.search(tagged.letters, previous_place, place)
    ):
        return Count(number=number, kind=previous.kind, noun=noun, part=previous.part)
    return None if kind in ("", "person") else _of_kind(tagged, number, kind, noun, part)


def _of_kind(tagged: Tagged, number: Number, kind: str, noun: str | None, part: bool) -> Count | None:
    if kind in _NAMED_OTHER or kind.endswith(" other"):
        return Count(number=number, kind="other", noun=_NAMED_OTHER.get(kind, noun), part=part)
    if kind in ("missile used", "drone used", "troops"):
        kind = _by_context(tagged, kind)
    if _is_trivial(tagged, number, kind, noun):
        return None
    if kind == "several":
        kind = "other"
    if kind in _OF_PEOPLE and kind != "without_power":
        noun = noun if noun and _letter(noun) in _OF_ONES else None
    return Count(number=number, kind=kind, noun=noun, part=part and not kind.endswith("_down"))  # type: ignore[arg-type]


def _by_context(tagged: Tagged, kind: str) -> str:
    """Weapons of which no rule says what became of them, and soldiers told of beside losses, are "other" in doubt."""
    letters = tagged.letters
    if kind == "troops":
        return "other" if any(_L[name] in letters for name in _LOSSES) else kind
    attacked = any(_L[name] in letters for name in _ATTACKED) and _L["SUPPLY"] not in letters
    return "other" if attacked else "equipment"


def _is_trivial(tagged: Tagged, number: Number, kind: str, noun: str | None) -> bool:
    """Counts too small to be figures of their kind, and words of weapons said of something else."""
    least = {"several": 10, "troops": 50, "displaced": 100, "equipment": 2, "other": 2}
    if number.value < least.get(kind, 0):
        return True
    if kind != "equipment":
        return False
    rounds = bool(noun and noun.casefold() in ("rounds", "round") and re.search(r"rounds?\s+of\s", " ".join(tagged.words)))
    return rounds or _is_no_ware(tagged, number, noun)


def _to_come(tagged: Tagged, place: int) -> bool:
    """As in "could kill 20", "on track to reach 7 deaths", "to accept 900 refugees": it has not happened."""
    start = max(0, place - 7)
    while any(letter in (COMMA, BREAK) for letter in tagged.letters[start:place]):
        start += 1
    return bool(_TO_COME.search(" ".join(word.casefold() for word in tagged.words[start:place]) + " "))


def _is_no_ware(tagged: Tagged, number: Number, noun: str | None) -> bool:
    """As in "two aircraft makers", "the 900 water systems", "two tanks burn at the oil depot"."""
    small, text = (noun or "").casefold(), " ".join(tagged.words)
    if small in ("tank", "tanks") and _FUEL.search(text):
        return True
    if small in ("vehicle", "vehicles") and not _MILITARY.search(text):
        return True
    if small in ("system", "systems") and not _SYSTEMS.search(text):
        return True
    at = next((at for at, word in enumerate(tagged.words) if word == noun and tagged.starts[at] > number.start), len(tagged.words))
    return at + 1 < len(tagged.words) and bool(_TRADES.fullmatch(tagged.words[at + 1]))


def _noun(tagged: Tagged, place: int) -> str | None:
    """The word counted: the last of the nouns of a known class behind the number, no further than the next stop."""
    noun = None
    for letter, word in zip(tagged.letters[place + 1 : place + 9], tagged.words[place + 1 : place + 9], strict=False):
        if letter in _NOUNS:
            noun = word
        elif noun or letter in _NO_NOUN_BEYOND:
            break
    return noun


def _of_those_sent(tagged: Tagged, place: int, noun: str | None) -> str:
    """Whether the number counts some of what was sent before: "shot" ("of which 61 were shot down"), "lost" (or jammed), or neither."""
    told = _PART_DOWN.search(tagged.letters)
    match = told if told and told.start(1) == place else None if noun else _WERE_DOWNED.match(tagged.letters, place)
    if not match:
        return ""
    return "lost" if _LEFT_ASTRAY.match(tagged.letters, match.end()) else "shot"


def _downed_of(number: Number, resolved: Sequence[Count], shot: bool) -> Count:
    """`number` of those sent before were shot down: of which sort they were is known where only one sort was as many."""
    sent = [count for count in resolved if count.kind in _SENT and count.number.value >= number.value]
    if len({count.kind for count in sent}) != 1 or not shot:
        return Count(number=number, kind="other", noun="missiles and drones" if len(sent) > 1 else sent[0].noun if sent else None)
    return Count(number=number, kind=_down(sent[-1].kind), noun=sent[-1].noun)


def _of_a_share(tagged: Tagged, place: int) -> bool:
    """As in "two-thirds of the 300,000 residents", "half of the 20 houses": the number is not how many."""
    before = [word.casefold() for word in tagged.words[max(0, place - 4) : place]]
    shares = (
        "none",
        "few",
        "many",
        "some",
        "neither",
        "half",
        "third",
        "thirds",
        "quarter",
        "quarters",
        "percent",
        "cent",
        "most",
        "majority",
        "%",
        "fifth",
        "tenth",
    )
    if "of" not in before[-2:]:
        return False
    at = len(before) - 1 - before[::-1].index("of")
    if at > 1 and before[at - 1] == "all" and before[at - 2] in ("nearly", "almost", "not", "virtually"):
        return True
    return at > 0 and (before[at - 1] in shares or tagged.letters[place - (len(before) - at) - 1] == QUANTITY)


def _idle_one(tagged: Tagged, place: int) -> bool:
    """As in "no one", "one of the most", "one another", "one or the other": they count nothing."""
    number = tagged.numbers[place]
    if number is None or tagged.words[place].casefold() not in ("one", "the one", "один", "одна"):
        return False
    after = tagged.words[place + 1].casefold() if place + 1 < len(tagged.words) else ""
    before = tagged.words[place - 1].casefold() if place else ""
    return after in (
        "of",
        "another",
        "or",
        "and",
        "such",
        "that",
        "who",
        "which",
        "can",
        "must",
        "should",
        "side",
        "too",
    ) or before in ("no", "any", "every", "each", "some", "this", "that", "which", "only")


def _all_down(tagged: Tagged, place: int) -> bool:
    match = _ALL_DOWN.match(tagged.letters, place)
    return bool(match and _ALL.search(" ".join(tagged.words[match.start() : match.end()])))


def _down(kind: FigureKind) -> FigureKind:
    return "missiles_shot_down" if kind == "missiles_launched" else "drones_shot_down"
