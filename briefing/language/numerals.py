"""The words numbers and sums of money are written with, in English, Ukrainian and Russian: value or ISO 4217 code to words."""

ONES = {
    0: "zero нуль ноль",
    1: "one один одна одне одного однієї одну одно одной",
    2: "two два дві двоє двох двома две двое двумя",
    3: "three три троє трьох трьома трое трех трёх",
    4: "four чотири четверо чотирьох четыре четырех четырёх",
    5: "five п'ять п'ятеро п'ятьох п'яти пять пятеро пяти",
    6: "six шість шестеро шістьох шести шесть",
    7: "seven сім семеро сімох семи семь",
    8: "eight вісім восьмеро вісьмох восьми восемь",
    9: "nine дев'ять дев'ятеро дев'ятьох девять девятеро девяти",
    10: "ten десять десятеро десятьох десяти",
    11: "eleven одинадцять одиннадцать",
    12: "twelve дванадцять двенадцать",
    13: "thirteen тринадцять тринадцать",
    14: "fourteen чотирнадцять четырнадцать",
    15: "fifteen п'ятнадцять пятнадцать",
    16: "sixteen шістнадцять шестнадцать",
    17: "seventeen сімнадцять семнадцать",
    18: "eighteen вісімнадцять восемнадцать",
    19: "nineteen дев'ятнадцять девятнадцать",
}
TENS = {
    20: "twenty двадцять двадцать двадцяти",
    30: "thirty тридцять тридцать",
    40: "forty сорок",
    50: "fifty п'ятдесят пятьдесят",
    60: "sixty шістдесят шестьдесят",
    70: "seventy сімдесят семьдесят",
    80: "eighty вісімдесят восемьдесят",
    90: "ninety дев'яносто девяносто",
    100: "сто ста",
    200: "двісті двести",
    300: "триста",
    500: "п'ятсот пятьсот",
}
SCALES = {
    12: "dozen",
    100: "hundred",
    1000: "thousand thousands тисяча тисячі тисяч тысяча тысячи тысяч тис тыс k",
    10**5: "lakh",
    10**7: "crore",
    10**6: "million millions mln mn m мільйон мільйони мільйонів мільйона миллион миллиона миллионов млн",
    10**9: "billion billions bln bn b мільярд мільярди мільярдів мільярда миллиард миллиарда миллиардов млрд",
    10**12: "trillion trillions tn tln трильйон трильйонів триллион триллионов",
}
SIGNS = {"€": "EUR", "£": "GBP", "¥": "JPY", "₴": "UAH", "₽": "RUB", "₹": "INR", "₺": "TRY", "$": "USD", "zł": "PLN"}
DOLLARS = {"a": "AUD", "au": "AUD", "aud": "AUD", "c": "CAD", "ca": "CAD", "cad": "CAD", "nz": "NZD", "hk": "HKD", "s": "SGD"}
CODES = "USD EUR GBP UAH RUB PLN CHF SEK NOK DKK CZK HUF RON JPY CNY CAD AUD TRY INR KRW BYN KZT GEL MDL".split()
NAMES = {
    "USD": r"usd|(?:u\.?s\.?\s+|american\s+)?dollars?|долар\w*|доллар\w*",
    "EUR": r"eur|euros?|євро|евро",
    "GBP": r"(?:british\s+)?pounds?(?:\s+sterling)?|фунт\w*",
    "UAH": r"uah|hryvnias?|hryvnya|гривен\w*|гривн\w*|грн",
    "RUB": r"(?:russian\s+)?ro?u?bles?|рубл\w*|руб",
    "PLN": r"zlot(?:y|ys|ies)|злот\w*",
    "JPY": r"(?:japanese\s+)?yen|ієн\w*|иен\w*",
    "CNY": r"(?:chinese\s+)?yuan|rmb|元|юан\w*",
    "CHF": r"(?:swiss\s+)?francs?",
    "SEK": r"swedish\s+(?:kronor|krona|crowns?)",
    "NOK": r"norwegian\s+(?:kroner|krone|crowns?)",
    "DKK": r"danish\s+(?:kroner|krone|crowns?)",
    "CZK": r"(?:czech\s+)?(?:koruna|crowns)",
    "CAD": r"canadian\s+dollars?",
    "AUD": r"australian\s+dollars?",
}
