"""Numbers that count nothing because they name: "Article 5", "Shahed 136", "No. 22", "the Group of Seven", a street's number."""

import re

from briefing.language.numbers.numerals import NUMBERED

_WORD_BACK = 18  # characters looked back for one word
_LABELS = frozenset(
    """no nos nr nrs number numbers article art chapter section paragraph part page phase step level tier type model mark mk flight channel route highway room unit
    battery brigade regiment battalion division resolution protocol version group category grade season episode covid day week round top vol volume issue figure table
    case building apartment block gate platform appendix annex clause rule lesson question item point bus tram line graph chart map photo image slide fig exhibit
    reactor zone sector school hospital ward ст день топ буд будинок дом д кв artikel kapitel seite nummer chapitre numéro nr tag""".split()
)
# Of these the number may as well count what follows: "last week 30 villages", but "week 30 of the war".
_SOFT_LABELS = frozenset(
    "day week round line point school hospital building block zone sector unit group case bus ward part page room apartment battery brigade division".split()
)
_LABEL_STEMS = tuple(
    """стаття статті статтею статья статьи статью пункт частин част розділ раздел глав номер бригад батальйон батальон полк маршрут рейс блок енергоблок энергоблок
    школ лікарн больниц категорі категори сторінк страниц квартир artykuł rozdział""".split()
)
# What is said of a thing after which people are counted: "at a hospital 12 people were treated".
_THINGS = re.compile(
    r"\s(?:\w+\s)?(?:people|persons?|civilians?|children|women|men|residents|patients|soldiers|troops|dead|killed|injured|wounded|hurt|others|drones?|missiles?|rockets?|"
    r"shells?|bombs?|attacks|strikes|houses|homes|buildings|cars|vehicles|осіб|людей|люди|дітей|человек|детей|дрон\w*|ракет\w*|поранен\w*|загибл\w*|ранен\w*|погибш\w*)(?!\w)",
    re.IGNORECASE,
)
# The same for numbers in words, where fewer words label: "number one", "day two", "Article Five", "the Top Six".
_LABEL_BEFORE_WORDS = re.compile(
    r"(?<!\w)(?:number|article|chapter|part|phase|stage|volume|season|episode|round|level|tier|category|top|(?-i:Top|Big|Day|Week|Group|Channel|Route|Gate|Type)|[Tt]est,\sday)\s$",
    re.IGNORECASE,
)
_STREET_BEFORE = re.compile(
    r"(?<!\w)(?:вул|вулиц[яіею]|улиц[аеы]|ул|просп|проспект\w*|пров|пер|бульвар\w*|street|avenue|ulica|ul|rue)\.?\s[^,;.]{1,40},\s(?:буд\.?\s|д\.?\s)?$",
    re.IGNORECASE,
)
_NEW_ITEM = re.compile(r"\s?[.)](?:\s|$)")
_PAGES_BEFORE = re.compile(r"[;,]\s?\d{1,4}(?:\(\d{1,3}\))?:\s$")  # "2015; 28: 685"
_CLUB_BEFORE = re.compile(r"\b(?:Group\s+of|Big)\s+$")  # the Group of Seven, the Big Three
COUNTED = re.compile(r"\s[^\W\d_]*(?:s|men|people|children|women|dead|killed|injured|wounded|missing)\b", re.IGNORECASE)
_THERE_OR_THEN = re.compile(r"\b(?:in|on|at|near|over|у|в|на|по)\s+[^\W\d_]+\s$", re.IGNORECASE)
HURT = re.compile(r"\s(?:people|civilians|dead|killed|injured|wounded|missing|hurt|others)\b", re.IGNORECASE)
_NAME_BEFORE = re.compile(r"(?P<before>\w\W+)?(?<![\w'’-])(?P<name>[A-ZА-ЯІЇЄҐ][\w'’-]*)[ \u00a0]$")
_THREE_DECIMALS = re.compile(r"\d{1,3}\.\d{3}")
_RESULT = re.compile(r"\d[-–]\d")
_CAPITAL_NEXT = re.compile(r"\s[A-ZА-ЯІЇЄҐ]")
_CAPITAL_WORD = re.compile(r"[A-ZА-ЯІЇЄҐ]\S*[ \u00a0]$")
_COUNTED_TITLE = re.compile(r"\s[A-Z][\w-]+\s[A-Z]\w*s\b")
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")
_CAPITALS = 0.8  # of its words of four letters and more
_CYRILLIC = re.compile(r"[а-яіїєґ]")
_SMALL_WORD = re.compile(r"\s[а-яіїєґ]{2}")
# Capitalised words that may stand before a count: those of headlines and of the start of a sentence.
_NO_NAME = frozenset(
    """a about above after all almost among an and another approximately are around as at attack attacks barely been below between but by dead death despite during
    every exactly five for from give gives half has have her his hits hospitalized hurt hurts in including injured injures injuring into its just kill killed
    killing kills last launched launches least leave leaves leaving less more most nearly of on only or other our over roughly says sends some strike strikes than
    that the their these they those to toll total under up was we were when where which while with wounded wounding wounds downs shoots evacuates destroys damages
    captures deploys fires loses next past first these both january february march april may june july august september october november december near
    intercepts intercepted downed loses lost adds gets seeks buys orders frees returns traps buries rescues rescue rescues displaces leaves fears feared least takes
    понад близько майже щонайменше загинули загинуло поранено постраждали збито знищено ще всього разом уже вже около более погибли ранены сбито уничтожено пострадали еще""".split()
)


def _labels(text: str, core: int, end: int) -> bool:
    """Whether the last word makes the number after it a label: "Article", "No.", "бригада"."""
    before = text[max(0, core - _WORD_BACK) : core]
    if before.rstrip().endswith(("№", "#", "§", "@")):
        return True
    last = before.split()[-1:] if before[-1:].isspace() or before.endswith(".") else []
    if not last:
        return False
    word = last[0].lower().lstrip("\"'“”«»„(").removesuffix(".")  # "figures, 137 people": a comma parts them
    singular = word if word in _LABELS else word.removesuffix("s")
    if singular in _SOFT_LABELS:
        return COUNTED.match(text, end) is None
    return singular in _LABELS or word.startswith(_LABEL_STEMS)


def _is_headline(text: str) -> bool:
    """Whether the longer words of a text have capitals, as in the headlines of some papers."""
    words = _LONG_WORD.findall(text)
    capitals: int = sum(1 for word in words if word[0].isupper())
    return capitals >= _CAPITALS * len(words)


def is_spelled_label(text: str, core: int, end: int, value: float) -> bool:
    """As in "the Group of Seven", "number one", "Article Five"."""
    back = max(0, core - _WORD_BACK)
    if value in (3, 4, 7, 8, 20, 77) and _CLUB_BEFORE.search(text, back, core):
        return True
    if _THINGS.match(text, end):
        return False
    if _LABEL_BEFORE_WORDS.search(text, back, core):
        return True
    named = text[core].isupper() and _CAPITAL_WORD.search(text, back, core) is not None  # "Air Force One"
    return named and text[core:end].istitle() and not _is_headline(text)


def is_label(text: str, core: int, end: int, value: float, before: str) -> bool:
    """Whether the number in digits at [core, end) is a label; `before` are the characters before it."""
    if (
        text[core] in "-−"
        or _PAGES_BEFORE.search(before)
        or _CLUB_BEFORE.search(before)
        or ("," in before and _STREET_BEFORE.search(before))
    ):
        return True
    if _labels(text, core, end) and not _THINGS.match(text, end):
        return True
    if core and (text[core - 1] in "+." or text[core - 1] + text[end : end + 1] in ("[]", "{}")):
        return True
    if not before.strip("\"'“”«»‘( *•-—–") and _NEW_ITEM.match(text, end):
        return True  # the number of a list item
    if value != int(value) and _THREE_DECIMALS.fullmatch(text, core, end):
        return True  # "4.800": thousands to some, a fraction to others
    named = _NAME_BEFORE.search(before) if _CAPITAL_WORD.search(before) else None
    if named is None:
        return False
    if _RESULT.fullmatch(text, core, end) and _CAPITAL_NEXT.match(text, end):
        return True  # "Lions 1-2 Bears"
    name = named["name"].casefold()
    if name in NUMBERED:
        return True
    if name in _NO_NAME or not named["before"] or named["before"][-2:-1] in '.!?:;,"“”«»(':
        return False
    if _CYRILLIC.match(name) and _SMALL_WORD.match(text, end):
        return False  # Cyrillic nouns have no ending that tells a plural
    if not COUNTED.match(text, end):
        return not (_COUNTED_TITLE.match(text, end) and _is_headline(text))
    return end - core == 1 and not HURT.match(text, end) and not _THERE_OR_THEN.search(before)
