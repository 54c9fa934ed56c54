"""The words that say how exact a number is: "at least", "nearly", "up to", "або більше"; looked for right before and right behind it."""

import re

from briefing.model import Qualifier

_PHRASES: dict[Qualifier, str] = {
    "at least": """at least/at the least/at the very least/no fewer than/no less than/not fewer than/not less than/a minimum of/minimum of/minimum/min.
        щонайменше/принаймні/найменше/не менше/не менше ніж/не менше як/не менш ніж/не менш як/як мінімум/мінімум
        не менее/не менее чем/не меньше/как минимум/минимум/по меньшей мере/по крайней мере
        mindestens/wenigstens/zumindest/au moins/au minimum/co najmniej/przynajmniej/nie mniej niż""",
    "up to": """up to/as many as/as much as/no more than/not more than/at most/at the most/a maximum of/maximum of/maximum/max./not exceeding
        до/не більше/не більше ніж/не більш як/щонайбільше/максимум/не более/не более чем/не больше/не больше чем
        bis zu/höchstens/maximal/jusqu'à/au plus/au maximum/najwyżej/nie więcej niż""",
    "less than": """less than/fewer than/lower than/smaller than/under/below
        менше/менше ніж/менше як/менш ніж/менш як/менее/менее чем/меньше/меньше чем/weniger als/moins de/mniej niż/poniżej""",
    "nearly": """nearly/almost/close to/approaching/nearing/just under/just shy of/just below/a little under/a bit under/a little less than/just less than
        майже/мало не/без малого/почти/чуть ли не/knapp/nahezu/beinahe/fast/près de/presque/blisko/prawie/niemal/niespełna""",
    "more than": """more than/over/above/upward of/upwards of/in excess of/exceed/exceeds/exceeded/exceeding/surpass/surpasses/surpassed/surpassing/topped/topping
        greater than/higher than/larger than/bigger than/north of
        понад/більше/більше ніж/більше як/більш ніж/більш як/перевищує/перевищила/перевищило/перевищив/свыше/более/более чем/больше/больше чем
        превышает/превысило/превысила/превысил/mehr als/über/plus de/ponad/więcej niż/powyżej""",
    "about": """about/around/some/approximately/approx/approx./roughly/estimated/an estimated/circa/c./ca./in the region of/in the order of/on the order of
        something like/reportedly around/близько/приблизно/орієнтовно/порядку/около/примерно/порядка/ориентировочно
        rund/etwa/ungefähr/circa/zirka/environ/quelque/autour de/około/ok./mniej więcej""",
}
_KNOWN: dict[str, Qualifier] = {
    phrase.strip(): qualifier for qualifier, phrases in _PHRASES.items() for phrase in re.split(r"[/\n]", phrases) if phrase.strip()
}
_MARKS: dict[str, Qualifier] = {"~": "about", "≈": "about", ">": "more than", "<": "less than", "≥": "at least", "≤": "up to"}
_LAST = frozenset(phrase.split()[-1] for phrase in _KNOWN)  # a quick no for nearly every number
_ADVERBS = frozenset(
    "well just slightly far significantly only even much considerably substantially трохи значно набагато чуть значительно гораздо".split()
)
# Words between a qualifier and its number: "at least another 12", "up to an additional 50", "щонайменше ще двоє".
_BETWEEN = frozenset("another additional further estimated an a total of some more ще еще ещё weitere".split())
_MOST_BETWEEN, _LONGEST = 3, 5
_BEFORE = 60  # characters looked at before a number
_WORD = re.compile(r"[^\s—–]+")
_OPENING = re.compile(r"^\W+(?=\w)")  # quotation marks, brackets, the bullets of lists
_GREW_TO = re.compile(
    r"(?:(?<!\w)(?:зрос|вирос|вырос|возрос|збільш|увелич|підня|подня|зменш|сократ|скорот|знизи|снизи|впа[вл]|упа[л])\w*|(?<!\w)(?:з|із|с|от|від)\s+\S+)(?:\s+\w+)?\s*$",
    re.IGNORECASE,
)
# "control over three villages", "flew over two regions": not more than so many.
_ABOVE_WHAT = frozenset("over above around under below about".split())
_TO_DO_WITH = frozenset(
    """control fight battle fighting concern concerns dispute talks row anger war power debate argument clash clashes flew fly flies flying hovered spotted seen
    sovereignty worries questions question asked talk talked speak spoke worried concerned""".split()
)
_OVER_LAND = re.compile(r"\s(?:\w+\s)?(?:regions?|oblasts?|provinces?|districts?|areas|territories|different)\b", re.IGNORECASE)
_MOST_LAND = 30  # more regions than this lie under no flight
_BEHIND = re.compile(
    r"(?P<at_least>\+(?!\d)|-plus\b|\s+or\s+(?:more|greater|higher)\b(?!\s+than)|\s+and\s+(?:counting|more(?=[\s.,;)]*$)|up\b|above\b)"
    r"|\s+(?:(?:і|й|та|або|чи)\s+більше|(?:и|или)\s+(?:более|больше)|oder\s+mehr|ou\s+plus|lub\s+więcej)\b)"
    r"|(?P<more_than>\s+(?:с\s+лишним|з\s+гаком|з\s+лишком|с\s+небольшим|з\s+лишнім)\b)"
    r"|(?P<about>-odd\b|\s+odd\b|\s+or\s+so\b|\s+give\s+or\s+take\b)"
    r"|(?P<up_to>\s+(?:or\s+(?:fewer|less)\b(?!\s+than)|(?:або|чи)\s+менше\b|или\s+(?:менее|меньше)\b))",
    re.IGNORECASE,
)
_GROUPS: dict[str, Qualifier] = {"at_least": "at least", "more_than": "more than", "about": "about", "up_to": "up to"}


def qualified(text: str, core: int, end: int, value: float) -> tuple[int, int, Qualifier | None]:
    """Where the number at [core, end) begins and ends with its qualifier, and which that is."""
    if match := _BEHIND.match(text, end):
        return core, match.end(), _GROUPS[match.lastgroup or ""]
    if "+" in text[core:end]:
        return core, end, "at least"  # "$60+ billion"
    start, qualifier_before = _before(text, core, end, value)
    return start, end, qualifier_before


def start_with_qualifier(text: str, core: int) -> int:
    """Where the words that qualify the number at `core` begin; `core` where there are none."""
    return _before(text, core, core, 0)[0]


def _before(text: str, core: int, end: int, value: float) -> tuple[int, Qualifier | None]:
    low = text[max(0, core - _BEFORE) : core].lower().replace("’", "'")
    base = core - len(low)
    if not low:
        return core, None
    if low[-1] in _MARKS and low[-2:-1].isspace():
        return core - 1, _MARKS[low[-1]]
    if not low[-1].isspace():
        return core, None
    words = [(match.start(), match[0]) for match in _WORD.finditer(low)]
    skipped = False
    for _ in range(_MOST_BETWEEN + 1):
        if not words:
            break
        if _bare(words[-1][1]) in _LAST and (found := _phrase(words)):
            at, phrase, qualifier = found
            start = base + at
            return (core, None) if _is_no_bound(text, start, end, phrase, value) else (start, qualifier)
        last = words.pop()[1]
        if last not in _BETWEEN or (last in ("a", "an", "of", "more") and not skipped):
            break  # "over a $25 ticket"
        skipped = True
    return core, None


def _bare(word: str) -> str:
    return word if word[0].isalnum() else _OPENING.sub("", word)


def _phrase(words: list[tuple[int, str]]) -> tuple[int, str, Qualifier] | None:
    """The longest qualifier the words end with: where it begins (an adverb before it included), the phrase, what it says."""
    for length in range(min(_LONGEST, len(words)), 0, -1):
        some = words[-length:]
        first = _bare(some[0][1])
        phrase = " ".join([first, *(word for _, word in some[1:])])
        if qualifier := _KNOWN.get(phrase):
            start = some[0][0] + len(some[0][1]) - len(first)
            if len(words) > length and _bare(words[-length - 1][1]) in _ADVERBS and first == some[0][1]:
                adverb = words[-length - 1]
                start = adverb[0] + len(adverb[1]) - len(_bare(adverb[1]))
            return start, phrase, qualifier
    return None


def _is_no_bound(text: str, start: int, end: int, phrase: str, value: float) -> bool:
    """As in "зросла до 7", "control over 3 villages", "shot down over 5 regions"."""
    if phrase == "до":
        return _GREW_TO.search(text[max(0, start - _BEFORE) : start]) is not None
    if phrase not in _ABOVE_WHAT:
        return False
    before = text[max(0, start - 20) : start].split()
    if before and before[-1].lower().strip(".,;:") in _TO_DO_WITH:
        return True
    return phrase in ("over", "above") and value <= _MOST_LAND and _OVER_LAND.match(text, end) is not None
