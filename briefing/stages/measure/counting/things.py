"""What a number counts that no rule claims: people or things in the plural ("42 balloons", "15 children"), or times it happened."""

import re

from briefing.language.numbers import Number
from briefing.stages.measure.counting.lexicon import BREAK, COMMA, LETTER, MONEY, NUMBER, OTHER_WORD, QUANTITY
from briefing.stages.measure.counting.tagging import Tagged

_LEAST = 3  # "two sides", "two leaders": below it a number is seldom what the sentence tells
_REACH = 6  # words behind the number in which the thing must be named
# Words in the plural that are no count of anything that happened or is there: of thought and talk, of time, of games, of measure.
_IDLE = frozenset(
    """reasons ways sides parts things points issues questions steps stages phases options types kinds sorts words goals matches wins losses games seasons
    episodes series tips lessons facts takeaways aspects areas factors elements examples ideas themes topics categories levels layers principles pillars
    priorities challenges problems objectives scenarios rules criteria conditions terms chapters pages minutes hours days nights weeks months years decades
    centuries seconds points yards metres meters miles feet inches pounds stone ounces grams percent sets rounds laps titles medals golds silvers runs wickets
    tries assists caps appearances goals points seeds players teammates finals films movies songs albums books shows stars hits tracks actors recipes gifts
    looks outfits products deals picks contenders favourites favorites best worst top biggest places halves thirds quarters fold dimensions degrees
    occasions is was has does its this thus versus plus news always perhaps as us yes cents dollars euros rubles roubles hryvnias bucks billions millions
    thousands hundreds dozens others ones letters digits figures numbers characters versions editions columns lines photos pictures images videos clues
    secrets maps gadgets miracles gifts hacks moments trends mistakes myths stories headlines quotes readers subscribers followers views likes votes jobs-listings blocs camps fronts directions
    generations ages classes grades fingers hands legs wheels doors bedrooms rooms floors storeys stories tonnes tons litres liters kilos barrels
    regions oblasts provinces territories members allies brothers sisters sons daughters siblings kids grandchildren children-of""".split()
)
_PLURALS = frozenset(
    """people men women children police personnel servicemen policemen fishermen businessmen congressmen lawmakers troops crew staff youths aircraft
    gunmen firemen countrymen clergymen vehicles schoolchildren""".split()
)
_ATTRIBUTIVE = frozenset("news sports arms sales women's men's children's systems customs communications operations".split())
# In lower case, or the name of a people: "230 Protections" is of a heading, "40 Ukrainians" is not.
_NAMES_A_THING = re.compile(r"[^\W\d_A-Z]|[A-Z]\w*(?:ans|ese|is|ers)\Z")
_NOT_PLURAL = ("ss", "us", "is", "'s", "’s", "ous", "ics")
_STOP = frozenset(
    (
        BREAK,
        COMMA,
        NUMBER,
        MONEY,
        QUANTITY,
        *(LETTER[name] for name in ("PREP", "OF", "BE", "CLAUSE", "TO", "AND", "MODAL", "WHICH", "INCLUDING")),
    )
)
# A set known already, and not counted here: "the 30 members", "its 12 regions", "first five", "last 20".
_KNOWN_BEFORE = frozenset(
    """the its their his her our your my these those first last next top past latest previous final other remaining best biggest same all both every
    group no number day page chapter part level class grade channel formula route""".split()
)
_MORE = re.compile(r"(?:as|more|less|fewer|the|over|a|an|his|her|its|their|in|\w+er)\Z", re.IGNORECASE)
_PEOPLE = (LETTER["PERSON"], LETTER["SOLDIER"])
_STILL_WARES = frozenset(
    "stations complexes installations platforms variants models units sets kits pieces carriers".split()
)  # of a ware
_TIMES = ("times", "разів", "рази", "раза", "раз")
_YEAR = re.compile(r"(?:19|20)\d\d")  # "the spring 2026 deadlines"
_DONE = frozenset(LETTER[name] for name in ("ATTACK", "LAUNCH", "LAUNCHED", "HIT", "DAMAGE", "DESTROY", "ASTRAY", "DOWN", "DOWNED"))


def thing_counted(tagged: Tagged, place: int, number: Number) -> str | None:
    """The noun that the number at `place` counts, None where it plainly counts nothing ("13 ways", "the two leaders")."""
    if number.value < _LEAST or number.value != int(number.value) or _YEAR.fullmatch(tagged.words[place]):
        return None
    if place and (
        tagged.words[place - 1].casefold() in _KNOWN_BEFORE or tagged.words[place - 1].casefold().endswith(("'s", "’s", "s’"))
    ):
        return None
    if number.end > number.core and tagged.words[place].casefold().startswith(("the ", "another the ")):
        return None
    noun = _plural(tagged, place)
    return noun or _times(tagged, place)


def _plural(tagged: Tagged, place: int) -> str | None:
    """The first plural behind the number that can be a thing: an attribute is passed over, an idle word ends the search."""
    behind = tagged.letters[place + 1 : place + 1 + _REACH]
    if LETTER["MODAL"] in behind:
        return None  # "up to 10 people could be killed"
    for ahead, letter in enumerate(behind, start=place + 1):
        word = tagged.words[ahead]
        if letter in _STOP:
            return None
        if letter in _PEOPLE and not word.isascii():
            return word
        if is_plural(word) and not (word.casefold() in _ATTRIBUTIVE and is_plural(_word(tagged, ahead + 1))):
            speaks = tagged.letters[ahead + 1 : ahead + 2] == LETTER["SAY"]  # who speaks is not counted
            idle = word.casefold() in _IDLE or word.casefold() == "times" or not _NAMES_A_THING.match(word)
            return None if speaks or idle else word
    return None


def _word(tagged: Tagged, at: int) -> str:
    return tagged.words[at] if at < len(tagged.words) else ""


def head_of(tagged: Tagged, number: Number, noun: str | None) -> str | None:
    """The noun that heads a compound which opens with the ware `noun`: "sightings" of "12 drone sightings", "caches" of "weapons caches"."""
    at = next((at for at, word in enumerate(tagged.words) if word == noun and tagged.starts[at] > number.start), None)
    head = _word(tagged, at + 1) if at is not None else ""
    named = head.islower() and is_plural(head) and head not in _IDLE and head not in _STILL_WARES
    return head if named and tagged.letters[(at or 0) + 1] == OTHER_WORD else None


def is_plural(word: str) -> bool:
    """Whether an English word looks like a noun in the plural."""
    small = word.casefold()
    if small in _PLURALS:
        return True
    return len(small) > 3 and small.endswith("s") and not small.endswith(_NOT_PLURAL) and small.isascii()


def _times(tagged: Tagged, place: int) -> str | None:
    """The word "times" where something was done so often, not where something is so many times as much."""
    at = place + 2 if tagged.letters[place + 1 : place + 2] == LETTER["OTHERS"] else place + 1
    if not any(word.casefold() in _TIMES for word in tagged.words[at : at + 1]):
        return None
    after = tagged.words[at + 1].casefold() if at + 1 < len(tagged.words) else ""
    much = bool(_MORE.match(after)) and after != "in"
    return "times" if _DONE.intersection(tagged.letters[:place]) and not much else None
