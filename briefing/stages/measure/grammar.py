"""What the numbers of a sentence count: a small grammar over word classes.

A sentence becomes a string with one letter a word (lexicon.py), its numbers become `N`, and each rule is a regular expression
over that string, written with class names. `[N]` marks the number the rule speaks of:

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
_NAMED = {
    "person": "(PERSON|SOLDIER)",
    "dead": "(DEAD|KILLED|DEAD_SLAV)",
    "hurt": "(HURT|HURT_SLAV)",
    "mod": "(x|DET|ADV|OTHERS|Q|A_MISSILE|A_DRONE)",
    "be": "(BE|ADV)",
    "missile": "(x|DET|ADV|OTHERS|Q){0,5}(,AND?(x|DET|OTHERS){1,3}){0,3}(MISSILE|A_MISSILE)(?!(x)?(EQUIPMENT|ATTACK|THING|SUPPLY))",
    "drone": "(x|DET|ADV|OTHERS|Q){0,5}(,AND?(x|DET|OTHERS){1,3}){0,3}(DRONE|A_DRONE)(?!(x)?(EQUIPMENT|ATTACK|THING|SUPPLY))",
    "gap": "[^N;, MODAL ]",
    "any": "[^;]",
    "fact": "(?<!MODAL)(?<!MODAL BE)(?<!TO)",
    "ofn": "((OF|PREP)(DET|x)?N)?",
    "thing": f"({'|'.join(NOT_PEOPLE)})",
    "note": "(,any{1,12}?,)?",
}
# kind, strength (higher wins), pattern
_RULES: tuple[tuple[str, int, str], ...] = (
    ("killed", 3, "[N] mod{0,3} person? note be{0,4} dead (?!mod{0,2}N)"),
    ("killed", 2, "[N] mod{0,3} person gap{1,8} BE{1,3} ADV{0,2} dead"),
    ("killed", 3, "fact (KILL|KILLED) mod{0,3} [N] (?!mod{0,3}thing)"),
    ("killed", 3, "CLAIM mod{0,2} [N] mod{0,2} LIVES"),
    ("killed", 3, "CLAIM mod{0,2} LIVES OF mod{0,2} [N]"),
    ("killed", 3, "[N] mod{0,2} person? BE? LOST mod LIVES"),
    ("killed", 3, "TOLL any{0,14}? (TO|OF|BE|x) mod{0,1} [N]"),
    ("killed", 2, "NUMBER OF any{0,8} (dead|DEATHS) gap{0,14}? (TO|BE|PREP) mod{0,2} [N]"),
    ("killed", 2, "[N] mod{0,3} DEATHS"),
    ("killed", 3, "DEAD_SLAV mod{0,3} (AND|PREP)? [N] (?!mod{0,3}thing)"),
    ("injured", 3, "[N] mod{0,3} person? note be{0,4} hurt (?!mod{0,2}N)"),
    ("injured", 2, "[N] mod{0,3} person gap{1,8} BE{1,3} ADV{0,2} hurt"),
    ("injured", 3, "fact (HURT|HURTS) mod{0,3} [N] (?!mod{0,3}thing)"),
    ("injured", 3, "[N] mod{0,3} person? be{0,3} SUFFER mod{0,3} (INJURIES|HURT)"),
    ("injured", 3, "[N] mod{0,3} person? be{0,3} TAKEN TO mod{0,2} HOSPITAL"),
    ("injured", 3, "[N] mod{0,3} person? be{0,3} PREP mod{0,1} HOSPITAL"),
    ("injured", 2, "NUMBER OF any{0,8} (hurt|INJURIES) gap{0,14}? (TO|BE|PREP) mod{0,2} [N]"),
    ("injured", 3, "HURT_SLAV mod{0,3} [N] (?!mod{0,3}thing)"),
    ("casualties", 5, "[N] mod{0,3} person? note be{0,4} dead (AND|PREP|,) be{0,2} (hurt|MISSING|CAPTURE) (?!mod{0,3}N)"),
    ("casualties", 5, "(KILL|KILLED) (AND|PREP|,) (HURT|HURTS) mod{0,3} [N]"),
    ("missing", 3, "[N] mod{0,3} person? be{0,4} x{0,1} MISSING"),
    ("captured", 2, "[N] mod{0,4} person be{1,4} x? CAPTURE"),
    ("captured", 2, "CAPTURE mod{0,2} [N] mod{0,3} person"),
    ("evacuated", 2, "[N] mod{0,3} person? gap{0,4} be{0,4} EVACUATED"),
    ("evacuated", 2, "EVACUATED mod{0,3} [N] (?!mod{0,3}thing)"),
    ("displaced", 2, "[N] mod{0,3} person? be{0,4} x{0,1} (DISPLACED|FLED)"),
    ("displaced", 2, "DISPLACED mod{0,3} [N] (?!mod{0,3}thing)"),
    ("displaced", 2, "[N] mod{0,3} REFUGEES"),
    ("displaced", 2, "[N] mod{0,3} person FLED"),
    ("missiles_shot_down", 3, "DOWN [^;]{0,7} [N] ofn missile"),
    ("missiles_shot_down", 3, "[N] missile gap{0,6} BE{0,3} ADV{0,2} DOWN"),
    ("missiles_launched", 4, "DOWN any{0,6} N (OF|PREP) mod? [N] missile"),
    ("missiles_launched", 3, "[N] missile gap{0,5} BE{0,3} ADV{0,2} LAUNCH"),
    ("missiles_launched", 3, "fact LAUNCH any{0,10} [N] missile"),
    ("missiles_launched", 2, "ATTACK any{0,8} (PREP|OF) mod{0,2} [N] missile"),
    ("drones_shot_down", 3, "DOWN [^;]{0,7} [N] ofn drone"),
    ("drones_shot_down", 3, "[N] drone gap{0,6} BE{0,3} ADV{0,2} DOWN"),
    ("drones_launched", 4, "DOWN any{0,6} N (OF|PREP) mod? [N] drone"),
    ("drones_launched", 3, "[N] drone gap{0,5} BE{0,3} ADV{0,2} LAUNCH"),
    ("drones_launched", 3, "fact LAUNCH any{0,12} [N] drone"),
    ("drones_launched", 2, "ATTACK any{0,8} (PREP|OF) mod{0,2} [N] drone"),
    ("missile hits", 4, "[N] missile BE{0,2} HIT"),
    ("drone hits", 4, "[N] drone BE{0,2} HIT"),
    ("missile used", 0, "[N] missile"),
    ("drone used", 0, "[N] drone"),
    ("mixed", 5, "[N] mod{0,4} (MISSILE|A_MISSILE) (AND|,) mod{0,2} (DRONE|A_DRONE)"),
    ("mixed", 5, "[N] mod{0,4} (DRONE|A_DRONE) (AND|,) mod{0,3} (MISSILE|A_MISSILE)"),
    ("buildings_damaged", 3, "DAMAGE (TO|PREP)? mod{0,3} [N] mod{0,3} BUILDING"),
    ("buildings_damaged", 2, "DAMAGE mod{0,2} N any{0,12} (,|AND) mod{0,2} [N] mod{0,3} BUILDING"),
    ("buildings_damaged", 2, "[N] mod{0,3} BUILDING [^;N]{0,7} BE{1,3} ADV{0,2} DAMAGE"),
    ("buildings_damaged", 2, "[N] mod{0,3} BUILDING DAMAGE (?!mod{0,2}(N|person))"),
    ("buildings_damaged", 1, "[N] mod{0,3} BUILDING (,|AND)+ any{1,12} BE{1,3} ADV{0,2} DAMAGE"),
    ("without_power", 3, "[N] mod{0,3} (HOUSEHOLD|person|BUILDING|x)? gap{0,6} be{0,2} WITHOUT mod{0,3} POWER"),
    ("without_power", 3, "[N] mod{0,3} (HOUSEHOLD|person|BUILDING) be{0,2} LOST mod{0,2} POWER"),
    ("without_power", 3, "WITHOUT mod{0,3} POWER (PREP|BE|x){0,2} [N] mod{0,3} (HOUSEHOLD|person|BUILDING)"),
    ("equipment", 1, "[N] mod{0,4} EQUIPMENT"),
    ("troops", 1, "[N] STRONG mod{0,3} (FORCE|SOLDIER)"),
    ("troops", 0, "[N] mod{0,4} SOLDIER"),
    ("other", 1, "[N] (mod|BE){0,4} THING"),
    ("other", 1, "[N] mod{0,2} HIT BE"),
    ("several", 1, "[N] mod{0,3} (COUNTRIES|PRISONER)"),
    ("other", 2, "LOST mod{0,2} [N] mod{0,3} SOLDIER"),
    ("person", -1, "[N] mod{0,3} PERSON"),
)
_FULL = {"missile used": "missiles_launched", "drone used": "drones_launched"}
_CASUALTY = ("killed", "injured", "missing", "captured", "evacuated", "displaced", "without_power")


def _letters_of(pattern: str) -> str:
    """A pattern in class names as one over letters."""
    for _ in range(3):  # `note` and `thing` name others in turn
        pattern = re.sub(r"\b[a-z]{2,}\b", lambda match: _NAMED.get(match.group(), match.group()), pattern)
    pattern = re.sub(r"A_[A-Z]+|[A-Z]{2}[A-Z_]*", lambda match: LETTER[match.group()], pattern)
    return re.sub(r"\s+", "", pattern)


def _compiled(pattern: str) -> tuple[re.Pattern[str] | None, re.Pattern[str]]:
    """What must end where the number begins (None: anything), and what must follow it."""
    before, after = pattern.split("[N]")
    return re.compile(f"(?:{_letters_of(before)})\\Z") if before.strip() else None, re.compile(_letters_of(after))


_COMPILED = tuple((kind, strength, *_compiled(pattern)) for kind, strength, pattern in _RULES)
_L = LETTER
_INCLUDED = re.compile(
    rf"(?:{_L['INCLUDING']}|{_L['INCLUDING']}{_L['WHICH']}|{_L['OF']}{_L['WHICH']}|,{_L['OF']}{_L['WHICH']})[x{_L['DET']}{_L['ADV']}]{{0,3}}$"
)
_OF_THEM = re.compile(rf"N[x{_L['OTHERS']}]?{_L['OF']}{_L['WHICH']}")
_LISTED = re.compile(
    rf"N[x{_L['DET']}{_L['ADV']}{_L['OTHERS']}]{{0,3}}[{_L['PERSON']}{_L['SOLDIER']}{_L['BUILDING']}]?(?:,|{_L['AND']}|,{_L['AND']})[x{_L['DET']}{_L['ADV']}]{{0,1}}$"
)
_ALL_DOWN = re.compile(
    rf"N[^;N]{{1,8}},(?:[x{_L['ADV']}{_L['DET']}{_L['BE']}]){{0,3}}{_L['OF']}{_L['WHICH']}[{_L['BE']}{_L['ADV']}]{{0,4}}{_L['DOWN']}"
)
_PART_DOWN = re.compile(
    rf"{_L['OF']}{_L['WHICH']}[x{_L['ADV']}{_L['DET']}]{{0,2}}(N)[x{_L['ADV']}]{{0,2}}(?:[{_L['BE']}{_L['ADV']}]){{1,4}}{_L['DOWN']}"
)
_WERE_DOWNED = re.compile(rf"N[{_L['BE']}{_L['ADV']}]{{1,4}}{_L['DOWN']}")
_NOUNS = frozenset(_L[name] for name in ("PERSON", "SOLDIER", "PRISONER", "COUNTRIES", "REFUGEES", "DEATHS", *NOT_PEOPLE))
_NO_NOUN_BEYOND = frozenset((BREAK, COMMA, NUMBER, _L["PREP"], _L["BE"], _L["INCLUDING"]))
_ALL = re.compile(r"\b(?:all|none)\b", re.IGNORECASE)


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
        letters.append(letter)
        words.append(match.group())
        starts.append(match.start())
        which.append(None)
    for number in queue:
        letters.append({"count": NUMBER, "money": MONEY}.get(number.role, QUANTITY))
        words.append(sentence[number.start : number.end])
        starts.append(number.start)
        which.append(number)
    return Tagged(letters="".join(letters), words=tuple(words), starts=tuple(starts), numbers=tuple(which))


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
    previous: tuple[int, Count] | None = None
    for place, number in enumerate(tagged.numbers):
        if number is None or letters[place] != NUMBER or _idle_one(tagged, place):
            continue
        count = _count(
            tagged, place, number, _claim(letters, place), previous[1] if previous else None, previous[0] if previous else -1
        )
        if count:
            previous = (place, count)
            resolved.append(count)
            if count.kind in ("missiles_launched", "drones_launched") and _all_down(tagged, place):
                resolved.append(Count(number=number, kind=_down(count.kind), noun=count.noun))
    return tuple(resolved)


def _claim(letters: str, place: int) -> str:
    """The kind of the rule that claims the number at `place` with most right, empty where none does."""
    best, kind_of_best = (-9, 0), ""
    window = max(0, place - 26)
    for kind, strength, before, after in _COMPILED:
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


def _count(tagged: Tagged, place: int, number: Number, kind: str, previous: Count | None, previous_place: int) -> Count | None:
    noun = _noun(tagged, place)
    if previous and previous.kind in ("missiles_launched", "drones_launched"):
        downed = _PART_DOWN.search(tagged.letters)
        if (downed and downed.start(1) == place) or (not noun and _WERE_DOWNED.match(tagged.letters, place)):
            return Count(number=number, kind=_down(previous.kind), noun=previous.noun)
    if kind not in ("missiles_launched", "drones_launched") and _of_a_share(tagged, place):
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
    letters = tagged.letters
    if kind in _FULL:
        attacked = any(_L[name] in letters for name in ("ATTACK", "LAUNCH", "HIT")) and _L["SUPPLY"] not in letters
        return Count(number=number, kind=_FULL[kind] if attacked else "equipment", noun=noun, part=part)  # type: ignore[arg-type]
    if kind == "several":
        return Count(number=number, kind="other", noun=noun, part=part) if number.value >= 5 else None
    if kind == "casualties":
        return Count(number=number, kind="other", noun="casualties", part=part)
    if kind == "mixed":
        return Count(number=number, kind="other", noun="missiles and drones", part=part)
    if kind.endswith(" hits"):
        return Count(number=number, kind="other", noun=noun, part=part)
    if kind == "troops" and number.value < 50:
        return None
    if (
        kind == "equipment"
        and noun
        and noun.casefold() in ("rounds", "round")
        and re.search(r"rounds?\s+of\s", " ".join(tagged.words))
    ):
        return None
    return Count(number=number, kind=kind, noun=noun, part=part and not kind.endswith("_down"))  # type: ignore[arg-type]


def _noun(tagged: Tagged, place: int) -> str | None:
    """The word counted: the last of the nouns of a known class behind the number, no further than the next stop."""
    noun = None
    for letter, word in zip(tagged.letters[place + 1 : place + 9], tagged.words[place + 1 : place + 9], strict=False):
        if letter in _NOUNS:
            noun = word
        elif noun or letter in _NO_NOUN_BEYOND:
            break
    return noun


def _of_a_share(tagged: Tagged, place: int) -> bool:
    """As in "two-thirds of the 300,000 residents", "half of the 20 houses": the number is not how many."""
    before = [word.casefold() for word in tagged.words[max(0, place - 4) : place]]
    shares = ("half", "third", "thirds", "quarter", "quarters", "percent", "cent", "most", "majority", "%", "fifth", "tenth")
    if "of" not in before[-2:]:
        return False
    at = len(before) - 1 - before[::-1].index("of")
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
