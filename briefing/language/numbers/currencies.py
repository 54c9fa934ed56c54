"""How sums of money are written: signs, ISO 4217 codes and the names of currencies in several languages, to codes."""

import re

SIGNS = dict(
    pair.split(":")
    for pair in (
        "$:USD €:EUR £:GBP ¥:JPY ₴:UAH ₽:RUB ₹:INR ₺:TRY zł:PLN ₪:ILS ₩:KRW ₸:KZT ₾:GEL ₦:NGN ฿:THB ₱:PHP ₫:VND ৳:BDT rs:INR tk:BDT"
    ).split()
)
DOLLARS = dict(
    pair.split(":") for pair in "a:AUD au:AUD aud:AUD c:CAD ca:CAD cad:CAD can:CAD nz:NZD hk:HKD s:SGD r:BRL nt:TWD".split()
)
CODES = (
    "USD EUR GBP UAH RUB PLN CHF SEK NOK DKK CZK HUF RON JPY CNY CAD AUD TRY INR KRW BYN KZT GEL MDL BGN ILS PKR BDT NGN ZAR BRL MXN PHP IDR THB "
    "VND KES AED SAR EGP AMD AZN NZD HKD SGD TWD"
).split()
# Names, longest reading first; what they mean alone is decided by the country that is named most with them.
NAMES = {
    "CAD": r"canadian\s+dollars?",
    "AUD": r"australian\s+dollars?",
    "NZD": r"new\s+zealand\s+dollars?",
    "HKD": r"hong\s+kong\s+dollars?",
    "SGD": r"singapore\s+dollars?",
    "TWD": r"(?:new\s+)?taiwan(?:ese)?\s+dollars?",
    "USD": r"usd|(?:u\.?s\.?\s+|american\s+|united\s+states\s+|us-)?dollars?|долар\w*|доллар\w*|us-dollar|dolar(?:ów|y|a|ach)",
    "EUR": r"eur|(?:d['’])?euros?|євро|евро",
    "GBP": r"gbp|british\s+pounds?(?:\s+sterling)?|pounds?\s+sterling|pounds?(?![\s-]+(?:of|bombs?|warheads?)\b)|фунт\w*\s+стерл\w*|sterling",
    "UAH": r"uah|hryvnias?|hryvnyas?|hryvni|hryven|гривен\w*|гривн\w*|гривень|грн",
    "RUB": r"(?:russian\s+)?ro?u?bles?|рубл\w*|руб|rubel|rubli",
    "PLN": r"(?:polish\s+)?zlot(?:y|ys|ies)|злот\w*|złot(?:y|ych|e)|zł",
    "JPY": r"(?:japanese\s+)?yen|ієн\w*|иен\w*",
    "CNY": r"(?:chinese\s+)?yuan|rmb|renminbi|元|юан\w*",
    "CHF": r"(?:swiss\s+)?francs?|schweizer\s+franken|швейцарськ\w*\s+франк\w*|швейцарск\w*\s+франк\w*",
    "SEK": r"swedish\s+(?:kronor|krona|crowns?)",
    "NOK": r"norwegian\s+(?:kroner|krone|crowns?)",
    "DKK": r"danish\s+(?:kroner|krone|crowns?)",
    "CZK": r"(?:czech\s+)?(?:koruna|korunas|crowns)|крон",
    "HUF": r"(?:hungarian\s+)?forints?|форинт\w*",
    "RON": r"romanian\s+(?:lei|leu)",
    "MDL": r"moldovan\s+lei",
    "BGN": r"(?:bulgarian\s+)?leva",
    "TRY": r"(?:turkish\s+)?liras?|лір\b|лир\b",
    "ILS": r"(?:israeli\s+)?(?:new\s+)?shekels?|шекел\w*",
    "PKR": r"pakistani?\s+rupees?",
    "INR": r"(?:indian\s+)?rupees?|рупі\w*|рупи\w*",
    "BDT": r"(?:bangladeshi\s+)?taka",
    "NGN": r"(?:nigerian\s+)?naira",
    "ZAR": r"(?:south\s+african\s+)?rands?\b",
    "BRL": r"(?:brazilian\s+)?(?:reais|reals)",
    "MXN": r"mexican\s+pesos?",
    "PHP": r"philippine\s+pesos?",
    "KRW": r"(?:south\s+)?korean\s+won",
    "KZT": r"(?:kazakhstani?\s+)?tenge|тенге",
    "GEL": r"(?:georgian\s+)?lari",
    "BYN": r"belarusian\s+ro?u?bles?",
    "AED": r"(?:emirati\s+|uae\s+)?dirhams?",
    "SAR": r"saudi\s+riyals?",
    "IDR": r"(?:indonesian\s+)?rupiahs?",
    "THB": r"(?:thai\s+)?baht",
    "VND": r"(?:vietnamese\s+)?dong",
    "KES": r"kenyan\s+shillings?",
    "EGP": r"egyptian\s+pounds?",
    "KGS": r"kyrgyz\s+som",
}
_FIRST = ("BYN", "EGP", "PKR")  # "belarusian roubles" before "roubles"
_names = "|".join(f"(?P<{code}>{NAMES[code]})" for code in (*_FIRST, *(code for code in NAMES if code not in _FIRST)))
_codes = "|".join(CODES)
SIGN_BEFORE = re.compile(
    rf"(?:(?<![^\W\d_])(?:(?i:usd?)\s?|U\.S\.\s?|(?i:cad)|CAN?|C|(?i:aud)|AU?|NZD?|HK|NT|S|R)?\$|[€£¥₴₽₹₺₪₩₸₾₦฿₱₫৳]|(?<!\w)(?:{_codes}|Rs\.?|Tk\.?|zł))\s?$"
)
SIGN = re.compile(SIGN_BEFORE.pattern.removesuffix("$"))
_AFTER = re.compile(
    rf"[\s-]?(?:(?P<sign>[€£₴₽$₪₺₩₸₾₹])(?!\d)|(?P<code>(?-i:{_codes}|KGS))\b|(?:{_names})(?!\w))(?:\s+сша\b|\s+usa\b)?",
    re.IGNORECASE,
)
_WEIGHT = re.compile(r"[\s-]?pounds?\b(?!\s+sterling)", re.IGNORECASE)


def of_sign(sign: str) -> str:
    """The code a sign or code written before a sum means: "US$" is "USD"."""
    sign = sign.strip()
    if sign.endswith("$") and len(sign) > 1:
        return DOLLARS.get(sign[:-1].strip().lower(), "USD")
    return SIGNS.get(sign) or SIGNS.get(sign.lower().rstrip(".")) or sign.upper()


def named_at(text: str, at: int, *, scaled: bool, signed: bool = False) -> tuple[str, int] | None:
    """The currency written behind a sum that ends at `at`, and where it ends; pounds are weight unless there are millions of them.

    Where a sign stands before the sum (`signed`), one behind it belongs to the next.
    """
    found = _AFTER.match(text, at)
    if found is None or (not scaled and _WEIGHT.match(text, at)):
        return None
    if found["sign"]:
        return None if signed else (SIGNS[found["sign"]], found.end())
    if signed and found["code"] and re.match(r"\s?\d", text[found.end() : found.end() + 2]):
        return None
    code = found["code"] or next(code for code in NAMES if found[code])
    return code, found.end()
