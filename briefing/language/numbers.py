"""Numbers written in a text, in digits or in English, Ukrainian or Russian words: their value, qualifier, currency, and what they serve for.

    "nearly 40"  "at least twenty-one"  "$1.2 billion (€1.1 billion)"  "4,000 to 7,000"  "двоє"  "1,5 млрд"

Only the immediate surroundings decide what a number serves for (`Role`): a count, a sum of money, or one of the things that are
no figure at all, such as an age, a year, a clock time, a share, a calibre, a label ("Article 5", "Panzerhaubitze 2000").
Vague words ("dozens", "hundreds") are not numbers.
"""

import re
from bisect import bisect_left
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from briefing.language.dates import written
from briefing.language.numerals import CODES, DOLLARS, NAMES, ONES, SCALES, SIGNS, TENS
from briefing.model import Qualifier

Role = Literal["count", "money", "conversion", "share", "measure", "age", "time", "label"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Number:
    """A number at [start, end) of a text, its qualifier included; `core` is where the number itself begins, currency sign included.

    `value_max` is set for a range. Money is in units of `currency` (ISO 4217); a "conversion" is money that says the sum before it
    again in another currency. `unit` is the unit of a measure as written.
    """

    start: int
    core: int
    end: int
    value: float
    value_max: float | None = None
    qualifier: Qualifier | None = None
    currency: str | None = None
    unit: str | None = None
    role: Role = "count"


_VALUES = {word: value for table in (ONES, TENS) for value, words in table.items() for word in words.split()}
_SCALE = {word: value for value, words in SCALES.items() for word in words.split()}


def _any(words: object) -> str:
    return "|".join(sorted((re.escape(word).replace("'", "['’ʼ]") for word in words), key=len, reverse=True))  # type: ignore[attr-defined]


_word = rf"(?:{_any(_VALUES)})(?!\w|['’ʼ]\w)"
_long_scale = rf"(?:(?:тис|тыс|млн|млрд)(?!\w)\.?|(?:{_any(word for word in _SCALE if len(word) > 2)})(?!\w))"
_short_scale = r"(?:bn|mn|tn|m|b|k)(?![\w])"
_digits = (
    r"(?:\d{1,3}(?:,\d{3})+(?![\d])(?:\.\d+)?|\d{1,3}(?:[ \u00a0\u202f\u2009]\d{3})+(?!\d|\s?-?(?:mm|millimet|мм))(?:[.,]\d+)?"
    r"|\d+,\d{1,2}(?=\s(?:млн|млрд|тис|тыс|м[иі]л|ми))|\d+(?:\.\d+)?)"
)
_words = rf"(?:(?:half\s+(?:a\s+)?|a\s+|an\s+)?(?:{_word}|(?<=\ba\s)(?:hundred|dozen)\b|{_long_scale})(?:(?:[\s-]+(?:and\s+)?)(?:{_word}|(?:hundred|dozen)\b|{_long_scale})){{0,19}})"
_sign = rf"(?:(?:USD?|U\.S\.|C(?:AD?)?|A(?:UD?)?|NZ|HK|S)?\$|[€£¥₴₽₹₺]|(?:{'|'.join(CODES)})(?=\s?\d))\s?"
_AFTER_MONEY = re.compile(
    rf"[\s-]?(?:(?P<sign>[€£₴₽$]|zł)|(?P<code>(?-i:{'|'.join(CODES)}))\b|(?:{'|'.join(f'(?P<{code}>(?:{names}))' for code, names in NAMES.items())})(?!\w))",
    re.IGNORECASE,
)
_TOKEN = re.compile(r"[^\W\d_]+(?:['’ʼ][^\W\d_]+)?|\d|[€£¥₴₽₹₺$]|[-−](?=\d)")
_A_ROUND = re.compile(r"\$|\s(?:hundred|dozen|thousand|million|billion|trillion)\b", re.IGNORECASE)
# The words a number may open with: "a dozen", "half a million", "USD 5 million", "US$5".
_OPENING = frozenset(form for word in _VALUES for form in (word, word.replace("'", "’"), word.replace("'", "ʼ"))) | frozenset(
    ["half", "us", "aud", "c", "ca", "cad", "a", "au", "nz", "hk", "s", *(code.casefold() for code in CODES)]
)
_CORE = re.compile(
    rf"(?<![\w])(?<![\w\d][-.:/‑])(?:(?P<sign>{_sign})?(?P<digits>[-−]?{_digits})(?P<scale>\+?\s?-?{_long_scale}|\+?\s?{_short_scale})?|(?P<words>{_words}))",
    re.IGNORECASE,
)
_UPPER = re.compile(
    rf"\s?(?:-|–|—|to\s|or\s|до\s|або\s|или\s)\s?(?:(?P<sign>{_sign})?(?P<digits>{_digits})(?P<scale>\s?-?{_long_scale}|\s?{_short_scale})?|(?P<words>{_words}))",
    re.IGNORECASE,
)
_UPPER_AND = re.compile(_UPPER.pattern.replace(r"or\s|", r"or\s|and\s|і\s|та\s|и\s|", 1), re.IGNORECASE)
_ADD_HALF = re.compile(rf"\s+and\s+a\s+half\s+(?P<scale>{_long_scale})", re.IGNORECASE)
_FOLLOWED: tuple[tuple[Role, re.Pattern[str]], ...] = tuple(
    (role, re.compile(pattern, re.IGNORECASE))  # type: ignore[misc]
    for role, pattern in (
        (
            "share",
            r"\s?%|[\s-](?:percent|per\scent|percentage|pp\b|відсот|процент|thirds?\b|quarters?\b|fifths?\b|tenths?\b|fold\b)",
        ),
        (
            "age",
            r"[\s-](?:years?|months?|weeks?|days?)[\s-]olds?\b|\s(?:years?|months?)\sof\sage|\s?(?:yo|y/o)\b|[\s-]?(?:річн|летн)",
        ),
        ("time", r":\d\d|\s?[ap]\.?\s?m\b|\s?o['’]clock|\s?(?:GMT|UTC)\b|\sB\.?C\.?\b"),
        (
            "time",
            r"(?:\s(?:more|consecutive|straight|full|whole|long|short|calendar|and\sa\shalf|few|additional|extra))?[\s-](?:seconds?|minutes?|hours?|days?|nights?|weeks?|"
            r"weekends?|months?|years?|decades?|centur\w+|годин\w*|хвилин\w*|секунд\w*|дн[іея]\w*|день|діб|доб\w*|тижн\w*|місяц\w*|рок[иіу]\w*|років|"
            r"час(?:а|ов|у)?|минут\w*|сут\w+|недел\w*|месяц\w*|лет|год[ауы]?)(?!\w)",
        ),
        (
            "label",
            r"(?:st|nd|rd|th)\b|-?(?:й|го|му|ма|та|те|х|ю|я)\b|/\d|(?:[.,]\d)|[-‑](?!strong|plus|старш)[^\W\d_]|['’]s\b|(?<=\d)s\b",
        ),
        (
            "measure",
            r"[\s-]?(?P<unit>square\s(?:kilomet(?:er|re)s?|miles?|met(?:er|re)s?|feet)|sq\.?\s?(?:km|mi|m)\b|km2|cubic\smet\w+|mm\b|millimet\w+|cm\b|centimet\w+|"
            r"km\b|kilomet(?:er|re)s?|met(?:er|re)s?\b|miles?\b|feet\b|foot\b|ft\b|inch(?:es)?\b|tons?\b|tonnes?\b|kg\b|kilograms?|kilos?\b|lit(?:er|re)s?\b|"
            r"degrees?\b|°\s?[CF]?|[MGkT]W\b|(?:mega|giga|kilo)watts?(?:-hours?)?|knots?\b|mph\b|hectares?\b|acres?\b|barrels?\b|bpd\b|gallons?\b|points?\b|"
            r"кілометр\w*|километр\w*|км|метр\w*|тонн\w*|градус\w*|мм|см|кг|МВт)(?!\w)",
        ),
        ("label", r"(?<=\d)[^\W\d_]"),
    )
)
_QUALIFIERS: tuple[tuple[Qualifier, str], ...] = (
    (
        "at least",
        r"at\s+least|(?:no|not)\s+(?:fewer|less)\s+than|a\s+minimum\s+of|щонайменше|принаймні|не\s+менше(?:\s+ніж)?|не\s+менее|как\s+минимум|по\s+меньшей\s+мере",
    ),
    ("up to", r"up\s+to|as\s+(?:many|much)\s+as|(?:no|not)\s+more\s+than|at\s+most|a\s+maximum\s+of|не\s+більше|не\s+более|до"),
    ("less than", r"(?:less|fewer|lower)\s+than|under|below|менше(?:\s+ніж)?|менее"),
    ("nearly", r"nearly|almost|close\s+to|just\s+(?:under|shy\s+of|below)|approaching|nearing|майже|почти"),
    (
        "more than",
        r"more\s+than|over|above|upwards?\s+of|in\s+excess\s+of|exceed(?:s|ed|ing)|greater\s+than|понад|більше(?:\s+ніж)?|більш\s+як|свыше|более(?:\s+чем)?|больше",
    ),
    (
        "about",
        r"about|around|some|approximately|roughly|(?:an\s+)?estimated|circa|reportedly\s+around|близько|приблизно|орієнтовно|около|примерно|порядка|~",
    ),
)
_QUALIFIER = re.compile(
    r"(?<!\w)(?:(?:well|just|slightly|far|significantly|only|перевищує)\s+)??(?:"
    + "|".join(f"(?P<q{number}>{words})" for number, (_, words) in enumerate(_QUALIFIERS))
    + r")(?:\s+(?:an?\s+(?:estimated|total\s+of|additional|further)|another|the))?\s*$",
    re.IGNORECASE,
)
_PLUS = re.compile(r"\+(?!\d)|-plus\b|\s+or\s+more\b|\s+and\s+counting", re.IGNORECASE)
_LABEL_BEFORE = re.compile(
    r"(?:\b(?:no|nos|nr|number|article|chapter|section|paragraph|part|page|phase|step|level|tier|type|model|mark|mk|flight|channel|route|highway|room|unit|"
    r"battery|brigade|resolution|protocol|version|group|category|grade|season|episode|covid|day|week|round|top|vol|issue|figure|table|case|minus|negative)s?\.?|[№#])\s*$",
    re.IGNORECASE,
)
_NEW_SENTENCE = re.compile(r"[\"'”’»)]*\s+[\"'“‘«(]*[A-ZА-ЯІЇЄҐ]")
_CLUB_BEFORE = re.compile(r"\bGroup\s+of\s+$")  # the Group of Seven
_AGE_BEFORE = re.compile(r"\b(?:aged?|ages)(?:\s+between)?\s+(?:\d+\s+(?:and|to)\s+)?$", re.IGNORECASE)
_ON_TO = re.compile(r"\s?(?:-|–|to|and|or)\s?")
_LIST_MARK = re.compile(r"[.)]\s")
_NAME_BEFORE = re.compile(r"(?P<before>\w\W+)?(?<![\w'’-])(?P<name>[A-ZА-ЯІЇЄҐ][\w'’-]*)[ \u00a0]$")
_APPOSED = re.compile(r"[^\W\d_]{2,},\s$")
_YEAR_BEFORE = re.compile(
    r"(?<!\w)(?:in|since|by|until|till|from|of|early|late|mid|before|after|through|throughout|year|to|and|у|в|з|с|до|к|на)\s$",
    re.IGNORECASE,
)
_PLURAL = re.compile(r"\s[a-z]+(?:-[a-z]+)*(?:s|men|people|women|children)\b|\s(?:[a-z]+\s)(?:people|troops|soldiers|men)\b")
_COUNTED = re.compile(r"\s[^\W\d_]*(?:s|men|people|children|women|dead|killed|injured|wounded|missing)\b", re.IGNORECASE)
_THERE_OR_THEN = re.compile(r"\b(?:in|on|at|near|over|у|в|на|по)\s+[^\W\d_]+\s$", re.IGNORECASE)
_HURT = re.compile(r"\s(?:people|civilians|dead|killed|injured|wounded|missing|hurt|others)\b", re.IGNORECASE)
_FROM = re.compile(r"\b(?:from|з|від|с|от)\s+$", re.IGNORECASE)
_GREW_TO = re.compile(
    r"(?:\b(?:зрос|вирос|вырос|возрос|збільш|увелич|підня|подня|зменш|сократ)\w*|\b(?:з|із|с|от|від)\s+\S+)\s+$", re.IGNORECASE
)
_BETWEEN = re.compile(r"\b(?:between|між|между)\s+$", re.IGNORECASE)
_SOON = 44  # characters looked back for a qualifier
# Capitalised words that may stand before a count: those of headlines and of the start of a sentence.
_NO_NAME = frozenset(
    """a about above after all almost among an and another approximately are around as at attack attacks barely been below between but by dead death despite during
    every exactly five for from give gives half has have her his hits hospitalized hurt hurts in including injured injures injuring into its just kill killed
    killing kills last launched launches least leave leaves leaving less more most nearly of on only or other our over roughly says sends some strike strikes than
    that the their these they those to toll total under up was were when where which while with wounded wounding wounds downs shoots evacuates destroys damages
    captures deploys fires loses next past first these both january february march april may june july august september october november december near""".split()
)


def numbers(text: str) -> tuple[Number, ...]:
    """Every number of `text` in order, those that are no figure (`role`) included."""
    found: list[Number] = []
    dates: list[tuple[int, int]] | None = None
    done = 0
    for token in _TOKEN.finditer(text):
        word = token.group()
        if token.start() < done or (word[0].isalpha() and word.casefold() not in _OPENING):
            continue
        if (word in ("a", "an", "A") and not _A_ROUND.match(text, token.end())) or not (match := _CORE.match(text, token.start())):
            continue
        if dates is None:
            dates = [(date.start, date.end) for date in written(text)]
        made = _read(text, match, found[-1] if found else None, dates)
        if made:
            done = made.end
            found.append(made)
    return tuple(found)


def _read(text: str, match: re.Match[str], previous: Number | None, dates: list[tuple[int, int]]) -> Number | None:
    parsed = _parsed(match)
    if parsed is None:
        return None
    value, end, currency, scaled = parsed
    core = match.start()
    if half := _ADD_HALF.match(text, end):
        value, end, scaled = (value + 0.5) * _SCALE[half["scale"].casefold().rstrip(".")], half.end(), True
    before = text[max(0, core - _SOON) : core]
    value_max, end, currency, value = _range(text, end, value, currency, scaled, before)
    if after := _AFTER_MONEY.match(text, end):
        if currency is None:
            currency = _currency(after)
        end = after.end() if currency else end
    if text[end - 1] == "." and (end == len(text.rstrip("\"'”’»)] ")) or _NEW_SENTENCE.match(text, end)):
        end -= 1  # the full stop, not that of an abbreviation
    role, unit = _role(text, match, core, end, value, before, dates) if currency is None else ("money", None)
    if role == "money" and value < 0:
        value = -value
    if role == "money" and previous and previous.role == "money" and _says_again(text, previous, core, before):
        role = "conversion"
    start, qualifier = core, None
    if role in ("count", "money", "measure", "share"):
        start, end, qualifier = _qualified(text, core, end, before)
    return Number(
        start=start,
        core=core,
        end=end,
        value=value,
        value_max=value_max,
        qualifier=qualifier,
        currency=currency,
        unit=unit,
        role=role,
    )


def _parsed(match: re.Match[str]) -> tuple[float, int, str | None, bool] | None:
    """Value, end, currency and whether a scale word is part of it."""
    currency = _sign_currency(match["sign"]) if match["sign"] else None
    if match["words"]:
        return _parse_words(match["words"], match.start("words"))
    if len(match["digits"]) > 20:
        return None  # no count of anything
    amount = Decimal(re.sub(r"[ \u00a0\u202f\u2009]", "", _point(match["digits"])).replace("−", "-"))
    end = match.end("digits")
    scale = match["scale"]
    if scale:
        word = re.sub(r"\W", "", scale).casefold()
        if len(word) == 1 and word != "k" and not currency:
            return (float(amount), end, currency, False)  # "5m" may be metres
        return (float(amount * _SCALE[word]), match.end("scale"), currency, True)
    return (float(amount), end, currency, False)


def _point(digits: str) -> str:
    return digits.replace(",", "") if re.search(r",\d{3}(?!\d)", digits) else digits.replace(",", ".")


def _parse_words(phrase: str, start: int) -> tuple[float, int, str | None, bool] | None:
    total, current, end, scaled = 0.0, None, 0, False
    smallest = 10**15
    half = False
    for match in re.finditer(r"[^\W\d_]+(?:['’ʼ][^\W\d_]+)?", phrase):
        word = match.group().casefold().replace("’", "'").replace("ʼ", "'")
        if word in ("a", "an", "and"):
            continue
        if word == "half":
            half = True
            continue
        step = _SCALE.get(word)
        if step in (12, 100):
            if current is not None and current >= 100:
                break
            current = (0.5 if half else current if current is not None else 1) * step
        elif step:
            if step >= smallest or (current is None and total):
                break
            total, current, smallest = total + (0.5 if half else current if current is not None else 1) * step, None, step
            scaled = True
        else:
            value = _VALUES[word]
            fits = (
                current is None
                or (value < 100 and current % 100 == 0)
                or (value < 10 and current % 10 == 0 and current % 100 >= 20)
            )
            if not fits or current == 0:
                break
            current = value + (current or 0)
        end = match.end()
    if not end:
        return None
    return (total + (current or 0), start + end, None, scaled)


def _range(
    text: str, end: int, value: float, currency: str | None, scaled: bool, before: str
) -> tuple[float | None, int, str | None, float]:
    if _FROM.search(before):
        return None, end, currency, value  # "rose from seven to eight" is no range
    upper = (_UPPER_AND if _BETWEEN.search(before) else _UPPER).match(text, end)
    parsed = _parsed(upper) if upper else None
    if parsed is None:
        return None, end, currency, value
    high, high_end, high_currency, _ = parsed
    if upper and not scaled:
        factor = _last_scale(upper)
        if value * factor < high:
            value *= factor
    if not value < high or (currency and high_currency and currency != high_currency):
        return None, end, currency, value
    return high, high_end, currency or high_currency, value


def _last_scale(upper: re.Match[str]) -> int:
    """What the last word of the upper end multiplies by, the lower end too: "two to three dozen", "1 to 2 million"."""
    word = upper["scale"] or (re.split(r"[\s-]+", upper["words"].strip())[-1] if upper["words"] else "")
    return _SCALE.get(re.sub(r"\W", "", word).casefold(), 1) if word else 1


def _role(
    text: str, match: re.Match[str], core: int, end: int, value: float, before: str, dates: list[tuple[int, int]]
) -> tuple[Role, str | None]:
    near = dates[max(0, bisect_left(dates, (core, 0)) - 1) :][:3]
    if any(start < end and core < stop for start, stop in near):
        return "time", None
    for role, pattern in _FOLLOWED:
        if after := pattern.match(text, end):
            return role, after.groupdict().get("unit")
    if value <= 31 and any(stop <= core and _ON_TO.fullmatch(text, stop, core) for _, stop in near):
        return "time", None
    if _AGE_BEFORE.search(before) or (
        value <= 110 and text[end : end + 1] in (",", ")") and _APPOSED.search(before) and value == int(value)
    ):
        return "age", None
    if (value in (7, 8, 20, 77) and _CLUB_BEFORE.search(before)) or (match["digits"] and _is_label(text, match, core, end, before)):
        return "label", None
    if re.fullmatch(r"(?:19|20)\d\d", text[core:end]) and (_YEAR_BEFORE.search(before) or not _PLURAL.match(text, end)):
        return "time", None
    return "count", None


def _is_label(text: str, match: re.Match[str], core: int, end: int, before: str) -> bool:
    if match["digits"].startswith(("-", "−")) or _LABEL_BEFORE.search(before):
        return True
    if text[core - 1 : core] in "[{+." and core:
        return True
    if not before.strip("\"'“”«»‘( *•-—–") and _LIST_MARK.match(text, end):
        return True  # the number of a list item
    named = _NAME_BEFORE.search(before)
    if named is None or named["name"].casefold() in _NO_NAME or not named["before"] or named["before"][-2:-1] in '.!?:;,"“”«»(':
        return False
    if not _COUNTED.match(text, end):
        return True
    return len(match["digits"]) == 1 and not _HURT.match(text, end) and not _THERE_OR_THEN.search(before)


def _qualified(text: str, core: int, end: int, before: str) -> tuple[int, int, Qualifier | None]:
    if "+" in text[core:end]:
        return core, end, "at least"  # "$60+ billion"
    if plus := _PLUS.match(text, end):
        return core, plus.end(), "at least"
    if match := _QUALIFIER.search(before):
        for number, (qualifier, _) in enumerate(_QUALIFIERS):
            if match[f"q{number}"]:
                if match[f"q{number}"].casefold() == "до" and _GREW_TO.search(before[: match.start()]):
                    break  # "зросла до 7": the figure itself, not its bound
                return core - (len(before) - match.start()), end, qualifier
    return core, end, None


def _says_again(text: str, previous: Number, core: int, before: str) -> bool:
    between = text[previous.end : core - (len(before) - match.start()) if (match := _QUALIFIER.search(before)) else core]
    return bool(
        re.fullmatch(r"\s?[(\[,]?\s?(?:or\s|that is\s|equal to\s|the equivalent of\s|equivalent to\s|=\s?|/\s?)?", between)
    ) and bool(re.search(r"[(\[=/]|or|equal", between))


def _sign_currency(sign: str) -> str:
    sign = sign.strip()
    if sign.endswith("$"):
        return DOLLARS.get(sign[:-1].strip().casefold(), "USD")
    return SIGNS.get(sign) or sign.upper()


def _currency(after: re.Match[str]) -> str | None:
    if after["sign"]:
        return SIGNS[after["sign"]]
    if after["code"]:
        return after["code"]
    return next((code for code in NAMES if after[code]), None)
