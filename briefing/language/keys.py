"""Words reduced for comparing: to a key (meaning, spelling and script folded away) or to a stem (its ending cut off).

Kyiv, Kiev, Київ and Киеве share one key, killed, dead and загинули another; keys are coarse, made for finding what belongs
together. Stems are finer: shelled and shelling share one, so do ракета and ракетами. Neither is ever printed.
"""

import unicodedata
from functools import lru_cache

from briefing.language.words import STOPWORDS, words

# One meaning a line: its key, then the words that carry it; an asterisk ends a prefix. Names of places have a Ukrainian and a
# Russian form in Latin letters and inflected forms in Cyrillic; verbs of the news have forms no stemmer joins.
_SAME = """
kyiv: kyiv kiev kyjiv київ* києв* киев*
kharkiv: kharkiv kharkov харків* харков* харьков*
odesa: odesa odessa одес*
lviv: lviv lvov львів* львов*
dnipro: dnipro dnepr дніпр* днепр*
zaporizhzhia: zaporiz* zaporozh* запоріж* запорож*
chernihiv: chernihiv chernigov чернігів* чернігов* чернигов*
mykolaiv: mykolaiv mykolayiv nikolaev nikolayev миколаїв* миколаєв* николаев*
luhansk: luhansk lugansk луганс*
donetsk: donetsk donetsk* донец*
kherson: kherson херсон*
crimea: crimea* krym крим* крым*
bakhmut: bakhmut artemivsk artyomovsk artemovsk бахмут* артемівськ* артемовск*
sevastopol: sevastopol севастопол*
mariupol: mariupol* маріупол* мариупол*
vinnytsia: vinnytsia vinnitsa вінниц* винниц*
rivne: rivne rovno рівне рівному ровно
ternopil: ternopil ternopol тернопіл* тернопол*
chornobyl: chornobyl chernobyl чорнобил* чернобыл*
zelensky: zelensk* zelenski* selensk* зеленськ* зеленск*
putin: putin* путін* путин*
klitschko: klitschko klychko klichko кличк*
stoltenberg: stoltenberg столтенберг* stoltenberg*
ukraine: ukrain* україн* украин*
russia: russia* moscow kremlin росі* росс* москв* кремл*
belarus: belarus* minsk білорус* беларус* белорус*
usa: us u.s usa u.s.a america american americans washington pentagon сша америк* вашингтон* пентагон*
britain: uk u.k britain british briton* британ*
france: france french paris франц* париж*
germany: german* berlin німеч* німец* герман* берлін* берлин* немец*
poland: poland polish poles warsaw польщ* польс* польш*
turkey: turkey turkish turks turkiye türkiye ankara туреч* турец* турц*
sweden: swed* stockholm швец* швед*
finland: finland finnish finns helsinki фінлянд* финлянд*
norway: norw* oslo норвег* норвез*
denmark: denmark danish danes copenhagen дані* дані данськ* дани* датск*
netherlands: netherlands dutch hague нідерланд* нидерланд*
switzerland: switzerland swiss швейцар*
spain: spain spanish spaniards madrid іспан* испан*
greece: greece greek greeks athens грец* греч*
ireland: ireland irish dublin ірланд* ирланд*
hungary: hungar* budapest угорщ* угорс* венгр* венгер*
china: china chinese beijing кита* пекін* пекин*
japan: japan* tokyo япон*
korea: korea* pyongyang seoul коре* кнд*
iran: iran* tehran іран* иран* тегеран*
israel: israel* ізраїл* израил*
syria: syria* damascus сирі* сири*
iraq: iraq* baghdad ірак* ирак*
saudi: saudi* riyadh саудівс* саудовс*
yemen: yemen*
thailand: thailand thai thais bangkok
mexico: mexic*
canada: canad* ottawa канад*
europe: europ* eu e.u brussels єс ес європ* европ* брюссел*
nato: nato нато
kill: kill* dead* death* die dies died dying fatal* lethal slain toll загин* загибл* погиб* убит* вбит* смерт* жертв*
hurt: hurt* injur* wound* maimed поранен* поранил* постраждал* ранен* ранил* пострадал*
attack: attack* strike strikes struck striking raid raids raided assault* bomb* airstrike* bombard* shelling shelled shells pounded удар* атак* обстріл* обстрел*
missile: missile* rocket* ракет*
drone: drone* uav uavs shahed* безпілот* беспилот* дрон* бпла
blast: blast* explo* вибух* взрыв*
seize: seiz* captur* arrest* detain* detention захоп* захват* затрим* задерж*
fire: fire fires blaze* inferno wildfire* пожеж* пожар*
quake: quake* earthquake* tremor* землетрус* землетряс*
protest: protest* demonstrat* rally rallies rallied unrest протест*
shooting: shot shots shoot* gunman gunmen gunfire
crash: crash* collision* collid* derail* wreck*
vote: vote* voti* election* poll polls ballot* вибор* выбор* голосу* голосов*
court: court* judge* trial* tribunal* суд суду судом суди суда
talks: talk talks meeting* meet meets met negotiat* summit* gather* переговор* зустріч* встреч* саміт* саммит*
evacuate: flee* fled evacu* евакую* евакуац* эвакуир* эвакуац*
blackout: blackout* outage* знеструм* обесточ*
army: army military troop* soldier* збройн* військ* армі* арми* войск* солдат*
police: police* cop cops officer* поліц* полиц*
child: child* kid kids teen teens teenager* minor minors дит* діт* дет* ребен*
woman: woman women girl girls female* жінк* жінок женщин*
resign: resign* quit quits відстав* отстав*
warn: warn* попередж* предупрежд*
truce: ceasefire* cease-fire* truce* armistice перемир*
aid: aid assist* допомог* помощ*
sanctions: sanction* санкц*
prisoner: prisoner* pow pows captive* полонен* пленн*
premier: premier pm прем'єр* премьер*
damage: damage* destroy* пошкодж* поврежд* зруйн* разруш* знищ* уничтож*
region: region* oblast* област*
mayor: mayor* мер мера мером мэр мэра мэром
governor: governor* губернатор*
rescue: rescue* рятувальн* рятуют* спасател* дснс мчс
debris: rubble debris wreckage завал* обломк* уламк*
building: building* будин* будівл* здани* здание
hospital: hospital* лікарн* больниц*
night: night* overnight ніч ночі вночі нічн* ночь ночью ночн*
electricity: electric* електр* электр*
energy: energ* енерг* энерг*
exchange: exchange* swap* обмін* обмен*
weapons: weapon* озброєн* зброя зброї зброю вооруж* оруж*
defence: defen* оборон*
plant: plant plants factory factories завод*
port: port ports порт порту порти порта порты
grain: grain* wheat зерн*
oil: oil petrol* fuel* нафт* нефт* палив* топлив*
parliament: parliament* парламент* рада
government: government* уряд* правительств*
border: border* кордон* границ*
front: front frontline front-line фронт*
intercept: intercept* downed збит* збив* сбит* сбил* перехоп* перехват*
launch: launch* fired запуст* випуст* выпуст*
search: search* пошук* поиск*
civilian: civilian* цивільн* мирн* гражданск*
million: million* мільйон* миллион* млн
billion: billion* bn мільярд* миллиард* млрд
1: one один одна одне одну одного одной
2: two два дві двоє двох две двое
3: three три троє трьох трое трех трёх
4: four чотири четверо чотирьох четыре четырех
5: five п'ять п'ятеро п'ятьох пять пятеро пяти
6: six шість шестеро шести шість шесть
7: seven сім семеро семи семь
8: eight вісім восьмеро восьми восемь
9: nine дев'ять дев'ятеро девять девяти
10: ten десять десяти
minister: minister* ministry міністр* министр*
president: president* президент*
"""

_CYRILLIC = str.maketrans(
    {
        **dict(zip("абвгґдезийіыклмнопрстуфхэё", "abvggdeziiiiklmnoprstufhee", strict=True)),
        "є": "ie", "ж": "zh", "ї": "i", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ю": "iu", "я": "ia", "ь": "", "ъ": "", "'": "",
    }
)  # fmt: skip
_KEY_LENGTH = 6  # measured: 5 glues unlike words in full texts, 7 loses inflections


def _read_same() -> tuple[dict[str, str], dict[str, str]]:
    whole: dict[str, str] = {}
    prefixes: dict[str, str] = {}
    for line in _SAME.strip().splitlines():
        key, forms = line.split(":")
        for form in forms.split():
            (prefixes if form.endswith("*") else whole)[form.rstrip("*")] = "=" + key
    return whole, prefixes


_WHOLE, _PREFIXES = _read_same()
_SHORTEST, _LONGEST = min(map(len, _PREFIXES)), max(map(len, _PREFIXES))


@lru_cache(maxsize=200_000)
def key(word: str) -> str:
    """The comparison key of one folded word (see `briefing.language.words`): a shared meaning, or the root of its Latin skeleton."""
    word = word.removesuffix("'s")
    if len(word) <= 2 and word.isdecimal():
        word = f"={int(word)}"
    if word in _WHOLE:
        return _WHOLE[word]
    for length in range(min(len(word), _LONGEST), _SHORTEST - 1, -1):
        if word[:length] in _PREFIXES:
            return _PREFIXES[word[:length]]
    return _root(_skeleton(word) or word)


def _skeleton(word: str) -> str:
    """Latin letters without accents, with what romanisations disagree about made alike: Syrskyi, Syrsky, Сирський."""
    latin = "".join(char for char in unicodedata.normalize("NFKD", word.translate(_CYRILLIC)) if not unicodedata.combining(char))
    latin = latin.replace("kh", "h").replace("y", "i").replace("j", "i").replace("w", "v")
    return "".join(char for at, char in enumerate(latin) if char.isdigit() or at == 0 or char != latin[at - 1])


def _root(word: str) -> str:
    if len(word) > 3 and word.endswith("s"):
        word = word[:-1]
    return word if word[0].isdigit() else word[:_KEY_LENGTH]


def keys(text: str) -> list[str]:
    """The comparison keys of the words of `text` in order, stop words left out; hyphenated words give one key a part."""
    found = []
    for word in words(text):
        for part in word.split("-") if "-" in word and word not in _WHOLE else (word,):
            if part and part not in STOPWORDS:
                found.append(key(part))
    return found


_ENGLISH = (
    ("isations", "is"), ("isation", "is"), ("ations", "at"), ("ation", "at"), ("tioned", "t"), ("tioning", "t"), ("tions", "t"), ("tion", "t"), ("ators", "at"), ("ator", "at"),
    ("ments", "ment"), ("ings", ""), ("ing", ""), ("ers", ""), ("er", ""), ("ors", ""), ("or", ""), ("ied", "y"), ("ies", "y"), ("ed", ""),
    ("sses", "ss"), ("xes", "x"), ("ches", "ch"), ("shes", "sh"),
)  # fmt: skip
_SLAVIC = tuple(
    sorted(
        """іями иями іях иях ами ями ові еві єві ого ому ими іми ыми их ых їх його его ему ої ою єю ею ью ів їв ов ев єв ах ях ам ям ом ем єм ей
        ій ий ый ой ая яя ое ее ые ие ії ия ію ию ули уло ула ув или ило ила ив али ало ала ав ыли ыло ыла ыл а я у ю і и е о ь й ї є ы""".split(),
        key=lambda ending: (-len(ending), ending),
    )
)


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """A folded word without its ending, so that its forms meet (shelled, shelling; ракета, ракетами); finer than `key`."""
    word = word.removesuffix("'s").replace("'", "")
    if not word.isascii():
        for ending in _SLAVIC:
            if word.endswith(ending) and len(word) - len(ending) >= 3:
                return word[: -len(ending)]
        return word
    word = word.replace("ense", "ence").replace("iza", "isa").replace("ize", "ise").replace("izi", "isi")
    for ending, instead in _ENGLISH:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            word = word[: -len(ending)] + instead
            break
    else:
        if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
            word = word[:-1]
    if len(word) > 4 and (word[-1] == "e" or (word[-1] == "y" and len(word) > 5 and word[-2] != "t")):
        word = word[:-1]
    if len(word) > 5 and word.endswith(("er", "or")):
        word = word[:-2]
    if word.endswith("y"):
        word = word[:-1] + "i"
    if len(word) > 3 and word[-1] == word[-2]:
        word = word[:-1]
    return word
