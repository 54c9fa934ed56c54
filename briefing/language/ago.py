"""How long ago: "2 hours ago", "vor 3 Tagen", "2 години тому", "yesterday", in the languages that news pages are written in."""

import re
from dataclasses import dataclass
from datetime import timedelta

_UNITS = {
    "minute": r"min(?:ute)?[ns]?|mins?|minut[eioy]\w*|minutt\w*|хвилин\w*|хв|минут\w*|мин|dakika|分|분",
    "hour": r"h(?:ou)?rs?|h|stunden?|heures?|horas?|or[ae]|timer?|tim(?:me|mar)|godzin\w*|годин\w*|год|час\w*|saat|uur|時間|시간",
    "day": r"days?|d|tag(?:en)?|jours?|d[ií]as?|giorn[oi]|dager?|dage|dagar?|dagen|dni|dzień|дн\w*|день|gün|日|일",
}
_LENGTH = {"minute": timedelta(minutes=1), "hour": timedelta(hours=1), "day": timedelta(days=1)}
_AMOUNT = r"(?P<amount{0}>\d{{1,3}}|an?|one|eine[rm]?|un[ea]?|en|et)\s?(?:" + "|".join(
    f"(?P<{name}{{0}}>{words})" for name, words in _UNITS.items()
)
_AGO = re.compile(
    rf"\b{_AMOUNT.format(1)})\s?(?:ago|fa|siden|sedan|temu|тому|назад|önce|geleden|前|전)(?!\w)"
    rf"|\b(?:vor|il y a|hace|för|há|pred|před)\s+{_AMOUNT.format(2)})(?!\w)",
    re.IGNORECASE,
)
_YESTERDAY = re.compile(
    r"\b(?:yesterday|gestern|hier|ayer|ieri|i går|igår|wczoraj|včera|вчора|вчера|dün|gisteren)\b", re.IGNORECASE
)
_TODAY = re.compile(
    r"\b(?:today|heute|aujourd['’]hui|hoy|oggi|i dag|idag|dzisiaj|dziś|dnes|сьогодні|сегодня|bugün|vandaag)\b", re.IGNORECASE
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Ago:
    """How long before the reading something was, as `text` says it; `exact` where that is to the minute."""

    text: str
    length: timedelta
    exact: bool = False


def ago(text: str) -> Ago | None:
    """What `text` says of how long ago it is, None where it does not; a week and more is not precise enough to be read."""
    if match := _AGO.search(text):
        part = {name[:-1]: value for name, value in match.groupdict().items() if value}
        number = int(part["amount"]) if part["amount"].isdigit() else 1
        unit = next(name for name in _UNITS if name in part)
        length = number * _LENGTH[unit]
        return Ago(text=match[0], length=length, exact=unit == "minute") if length < timedelta(days=7) else None
    for words, length in ((_YESTERDAY, timedelta(days=1)), (_TODAY, timedelta(0))):
        if match := words.search(text):
            return Ago(text=match[0], length=length)
    return None
