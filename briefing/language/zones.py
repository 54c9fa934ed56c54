"""Time zones: the one a text writes behind a clock time, and the one a country's sites keep."""

import re
from datetime import UTC, timedelta, timezone, tzinfo
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

# Minutes from UTC. Left out because they mean several: IST, GST, CST, AST, SST.
_OFFSETS = {
    "UTC": 0, "GMT": 0, "WET": 0, "BST": 60, "WEST": 60, "CET": 60, "CEST": 120, "MEZ": 60, "MESZ": 120, "SAST": 120, "CAT": 120,
    "EET": 120, "EEST": 180, "MSK": 180, "TRT": 180, "EAT": 180, "WAT": 60, "SAMT": 240, "PKT": 300, "YEKT": 300, "ICT": 420, "WIB": 420,
    "HKT": 480, "SGT": 480, "MYT": 480, "PHT": 480, "AWST": 480, "JST": 540, "KST": 540, "AEST": 600, "AEDT": 660, "NZST": 720,
    "NZDT": 780, "BRT": -180, "EST": -300, "EDT": -240, "CDT": -300, "MST": -420, "MDT": -360, "PST": -480, "PDT": -420, "МСК": 180,
}  # fmt: skip
_OFFSET = re.compile(
    r"(?:\b(?:UTC|GMT)|(?<=:\d\d)|(?<=:\d\d\s))\s?([+\u2212-]\d{1,2})(?::?(\d\d))?(?!\d)|(?<![^\W\d_])("
    + "|".join(_OFFSETS)
    + r")\b|(?<=\d)(Z)\b"
)
_PLACES = {
    "America/New_York": r"ET|eastern(?: standard| daylight)? time|new york time|washington time",
    "America/Los_Angeles": r"PT|pacific time",
    "Europe/London": r"(?:london|uk) time",
    "Europe/Kyiv": r"(?:kyiv|kiev) time|за києвом|за київським часом|по киеву",
    "Europe/Moscow": r"moscow(?: standard)? time|мск|по москве|за москвою",
    "Europe/Paris": r"(?:paris|brussels|central european) time|heure de paris|heure de bruxelles",
    "Europe/Berlin": r"(?:berlin) time",
    "Europe/Istanbul": r"(?:istanbul|ankara|turkish|türkiye) time",
}
_PLACE = re.compile("|".join(rf"(?P<{name.replace('/', '__')}>\b(?:{words})\b)" for name, words in _PLACES.items()), re.IGNORECASE)
_SMALL = re.compile(r"^(?:et|pt)$")  # "et" is a French word; the zone stands in capitals

# Country domains of one time zone (its mainland's); those lent out as a brand (.io, .tv, .me, .co, .ai) are not among them.
_COUNTRIES = {
    "ae": "Asia/Dubai", "al": "Europe/Tirane", "am": "Asia/Yerevan", "at": "Europe/Vienna", "az": "Asia/Baku", "ba": "Europe/Sarajevo",
    "bd": "Asia/Dhaka", "be": "Europe/Brussels", "bg": "Europe/Sofia", "by": "Europe/Minsk", "ch": "Europe/Zurich", "cn": "Asia/Shanghai",
    "cy": "Asia/Nicosia", "cz": "Europe/Prague", "de": "Europe/Berlin", "dk": "Europe/Copenhagen", "ee": "Europe/Tallinn", "eg": "Africa/Cairo",
    "fi": "Europe/Helsinki", "fr": "Europe/Paris", "ge": "Asia/Tbilisi", "gr": "Europe/Athens", "hk": "Asia/Hong_Kong", "hr": "Europe/Zagreb",
    "hu": "Europe/Budapest", "ie": "Europe/Dublin", "il": "Asia/Jerusalem", "in": "Asia/Kolkata", "iq": "Asia/Baghdad", "ir": "Asia/Tehran",
    "is": "Atlantic/Reykjavik", "it": "Europe/Rome", "jo": "Asia/Amman", "jp": "Asia/Tokyo", "ke": "Africa/Nairobi", "kr": "Asia/Seoul",
    "lb": "Asia/Beirut", "lt": "Europe/Vilnius", "lu": "Europe/Luxembourg", "lv": "Europe/Riga", "md": "Europe/Chisinau", "mk": "Europe/Skopje",
    "mt": "Europe/Malta", "my": "Asia/Kuala_Lumpur", "ng": "Africa/Lagos", "nl": "Europe/Amsterdam", "no": "Europe/Oslo", "pk": "Asia/Karachi",
    "pl": "Europe/Warsaw", "qa": "Asia/Qatar", "ro": "Europe/Bucharest", "rs": "Europe/Belgrade", "sa": "Asia/Riyadh", "se": "Europe/Stockholm",
    "sg": "Asia/Singapore", "si": "Europe/Ljubljana", "sk": "Europe/Bratislava", "th": "Asia/Bangkok", "tr": "Europe/Istanbul",
    "tw": "Asia/Taipei", "tz": "Africa/Dar_es_Salaam", "ua": "Europe/Kyiv", "uk": "Europe/London", "uz": "Asia/Tashkent",
    "vn": "Asia/Ho_Chi_Minh", "za": "Africa/Johannesburg",
}  # fmt: skip
_DAY = 24 * 60


def offset(text: str) -> tzinfo | None:
    """The time zone written in `text` ("GMT", "+02:00", "UTC+3", "ET", "Kyiv time"), or None; names that mean several are none."""
    match = _OFFSET.search(text)
    if match:
        hours, minutes, name, _ = match.groups()
        if hours:
            sign = 1 if hours.startswith("+") else -1
            amount = sign * (int(hours[1:]) * 60 + int(minutes or 0))
            return timezone(timedelta(minutes=amount)) if abs(amount) < _DAY else None
        return timezone(timedelta(minutes=_OFFSETS[name])) if name else UTC
    place = next((found for found in _PLACE.finditer(text) if not _SMALL.match(found[0])), None)
    return _zone(str(place.lastgroup).replace("__", "/")) if place else None


def zone_of(host: str | None) -> ZoneInfo | None:
    """The time zone a site keeps by the country its address ends in; None where that says nothing or the country has several."""
    name = _COUNTRIES.get((host or "").rstrip(".").rpartition(".")[2].casefold())
    return _zone(name) if name else None


@cache
def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except ZoneInfoNotFoundError:  # a machine with an old table of zones
        return None
