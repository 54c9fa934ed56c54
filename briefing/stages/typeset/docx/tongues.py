"""Languages as Word's spelling checker knows them: with a country."""

_COUNTRIES = {
    "ar": "SA", "be": "BY", "bg": "BG", "cs": "CZ", "da": "DK", "de": "DE", "el": "GR", "en": "GB", "es": "ES", "et": "EE",
    "fa": "IR", "fi": "FI", "fr": "FR", "he": "IL", "hu": "HU", "hy": "AM", "it": "IT", "ja": "JP", "ka": "GE", "ko": "KR",
    "lt": "LT", "lv": "LV", "nl": "NL", "no": "NO", "pl": "PL", "pt": "PT", "ro": "RO", "ru": "RU", "sk": "SK", "sl": "SI",
    "sr": "RS", "sv": "SE", "tr": "TR", "uk": "UA", "zh": "CN",
}  # fmt: skip
EAST_ASIAN = {"ja", "ko", "zh"}


def regional(tag: str) -> str:
    """A language tag with the country where it is spoken most, if it names none: "uk-UA"."""
    return f"{tag}-{_COUNTRIES[tag]}" if tag in _COUNTRIES else tag
