"""What a number serves for, by the words right before and behind it: a count, or one of the things that are no figure.

"aged 9" age · "13%" share · "155 mm" measure · "18:40" time · "Article 5", "Shahed 136", "3-1" label
"""

import re
from bisect import bisect_left
from typing import Literal

from briefing.language.dates import Written, written
from briefing.language.numbers.labels import COUNTED, HURT, is_label, is_spelled_label

Role = Literal["count", "money", "conversion", "share", "measure", "age", "time", "label", "vague"]

_RULES: tuple[tuple[Role, str], ...] = (
    (
        "share",
        r"(?P<percent>\s?%|[\s-](?:percent(?:age)?s?\b|per\scents?\b|pct\b|pp\b|відсот\w*|процент\w*|prozent\w*|procent\w*|pour\scent\b)(?:[\s-]points?)?)|"
        r"[\s-](?P<nth>third|quarter|fourth|fifth|sixth|seventh|eighth|ninth|tenth|hundredth)s?\b|/(?P<over>\d{1,2})(?=\sof\b)|\s(?:in|out\sof)\s(?:every\s)?(?P<so_many>two|three|four|five|ten|10|100|1,000)(?=\s[^\W\d_])(?!\s(?:second|minute|hour|day|night|week|month|year|decade)s?\b)|-?fold\b|x\b(?!\d)|\s?×|"
        r"\stimes\s(?:more|as|higher|larger|bigger|greater|fewer|less|the\b|over\b)|\s(?:раз[иаів]*|рази)\s(?:більше|менше|вище|больше|меньше|выше)",
    ),
    (
        "age",
        r"(?:-,?\s(?:(?:and|or|to)\s)?\d+)*[\s-](?:years?|months?|weeks?|days?)[\s-]olds?\b|\s(?:years?|months?|weeks?|days?)\sof\sage|\s?(?:yo|y/o)\b|"
        r"[\s-]?(?:річн|летн)\w+|\s?-?jährige\w*|\s(?:years?|ans)\sold\b|-latk\w*|-letni\w*",
    ),
    (
        "time",
        r":\d\d|\s?[ap]\.?\s?m\b|\s?o['’]clock|\s?(?:GMT|UTC|EST|EET|CET|BST)\b|\sB\.?C\.?\b|\shours?\s(?:GMT|UTC|local)|\sUhr\b|\s(?:ранку|вечора|ночі|утра|вечера|ночи)\b|h\d\d\b|\s(?:січня|лютого|березня|квітня|травня|червня|липня|"
        r"серпня|вересня|жовтня|листопада|грудня|января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря)",
    ),
    (
        "time",
        r"(?:\s(?:more|consecutive|straight|full|whole|long|short|calendar|and\sa\shalf|few|additional|extra|working|business|solid|successive))?[\s-](?:seconds?|minutes?|mins?|hours?|hrs?|days?|nights?|weeks?|"
        r"weekends?|months?|years?|decades?|centur\w+|годин\w*|хвилин\w*|секунд\w*|дн[іея]\w*|день|діб|доб\w*|тижн\w*|місяц\w*|рок[иіу]\w*|років|"
        r"час(?:а|ов|у)?|минут\w*|сут\w+|недел\w*|месяц\w*|лет|год[ауы]?|stunden?|tage?n?|wochen?|monate?n?|jahre?n?|heures?|jours?|semaines?|mois|ans|années?|"
        r"dni|godzin\w*|tygodni\w*|miesięcy|miesiące|lat)(?!\w)",
    ),
    (
        "label",
        r"(?:st|nd|rd|th)\b|-(?:й|го|му|ма|та|те|х|ю|я|ої|ій|ий|ті|ша|га)(?![^\W\d_])|/\d|[.,]\d|:\s\d+[-–]\d|['’]s\b|(?<=\d)s\b",
    ),
    (
        "measure",
        r"[\s-]?(?P<unit>square\s(?:kilomet(?:er|re)s?|miles?|met(?:er|re)s?|feet|yards?)|sq\.?\s?(?:km|mi|m|ft)\b|km[2²]|m[2²³3]\b|cubic\s\w+|bcm\b|mcm\b|"
        r"(?:km|mi|m)/(?:h|hr|s)\b|kph\b|kmh\b|mph\b|mm\b|millimet\w+|cm\b|centimet\w+|km\b|kilomet(?:er|re)s?|met(?:er|re)s?\b|miles?\b|nautical\smiles?|"
        r"feet\b|foot\b|ft\b|inch(?:es)?\b|yards?\b|metric\stons?|tons?\b|tonnes?\b|kilotons?|megatons?|kg\b|kilograms?|kilos?\b|pounds?\b|lbs?\b|ounces?\b|grams?\b|mg\b|"
        r"lit(?:er|re)s?\b|deg(?:rees?)?\b|°\s?[CF]?|(?<=\d)(?:[CF]|t|m)\b|celsius\b|fahrenheit\b|[MGkT]Wh?\b|(?:mega|giga|kilo|tera)watts?(?:[-\s]hours?)?|knots?\b|hectares?\b|acres?\b|"
        r"barrels?\b|bpd\b|gallons?\b|(?:basis\s)?points\b|(?<=-)point\b|[kKMGT]B\b|(?:mega|giga|tera|kilo)bytes?|volts?\b|hertz\b|[MGk]Hz\b|cents?\b|pence\b|kopecks?\b|копій\w*|копе[ей]\w*|"
        r"кв\.?\s?(?:км|м|кілометр\w*|километр\w*)\.?|квадратн\w+\s(?:кілометр\w*|километр\w*|метр\w*)|куб\w*\.?\s?(?:м|метр\w*)|км/(?:год|ч|г)|м/с|кілометр\w*|километр\w*|км|"
        r"сантиметр\w*|м[іи]л+[іи]метр\w*|метр\w*|мил[ьія]\w*|тонн\w*|градус\w*|мм|см|кг|к[іи]лограмм?\w*|грам\w*|л[іи]тр\w*|гектар\w*|га|барр?ел\w*|[МГк]Вт(?:[·⋅*\s-]?год|ч)?|м[ег]гават\w*|кіловат\w*|"
        r"kilomètres?|mètres?|kilometern?|meter|metern|tonnen|grad|quadratkilometer\w*|kilometr\w*|metr(?:y|ów)|millilit\w+|milligram\w*|microgram\w*|ml|cc)(?!\w)",
    ),
    (
        "label",
        r"\s(?:views?|likes?|followers?|subscribers?|retweets?|reposts?|comments?|reactions?|переглядів|перегляди|просмотр\w*|підписник\w*|подписчик\w*|лайк\w*)\b|\smin\sread\b",
    ),
    ("label", r"\s(?-i:(?:[A-Z][\w'’-]+\s){1,2}(?:Street|St\.|Avenue|Ave\.|Road|Lane|Boulevard|Blvd|Square|Drive))(?!\w)"),
    ("label", r"[-‑](?!strong|plus|odd|старш)[^\W\d_]|(?<=\d)[^\W\d_]"),
)
# One expression for all, so that a number costs one match; of two rules that match the earlier holds.
FOLLOWED = re.compile("|".join(f"(?P<{role}_{at}>{pattern})" for at, (role, pattern) in enumerate(_RULES)), re.IGNORECASE)
_SO_MANY = {"two": 2, "three": 3, "four": 4, "five": 5, "ten": 10, "10": 10, "100": 100, "1,000": 1000}
_SOON = 44  # characters looked back
_WORD_BACK = 18  # and for one word only
_PHONE_BEFORE = re.compile(r"(?:(?<!\w)(?:tel|phone|call|dial|hotline|fax|тел|телефон\w*)\.?:?\s*\+?|\+)$", re.IGNORECASE)
_PHONE = re.compile(r"\(?\d+\)?(?:[-‑. ()]{1,2}\d+){2,}")
_AGE_BEFORE = re.compile(
    r"(?<!\w)(?:(?:aged?|ages|віком|возрасте|віці|возраста|віку|im\s+Alter\s+von|âgée?s?\s+de|w\s+wieku)(?:\s+(?:between|from|of|від|от|over|under|about|around|just|only))*|turned|turning|(?:young|old)\s+as|"
    r"(?:children|kids|men|women|people|those|anyone|everyone|adults|citizens|residents|males|females|boys|girls)\s+(?:aged\s+)?(?:over|under|above|below|older\s+than|younger\s+than))\s+"
    r"(?:\d+(?:\s+(?:and|to|до)\s+|-))?$",
    re.IGNORECASE,
)
_APPOSED = re.compile(r"[^\W\d_]{2,},['’”\"]?\s$")
_AGE_HINTS = (
    "age",
    "turn",
    "young",
    "old",
    "over",
    "under",
    "above",
    "below",
    "вік",
    "віц",
    "возраст",
    "alter",
    "âg",
    "wieku",
)  # cheap to ask first
_AT_AGE = re.compile(r"(?:.*[.!?]\s)?[\"“]?At\s", re.DOTALL)
_PERSON_APPOSED = re.compile(
    r"(?:(?<!^)(?<!\w)[A-Z][a-z][\w'’-]+|\b(?:boy|girl|son|daughter|child|toddler|brother|sister|twins)),\s$"
)
_NAMED_AGE = re.compile(
    r"[A-ZА-ЯІЇЄҐ][\w'’-]+\s(?!(?:Oblast|Region|City|Province|County|District|State|Church|Party|Army|Union|Council|Group|University)s?\s)[A-ZА-ЯІЇЄҐ][\w'’-]+\s\($"
)
_LIST_ON = re.compile(r"(?:\sof\s|,?\s(?:and|or|to|та|і|и|й|або|или)\s|,\s|\s?[-–]\s?|\s?&\s?|/)")
_YEAR = re.compile(r"(?:19|20)\d\d(?:\s?[-–—/]\s?(?:(?:19|20)\d\d|\d\d)|\s(?:to|and|or|до|і|и)\s(?:19|20)\d\d)?")
_YEAR_BEFORE = re.compile(
    r"(?<!\w)(?:in|since|by|until|till|from|of|early|late|mid|before|after|through|throughout|year|to|and|at|or|early-|late-|mid-|у|в|з|із|с|до|к|на|від|от|за|протягом|im|seit|en|od|w|"
    r"spring|summer|autumn|fall|winter)\s$",
    re.IGNORECASE,
)
_SMALL_LETTER = re.compile(r"\s[^\W\d_A-ZА-ЯІЇЄҐ]")  # "of 1200 houses"
_OLD_YEAR = re.compile(r"1[0-8]\d\d")
_YEAR_BEHIND = re.compile(r"\s(?:рок[уиіо]\w*|році|год[ауе]?|г\.|р\.)(?!\w)|[-–]\d\d(?!\d)", re.IGNORECASE)
_PLURAL = re.compile(r"\s[a-z]+(?:-[a-z]+)*(?:s|men|people|women|children)\b|\s(?:[a-z]+\s)(?:people|troops|soldiers|men)\b")
_AT_A_CLOCK = re.compile(
    r"(?<!\w)(?:at|around|about|by|before|after|until|from|о|об|в|у|до|з|с|к|на|після|после|близько|около|um|gegen|ab|à|vers|o)\s$",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"(?:[01]?\d|2[0-4])\.[0-5]\d")
_HOUR_LIKE = re.compile(r"(?:[01]\d|2[0-4])[0-5]\d")
_SCORE = re.compile(r"[-–](\d{1,3})(?![\d%]|[-–:]?\w)")
_ON_TO = re.compile(r"\s?(?:-|–|to|and|or|і|та|и|до)\s?")


def role_of(
    text: str, core: int, end: int, value: float, *, in_digits: bool, previous: tuple[Role, int] | None
) -> tuple[Role, str | None, int]:
    """The role of the number at [core, end), the unit of a measure or "%", and where it ends with what belongs to it.

    `previous` is the role and the end of the number before.
    """
    near = _dates_near(text, core) if value <= 31 or 1900 <= value <= 2100 else ()
    if any(date.start < end and core < date.end for date in near):
        return "time", None, end
    before = text[max(0, core - _SOON) : core]
    if in_digits and (role_and_end := _in_digits_only(text, core, end, value)):
        return role_and_end[0], None, role_and_end[1]
    if after := FOLLOWED.match(text, end):
        return _followed(after, end, value)
    if value <= 31 and any(date.end <= core and _ON_TO.fullmatch(text, date.end, core) for date in near):
        return "time", None, end
    if _is_age(text, end, value, before, in_digits):
        return "age", None, end
    if is_label(text, core, end, value, before) if in_digits else is_spelled_label(text, core, end, value):
        return "label", None, end
    if in_digits and _is_year(text, core, end):
        return "time", None, end
    if previous and previous[0] in ("age", "label") and _goes_on(text, core, end, previous):
        return previous[0], None, end
    return "count", None, end


def _is_year(text: str, core: int, end: int) -> bool:
    before = _YEAR_BEFORE.search(text, max(0, core - _WORD_BACK), core)
    if _YEAR.fullmatch(text, core, end):
        return bool(before or _YEAR_BEHIND.match(text, end) or not _PLURAL.match(text, end))
    return bool(before and _OLD_YEAR.fullmatch(text, core, end) and not _SMALL_LETTER.match(text, end))


def _followed(after: re.Match[str], end: int, value: float) -> tuple[Role, str | None, int]:
    role = _RULES[int((after.lastgroup or "").rpartition("_")[2])][0]
    if role != "share":
        return role, after["unit"], end
    if after["nth"] and not (value == 1 or (2 <= value <= 9 and after[0].endswith("s"))):
        return "label", None, end  # "the forty-third"
    if after["so_many"] and value >= _SO_MANY[after["so_many"].lower()]:
        return "count", None, end  # "six in five villages"
    return role, "%" if after["percent"] else None, after.end()


def _in_digits_only(text: str, core: int, end: int, value: float) -> tuple[Role, int] | None:
    """Clock times, scores and telephone numbers."""
    following = text[end : end + 1]
    if end - core in (4, 5) and _is_clock(text, core, end):
        return "time", end
    if following and following in "-–" and (score := _SCORE.match(text, end)) and int(score[1]) <= value <= 999:
        return "label", score.end()
    may_be_phone = following in ("-", "‑") or (end - core > 1 and _PHONE_BEFORE.search(text, max(0, core - _WORD_BACK), core))
    if may_be_phone and (phone := _PHONE.match(text, core)):
        return "label", max(end, phone.end())
    return None


def _dates_near(text: str, core: int) -> tuple[Written, ...]:
    """The written dates next to a place, of those in the text in order."""
    dates = written(text)
    at = bisect_left(dates, core, key=lambda date: date.start)
    return dates[max(0, at - 1) : at + 2]


def _is_clock(text: str, core: int, end: int) -> bool:
    written = text[core:end]
    if _CLOCK.fullmatch(written):
        return bool(_AT_A_CLOCK.search(text, max(0, core - _WORD_BACK), core)) and not re.match(
            r"\s?(?:%|percent|per\scent|м|m|b|к)", text[end : end + 10]
        )
    return bool(_HOUR_LIKE.fullmatch(written)) and re.match(r"\s?(?:hours|hrs|GMT|UTC|Z\b|local)", text[end : end + 8]) is not None


def _is_age(text: str, end: int, value: float, before: str, in_digits: bool) -> bool:
    if value > 110 or value != int(value):
        return False
    small = before.lower()
    if any(hint in small for hint in _AGE_HINTS) and _AGE_BEFORE.search(before):
        return not (HURT.match(text, end) and not before.rstrip().lower().endswith(("aged", "age")))
    if end == len(text):
        return _PERSON_APPOSED.search(before) is not None
    if text[end] not in ",)":
        return False
    if text[end] == "," and _AT_AGE.fullmatch(before):
        return in_digits  # "At 89, she"
    if not in_digits:
        return _PERSON_APPOSED.search(before) is not None
    return _APPOSED.search(before) is not None or (text[end] == ")" and value >= 1 and _NAMED_AGE.search(before) is not None)


def _goes_on(text: str, core: int, end: int, previous: tuple[Role, int]) -> bool:
    """Whether it is a further one of a list ("aged 7, 12 and 15", "Articles 5 and 6"), with nothing counted behind it."""
    return _LIST_ON.fullmatch(text, previous[1], core) is not None and not COUNTED.match(text, end)
