"""The words numbers are written with, value to words: English, Ukrainian and Russian with their cases, and German, French, Polish.

Left out are words that are mostly something else: German "elf" and "ein", French "cent" alone and "seize", Russian "семью" (family).
"""

ONES = {
    0: "zero nought naught нуль ноль zéro",
    1: "one один одна одне одного однієї одну одно одной одним одною одному jedna jedną jednego jednej",
    2: """two два дві двоє двох двома двом две двух двум двое двумя двоих двоим zwei zwo deux dwa dwie dwóch dwoje dwojga dwom dwoma""",
    3: "three три троє трьох трьома трьом трое трех трёх троих тремя трем трём drei trois trzy trzech troje trzem",
    4: """four чотири четверо чотирьох чотирма чотирьом четыре четырех четырёх четверых четырьмя четырем четырём vier quatre
        cztery czterech czworo czterem""",
    5: "five п'ять п'ятеро п'ятьох п'яти п'ятьма пять пятеро пяти пятерых пятью fünf cinq pięć pięciu pięcioro",
    6: "six шість шестеро шістьох шести шістьма шесть шестерых шестью sechs sześć sześciu sześcioro",
    7: "seven сім семеро сімох семи сьома семь семерых sieben sept siedem siedmiu siedmioro",
    8: "eight вісім восьмеро вісьмох восьми вісьма восемь восьмерых восемью acht huit osiem ośmiu ośmioro",
    9: "nine дев'ять дев'ятеро дев'ятьох дев'яти девять девятеро девяти девятерых девятью neun neuf dziewięć dziewięciu",
    10: "ten десять десятеро десятьох десяти десятьма десятерых десятью zehn dix dziesięć dziesięciu",
    11: "eleven одинадцять одинадцяти одинадцятьох одиннадцать одиннадцати onze jedenaście jedenastu",
    12: "twelve дванадцять дванадцяти дванадцятьох двенадцать двенадцати zwölf douze dwanaście dwunastu",
    13: "thirteen тринадцять тринадцяти тринадцятьох тринадцать тринадцати dreizehn treize trzynaście trzynastu",
    14: "fourteen чотирнадцять чотирнадцяти чотирнадцятьох четырнадцать четырнадцати vierzehn quatorze czternaście czternastu",
    15: "fifteen п'ятнадцять п'ятнадцяти п'ятнадцятьох пятнадцать пятнадцати fünfzehn quinze piętnaście piętnastu",
    16: "sixteen шістнадцять шістнадцяти шістнадцятьох шестнадцать шестнадцати sechzehn szesnaście szesnastu",
    17: "seventeen сімнадцять сімнадцяти сімнадцятьох семнадцать семнадцати siebzehn siedemnaście siedemnastu",
    18: "eighteen вісімнадцять вісімнадцяти вісімнадцятьох восемнадцать восемнадцати achtzehn osiemnaście osiemnastu",
    19: "nineteen дев'ятнадцять дев'ятнадцяти дев'ятнадцятьох девятнадцать девятнадцати neunzehn dziewiętnaście dziewiętnastu",
}
TENS = {
    20: "twenty двадцять двадцяти двадцатьох двадцать двадцати zwanzig vingt dwadzieścia dwudziestu",
    30: "thirty тридцять тридцяти тридцятьох тридцать тридцати dreißig dreissig trente trzydzieści trzydziestu",
    40: "forty fourty сорок сорока vierzig quarante czterdzieści czterdziestu",
    50: "fifty п'ятдесят п'ятдесяти п'ятдесятьох пятьдесят пятидесяти fünfzig cinquante pięćdziesiąt pięćdziesięciu полсотни півсотні",
    60: "sixty шістдесят шістдесяти шістдесятьох шестьдесят шестидесяти sechzig soixante sześćdziesiąt sześćdziesięciu",
    70: "seventy сімдесят сімдесяти сімдесятьох семьдесят семидесяти siebzig siedemdziesiąt siedemdziesięciu",
    80: "eighty вісімдесят вісімдесяти вісімдесятьох сімдесятьох восемьдесят восьмидесяти achtzig osiemdziesiąt osiemdziesięciu",
    90: "ninety дев'яносто дев'яноста девяносто девяноста neunzig dziewięćdziesiąt dziewięćdziesięciu",
    100: "сто ста hundert einhundert sto stu",
    200: "двісті двохсот двести двухсот zweihundert dwieście dwustu",
    300: "триста трьохсот трехсот трёхсот dreihundert trzysta trzystu",
    400: "чотириста чотирьохсот четыреста четырехсот четырёхсот vierhundert czterysta czterystu",
    500: "п'ятсот п'ятисот пятьсот пятисот fünfhundert pięćset pięciuset",
    600: "шістсот шестисот шестьсот sechshundert sześćset sześciuset",
    700: "сімсот семисот семьсот siebenhundert siedemset siedmiuset",
    800: "вісімсот восьмисот восемьсот achthundert osiemset ośmiuset",
    900: "дев'ятсот дев'ятисот девятьсот девятисот neunhundert dziewięćset dziewięciuset",
}
SCALES = {
    10: "десяток десятка десятки десятків десятков",
    12: "dozen dozens дюжина дюжини дюжин дюжины",
    100: "hundred сотня сотню сотні сотень сотни сотен",
    1000: """thousand thousands тисяча тисячу тисячі тисяч тисячами тысяча тысячу тысячи тысяч тысячами тис тыс k
        tausend mille tysiąc tysiące tysięcy tys tsd""",
    10**5: "lakh lakhs",
    10**7: "crore crores",
    10
    ** 6: """million millions mln mn m mil мільйон мільйони мільйонів мільйона мільйону миллион миллионы миллиона миллионов миллиону млн
        millionen mio miliony milionów miliona milion""",
    10
    ** 9: """billion billions bln bn b мільярд мільярди мільярдів мільярда мільярду миллиард миллиарды миллиарда миллиардов миллиарду млрд
        milliarde milliarden mrd milliard milliards miliard miliardy miliardów miliarda mld""",
    10**12: "trillion trillions tn tln трильйон трильйони трильйонів триллион триллионы триллионов трлн",
}
# Said of one and a half and of halves; what they multiply follows, or is in the word.
HALVES = {1.5: "півтора півтори полтора полторы полутора anderthalb", 0.5: "пів пол"}
WHOLE_HALVES = {
    500: "півтисячі полтысячи",
    500_000: "півмільйона полмиллиона",
    500_000_000: "півмільярда полмиллиарда",
}
# Scales that are a number when they stand alone (a hundred, a thousand); in other forms alone they are vague ("hundreds").
ALONE = frozenset(
    """десяток сотня сотню тисяча тисячу тысяча тысячу мільйон миллион мільярд миллиард дюжина tausend mille tysiąc milion miliard""".split()
)
# The genitive of the same, a number only after a qualifier that governs it: "близько сотні", "более тысячи".
ALONE_GENITIVE = frozenset("десятка сотні сотни тисячі тысячи мільйона миллиона мільярда миллиарда дюжини дюжины".split())
ABBREVIATED = frozenset("тис тыс млн млрд трлн mio mrd mln mld tys tsd mil".split())  # may end in a full stop that is theirs
FRENCH = frozenset(
    "deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze vingt trente quarante cinquante soixante".split()
)
SMALL_ONLY = frozenset("sept dix neuf sto mille pol".split())  # capitalised, a month, a painter, a name
# Names of weapons, vehicles and undertakings whose number is part of the name: "Shahed 136 drones", "Leopard 2 tanks".
NUMBERED = frozenset(
    """shahed geran gerbera leopard iskander kinzhal kalibr kalibre bradley abrams challenger marder lancet orlan zala supercam eleron gepard caesar boxer stinger
    neptune neptun flamingo bayraktar mohajer switchblade atacms nasams tochka uragan smerch grad tornado buk tor pantsir panzerhaubitze boeing airbus antonov
    tupolev sukhoi mikoyan mirage gripen typhoon stream olympics euro eurovision expo mundial covid windows iphone formula apollo
    soyuz fortune starlink artemis cyclone hurricane шахед шахеди шахеды шахедів шахедов герань герані гераней іскандер искандер кинджал кинжал калібр калибр
    леопард абрамс бредлі лансет орлан стрім поток""".split()
)


def _german() -> dict[str, int]:
    """The numbers German writes as one word: "einundzwanzig", "dreitausend"."""
    ones = dict(zip("ein zwei drei vier fünf sechs sieben acht neun".split(), range(1, 10), strict=True))
    tens = dict(zip("zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig".split(), range(20, 100, 10), strict=True))
    small = {f"{one}und{ten}": by_one + by_ten for one, by_one in ones.items() for ten, by_ten in tens.items()}
    large = {f"{one}tausend": by_one * 1000 for one, by_one in ones.items()}
    return small | large


COMPOUNDS = _german()
