"""What the numbers of a sentence count: a small grammar over word classes.

A sentence becomes a string with one letter a word (tagging.py), its numbers become `N`, and each rule (rules.py) is a regular
expression over that string, written with class names. `[N]` marks the number the rule speaks of:

    "nearly 40 were injured"      N BE HURT               rule  "injured: [N] mod{0,3} person? be* HURT"
    "killing at least six people" KILL N PERSON           rule  "killed: KILL mod{0,2} [N]"

Where several rules claim a number, the strongest wins, then the one whose words stand closest. A number no rule claims is
"other" where it plainly counts people or things ("42 balloons crossed the border", things.py).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from briefing.language.numbers import Number
from briefing.model import Act, FigureKind, Role
from briefing.stages.measure.counting.doubts import (
    are_freed,
    is_brought_back,
    is_civil,
    is_idle_one,
    is_of_a_share,
    is_of_late_ones,
    is_to_come,
    is_trivial,
)
from briefing.stages.measure.counting.downed import all_were_downed, of_those_sent
from briefing.stages.measure.counting.lexicon import BREAK, COMMA, LETTER, NOT_PEOPLE, NUMBER
from briefing.stages.measure.counting.makes import make_of
from briefing.stages.measure.counting.rules import COMPILED, Rule
from briefing.stages.measure.counting.siblings import (
    goes_on,
    goes_on_parts,
    is_added,
    is_more_there,
    is_of_others,
    is_part,
    is_told_of_some,
    is_whole_of,
)
from briefing.stages.measure.counting.tagging import Tagged, letter_of, tag
from briefing.stages.measure.counting.things import head_of, is_plural, thing_counted

__all__ = ["Count", "counts", "tag"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Count:
    """A number with what it counts. `noun` is the word counted, where the rule knows it; `role` what the words next to it tell.

    `make` is the type of missile, drone or equipment, `act` what is done with money or equipment; both None where not said.
    """

    number: Number
    kind: FigureKind
    noun: str | None = None
    role: Role = "total"
    make: str | None = None
    act: Act | None = None

    @property
    def part(self) -> bool:
        """Whether it is told as a part of another count."""
        return self.role == "part"


_L = LETTER
_NAMED_OTHER = {"casualties": "casualties", "mixed": "missiles and drones"}
_SENT = ("missiles_launched", "drones_launched")
_ARMS = (*_SENT, "missiles_shot_down", "drones_shot_down")
_ATTACKED = ("ATTACK", "LAUNCH", "LAUNCHED", "HIT", "DOWN", "DOWNED", "ASTRAY", "JAM")
_LOSSES = ("LOST", "KILL", "KILLED", "LOSSES")
_OF_ONES = frozenset(LETTER[name] for name in ("PERSON", "SOLDIER", "PRISONER", "REFUGEES", "DEAD", "HOUSEHOLD"))
_OF_PEOPLE = ("killed", "injured", "missing", "captured", "evacuated", "displaced", "without_power")
_HARM = (*_OF_PEOPLE, "buildings_damaged")
_WEAPON_KINDS = {
    _L["MISSILE"]: "missiles",
    _L["A_MISSILE"]: "missiles",
    _L["DRONE"]: "drones",
    _L["A_DRONE"]: "drones",
}
_NOUNS = frozenset(
    _L[name] for name in ("PERSON", "SOLDIER", "PRISONER", "COUNTRIES", "REFUGEES", "DEATHS", "BODY", "HOSPITAL", *NOT_PEOPLE)
)
_NO_NOUN_BEYOND = frozenset((BREAK, COMMA, NUMBER, _L["PREP"], _L["CLAUSE"], _L["BE"], _L["INCLUDING"]))
_WINDOW = 26  # words a rule may look back


def counts(tagged: Tagged) -> tuple[Count, ...]:
    """What each number of the sentence counts, in order; numbers that count nothing the grammar knows are left out."""
    letters = tagged.letters
    there = set(letters)
    rules = [rule for rule in COMPILED if not rule[2] or not rule[2].isdisjoint(there)]
    resolved: list[Count] = []
    previous = -1
    for place, number in enumerate(tagged.numbers):
        if number is None or letters[place] != NUMBER or is_idle_one(tagged, place):
            continue
        count = _count(tagged, place, number, _claim(rules, letters, place), resolved, previous)
        if count:
            previous = place
            resolved.append(count)
            if count.kind in _SENT and all_were_downed(tagged, place):
                resolved.append(replace(count, kind=_down(count.kind)))
    return _shared(tagged, resolved)


def _shared(tagged: Tagged, found: Sequence[Count]) -> tuple[Count, ...]:
    """`found` with what is said of some of a whole: "40 of 60 houses were damaged" are 40, "three of 12 people killed" a part of 12."""
    made = list(found)
    for number in tagged.numbers:
        if number is None or number.whole is None:
            continue
        at = next((at for at, count in enumerate(made) if count.number.core == number.whole and count.kind in _HARM), None)
        if at is None or any(count.number is number and count.kind != "other" for count in made):
            continue
        whole = made[at]
        place = next(place for place, other in enumerate(tagged.numbers) if other is whole.number)
        if is_told_of_some(tagged.letters, place):
            made[at] = replace(whole, number=number)
        else:
            made.insert(at, replace(whole, number=number, role="part"))
        made = [count for count in made if count.number is not number or count.kind != "other"]
    return tuple(made)


def _claim(rules: Sequence[Rule], letters: str, place: int) -> str:
    """The kind of the rule that claims the number at `place` with most right, empty where none does."""
    best, kind_of_best = (-9, 0), ""
    window = max(0, place - _WINDOW)
    for kind, strength, _, before, after in rules:
        if strength < best[0]:
            break
        if not (behind := after.match(letters, place + 1)):
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


def _count(tagged: Tagged, place: int, number: Number, kind: str, resolved: list[Count], previous_place: int) -> Count | None:
    letters, noun = tagged.letters, _noun(tagged, place)
    kind = _reread(tagged, place, kind)
    if kind == "nothing" or (kind in (*_OF_PEOPLE, "", "person") and kind != "missing" and is_to_come(tagged, place)):
        return None
    previous = resolved[-1] if resolved else None
    if previous and previous.kind in _SENT and (downed := of_those_sent(tagged, place, noun)):
        return _downed_of(tagged, place, number, resolved, downed == "shot")
    if kind not in _SENT and is_of_a_share(tagged, place):
        return None
    part = is_part(letters, place) or bool(previous and previous.part and goes_on_parts(letters, previous_place, place))
    if previous and part and kind in ("", "person", "troops", "other", "missile used", "drone used") and previous.role != "further":
        inherited = _inherited(tagged, place, previous, previous_place, noun)
        if inherited and number.value <= (previous.number.value_max or previous.number.value):
            return _dressed(tagged, place, Count(number=number, kind=inherited, noun=noun, role="part"))
    if (
        previous
        and kind in ("", "person")
        and previous.kind in _OF_PEOPLE
        and noun
        and letter_of(noun) in _OF_ONES
        and goes_on(letters, previous_place, place)
    ):
        return Count(number=number, kind=previous.kind, noun=noun, role=previous.role)
    if part and kind in _OF_PEOPLE and previous and previous.kind == "other" and is_whole_of(tagged, previous_place, place):
        resolved[-1] = replace(previous, kind=kind, role="part")  # type: ignore[arg-type]
        part = False
    if previous and kind == "" and _is_more_of(tagged, previous, previous_place, place):
        return replace(previous, number=number, noun=previous.noun if previous.kind in _ARMS else None, role="further")
    if kind in ("", "person"):
        thing = thing_counted(tagged, place, number)
        return Count(number=number, kind="other", noun=thing, role="part" if part else "total") if thing else None
    made = _of_kind(tagged, number, kind, noun, part)
    if made and made.part and made.kind not in _HARM and not any(_same_sort(other, made) for other in resolved):
        made = replace(made, role="total")  # "arms including 11 helicopters" names no number they are a part of
    return _dressed(tagged, place, made) if made else None


def _reread(tagged: Tagged, place: int, kind: str) -> str:
    """The kind a rule claims, as far as the words at the number leave it."""
    if kind in _SENT and place > 1 and tagged.letters[place - 2] == _L["HIT"] and tagged.words[place - 1].casefold() == "by":
        return "hit other"  # "struck by a dozen rockets": how many were fired is not told
    return "" if kind == "killed" and is_of_late_ones(tagged, place) else kind


def _is_more_of(tagged: Tagged, previous: Count, before: int, place: int) -> bool:
    if previous.kind in _OF_PEOPLE and is_more_there(tagged.letters, before, place):
        return True
    return previous.kind in (*_OF_PEOPLE, *_ARMS) and is_added(tagged, before, place)


def _same_sort(one: Count, other: Count) -> bool:
    return one.kind == other.kind or {one.kind, other.kind} <= {"equipment", "other", "troops"}


def _inherited(tagged: Tagged, place: int, previous: Count, previous_place: int, noun: str | None) -> FigureKind | None:
    """The kind a part takes over from the count before it: people of people, arms of the arms named or of a make of them."""
    if previous.kind in _OF_PEOPLE or previous.kind == "buildings_damaged":
        return None if is_of_others(tagged.letters, previous_place, place) else previous.kind
    if previous.kind in _ARMS and (make_of(tagged, place) or noun is None or _weapon(noun) == previous.kind.split("_")[0]):
        return previous.kind
    return None


def _dressed(tagged: Tagged, place: int, count: Count) -> Count:
    """The count with the make its words name, where it counts arms or equipment."""
    if count.kind in _ARMS or count.kind == "equipment" or (count.kind == "other" and _weapon(count.noun or "")):
        return replace(count, make=make_of(tagged, place))
    return count


def _weapon(noun: str) -> str | None:
    """The kind of arms, "missiles" or "drones", for a word that names one."""
    return _WEAPON_KINDS.get(letter_of(noun)) if noun else None


def _of_kind(tagged: Tagged, number: Number, kind: str, noun: str | None, part: bool) -> Count | None:
    if kind in _NAMED_OTHER or kind.endswith(" other"):
        return Count(number=number, kind="other", noun=_NAMED_OTHER.get(kind, noun), role="part" if part else "total")
    if kind in ("missile used", "drone used", "troops"):
        kind = _by_context(tagged, kind)
    if kind.endswith(" part"):
        kind, part = kind.removesuffix(" part"), True
    if kind == "body":
        kind = "other" if is_brought_back(tagged) else "killed"
    if is_trivial(tagged, number, kind, noun):
        return None
    if kind in ("equipment", "other") and (head := head_of(tagged, number, noun)):
        return Count(number=number, kind="other", noun=head, role="part" if part else "total")
    if kind == "equipment" and is_civil(tagged, noun):
        kind = "other"
    if kind == "several":
        kind = "other"
    if kind in _OF_PEOPLE and kind != "without_power":
        noun = noun if noun and letter_of(noun) in _OF_ONES else None
    part = part and not kind.endswith("_down")
    return Count(number=number, kind=kind, noun=noun, role="part" if part else "total")  # type: ignore[arg-type]


def _by_context(tagged: Tagged, kind: str) -> str:
    """Weapons of which no rule says what became of them, and soldiers told of beside losses, are "other" in doubt."""
    letters = tagged.letters
    if kind == "troops":
        return "other" if any(_L[name] in letters for name in _LOSSES) or are_freed(tagged) else kind
    attacked = any(_L[name] in letters for name in _ATTACKED) and _L["SUPPLY"] not in letters
    return "other" if attacked else "equipment"


def _noun(tagged: Tagged, place: int) -> str | None:
    """The word counted: the last of the nouns of a known class behind the number, no further than the next stop."""
    noun, before = None, ""
    for letter, word in zip(tagged.letters[place + 1 : place + 9], tagged.words[place + 1 : place + 9], strict=False):
        if letter in _NOUNS:
            noun = word
        elif letter == _L["AND"] and is_plural(before):
            break  # "two diners and a worker"
        elif noun or letter in _NO_NOUN_BEYOND:
            break
        before = word
    return noun


def _downed_of(tagged: Tagged, place: int, number: Number, resolved: Sequence[Count], shot: bool) -> Count:
    """`number` of those sent before were shot down: of which sort they were is known where only one sort was as many."""
    sent = [count for count in resolved if count.kind in _SENT and count.number.value >= number.value and not count.part]
    if len({count.kind for count in sent}) != 1 or not shot:
        return Count(number=number, kind="other", noun="missiles and drones" if len(sent) > 1 else sent[0].noun if sent else None)
    return Count(number=number, kind=_down(sent[-1].kind), noun=sent[-1].noun, make=sent[-1].make or make_of(tagged, place))


def _down(kind: FigureKind) -> FigureKind:
    return "missiles_shot_down" if kind == "missiles_launched" else "drones_shot_down"
