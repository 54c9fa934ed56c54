"""What scripts/build_places.py cannot take from a list: how regions are called in three languages, former names, risky words."""

import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from briefing.language.places.gazetteer import fold

# GeoNames code: city or stem of the name, Ukrainian and Russian adjective stem, Ukrainian -щин- stem, more spellings.
UKRAINE = {
    "01": ("Cherkasy", "Черкаськ", "Черкасск", "Черкащин", ""),
    "02": ("Chernihiv", "Чернігівськ", "Черниговск", "Чернігівщин", "Chernigov"),
    "03": ("Chernivtsi", "Чернівецьк", "Черновицк", "Буковин", "Chernovtsy"),
    "04": ("Dnipropetrovsk", "Дніпропетровськ", "Днепропетровск", "Дніпропетровщин", "Dnepropetrovsk|Dnipro|Sicheslav"),
    "05": ("Donetsk", "Донецьк", "Донецк", "Донеччин", ""),
    "06": ("Ivano-Frankivsk", "Івано-Франківськ", "Ивано-Франковск", "Прикарпатт", "Ivano-Frankovsk"),
    "07": ("Kharkiv", "Харківськ", "Харьковск", "Харківщин", "Kharkov"),
    "08": ("Kherson", "Херсонськ", "Херсонск", "Херсонщин", ""),
    "09": ("Khmelnytskyi", "Хмельницьк", "Хмельницк", "Хмельниччин", "Khmelnitsky|Khmelnytsky"),
    "10": ("Kirovohrad", "Кіровоградськ", "Кировоградск", "Кіровоградщин", "Kirovograd|Kropyvnytskyi|Kropyvnytsky"),
    "13": ("Kyiv", "Київськ", "Киевск", "Київщин", "Kiev"),
    "14": ("Luhansk", "Луганськ", "Луганск", "Луганщин", "Lugansk"),
    "15": ("Lviv", "Львівськ", "Львовск", "Львівщин", "Lvov"),
    "16": ("Mykolaiv", "Миколаївськ", "Николаевск", "Миколаївщин", "Nikolaev|Mykolayiv|Nikolayev"),
    "17": ("Odesa", "Одеськ", "Одесск", "Одещин", "Odessa"),
    "18": ("Poltava", "Полтавськ", "Полтавск", "Полтавщин", ""),
    "19": ("Rivne", "Рівненськ", "Ровенск", "Рівненщин", "Rovno"),
    "21": ("Sumy", "Сумськ", "Сумск", "Сумщин", ""),
    "22": ("Ternopil", "Тернопільськ", "Тернопольск", "Тернопільщин", "Ternopol"),
    "23": ("Vinnytsia", "Вінницьк", "Винницк", "Вінниччин", "Vinnitsa|Vinnytsya"),
    "24": ("Volyn", "Волинськ", "Волынск", "Волин", "Volhynia|Volhynian"),
    "25": ("Zakarpattia", "Закарпатськ", "Закарпатск", "Закарпатт", "Transcarpathian|Transcarpathia"),
    "26": ("Zaporizhzhia", "Запорізьк", "Запорожск", "", "Zaporozhye|Zaporozhzhia|Zaporizhia|Zaporizhzhya"),
    "27": ("Zhytomyr", "Житомирськ", "Житомирск", "Житомирщин", "Zhitomir"),
}
RUSSIA = {
    "05": ("Amur", "Амурськ", "Амурск", "", ""),
    "06": ("Arkhangelsk", "Архангельськ", "Архангельск", "", ""),
    "07": ("Astrakhan", "Астраханськ", "Астраханск", "", ""),
    "09": ("Belgorod", "Бєлгородськ", "Белгородск", "Бєлгородщин", ""),
    "10": ("Bryansk", "Брянськ", "Брянск", "Брянщин", "Briansk"),
    "13": ("Chelyabinsk", "Челябінськ", "Челябинск", "", ""),
    "20": ("Irkutsk", "Іркутськ", "Иркутск", "", ""),
    "21": ("Ivanovo", "Івановськ", "Ивановск", "", ""),
    "23": ("Kaliningrad", "Калінінградськ", "Калининградск", "", ""),
    "25": ("Kaluga", "Калузьк", "Калужск", "", ""),
    "29": ("Kemerovo", "Кемеровськ", "Кемеровск", "", "Kuzbass"),
    "33": ("Kirov", "Кіровськ", "Кировск", "", ""),
    "37": ("Kostroma", "Костромськ", "Костромск", "", ""),
    "40": ("Kurgan", "Курганськ", "Курганск", "", ""),
    "41": ("Kursk", "Курськ", "Курск", "Курщин", ""),
    "42": ("Leningrad", "Ленінградськ", "Ленинградск", "", ""),
    "43": ("Lipetsk", "Липецьк", "Липецк", "", ""),
    "44": ("Magadan", "Магаданськ", "Магаданск", "", ""),
    "47": ("Moscow", "Московськ", "Московск", "", ""),
    "49": ("Murmansk", "Мурманськ", "Мурманск", "", ""),
    "51": ("Nizhny Novgorod", "Нижегородськ", "Нижегородск", "", ""),
    "52": ("Novgorod", "Новгородськ", "Новгородск", "", ""),
    "53": ("Novosibirsk", "Новосибірськ", "Новосибирск", "", ""),
    "54": ("Omsk", "Омськ", "Омск", "", ""),
    "55": ("Orenburg", "Оренбурзьк", "Оренбургск", "", ""),
    "56": ("Oryol", "Орловськ", "Орловск", "", "Orel|Orlov"),
    "57": ("Penza", "Пензенськ", "Пензенск", "", ""),
    "60": ("Pskov", "Псковськ", "Псковск", "", ""),
    "61": ("Rostov", "Ростовськ", "Ростовск", "", ""),
    "62": ("Ryazan", "Рязанськ", "Рязанск", "", ""),
    "64": ("Sakhalin", "Сахалінськ", "Сахалинск", "", ""),
    "65": ("Samara", "Самарськ", "Самарск", "", ""),
    "67": ("Saratov", "Саратовськ", "Саратовск", "", ""),
    "69": ("Smolensk", "Смоленськ", "Смоленск", "", ""),
    "71": ("Sverdlovsk", "Свердловськ", "Свердловск", "", ""),
    "72": ("Tambov", "Тамбовськ", "Тамбовск", "", ""),
    "75": ("Tomsk", "Томськ", "Томск", "", ""),
    "76": ("Tula", "Тульськ", "Тульск", "", ""),
    "77": ("Tver", "Тверськ", "Тверск", "", ""),
    "78": ("Tyumen", "Тюменськ", "Тюменск", "", ""),
    "81": ("Ulyanovsk", "Ульяновськ", "Ульяновск", "", ""),
    "83": ("Vladimir", "Володимирськ", "Владимирск", "", ""),
    "84": ("Volgograd", "Волгоградськ", "Волгоградск", "", ""),
    "85": ("Vologda", "Вологодськ", "Вологодск", "", ""),
    "86": ("Voronezh", "Воронезьк", "Воронежск", "", ""),
    "88": ("Yaroslavl", "Ярославськ", "Ярославск", "", ""),
}
# Oblasts whose city has another name by now: the old one by itself is the oblast.
RENAMED = {
    "Dnipropetrovsk": "Dnipropetrovsk|Dnepropetrovsk|Дніпропетровськ|Днепропетровск",
    "Kirovohrad": "Kirovohrad|Kirovograd|Кіровоград|Кировоград",
}
# Name, country, GeoNames codes of the settlements in it, further spellings. A region of no code is a land that several share.
OTHER_REGIONS = (
    (
        "Crimea",
        "UA",
        "11 20",
        "Crimean peninsula|Crimean Peninsula|Autonomous Republic of Crimea|Республіка Крим|Республика Крым|Крим|Криму|Кримом|Крым|Крыму|Крыма|Крымом",
    ),
    ("Donbas", "UA", "", "Donbass|Донбас|Донбасс"),
    (
        "Krasnodar Krai",
        "RU",
        "38",
        "Krasnodar region|Krasnodar Territory|Krasnodar Region|Kuban|Краснодарский край|Краснодарском крае|Краснодарского края|Краснодарського краю|Краснодарському краї|Краснодарський край|Кубань|Кубани|Кубані",
    ),
    ("Tatarstan", "RU", "73", "Татарстан"),
    ("Bashkortostan", "RU", "08", "Bashkiria|Башкортостан|Башкирия|Башкирии|Башкирію|Башкирії"),
    ("Chechnya", "RU", "12", "Chechen Republic|Чечня|Чечне|Чечні|Чечню"),
    ("Dagestan", "RU", "17", "Дагестан"),
    ("Ingushetia", "RU", "19", "Ингушетия|Ингушетии|Інгушетія|Інгушетії"),
    ("North Ossetia", "RU", "68", "Северная Осетия|Северной Осетии|Північна Осетія|Північній Осетії"),
    ("Kabardino-Balkaria", "RU", "22", "Кабардино-Балкария|Кабардино-Балкарии"),
    ("Karachay-Cherkessia", "RU", "27", "Карачаево-Черкесия|Карачаево-Черкесии"),
    ("Kalmykia", "RU", "24", "Калмыкия|Калмыкии|Калмикія|Калмикії"),
    ("Adygea", "RU", "01", "Adygeya|Адыгея|Адыгее|Адигея|Адигеї"),
    (
        "Stavropol Krai",
        "RU",
        "70",
        "Stavropol region|Stavropol Territory|Ставропольский край|Ставропольском крае|Ставропольський край|Ставропольському краї|Ставрополье",
    ),
    ("Perm Krai", "RU", "90", "Perm region|Perm Territory|Пермский край|Пермском крае|Пермський край|Пермському краї"),
    ("Krasnoyarsk Krai", "RU", "91", "Krasnoyarsk region|Красноярский край|Красноярском крае"),
    ("Altai Krai", "RU", "04", "Altai region|Алтайский край|Алтайском крае"),
    ("Primorsky Krai", "RU", "59", "Primorye|Primorsky region|Приморский край|Приморском крае|Приморье"),
    ("Khabarovsk Krai", "RU", "30", "Khabarovsk region|Хабаровский край|Хабаровском крае"),
    ("Udmurtia", "RU", "80", "Udmurt Republic|Удмуртия|Удмуртии|Удмуртія|Удмуртії"),
    ("Mordovia", "RU", "46", "Мордовия|Мордовии|Мордовія|Мордовії"),
    ("Chuvashia", "RU", "16", "Чувашия|Чувашии|Чувашія|Чувашії"),
    ("Mari El", "RU", "45", "Марий Эл"),
    ("Komi", "RU", "34", "Komi Republic"),
    ("Karelia", "RU", "28", "Карелия|Карелии|Карелія|Карелії"),
    ("Buryatia", "RU", "11", "Бурятия|Бурятии|Бурятія|Бурятії"),
    ("Sakha", "RU", "63", "Yakutia|Якутия|Якутии|Якутія|Якутії"),
    ("Tuva", "RU", "79", "Tyva"),
    ("Transnistria", "MD", "", "Придністров’я|Приднестровье|Придністров’ї|Приднестровья"),
    ("Gaza Strip", "PS", "GZ", "Gaza|Газа|Газі|Газе|Сектор Газа|Секторі Газа|Секторе Газа"),
    ("West Bank", "PS", "WE", ""),
)
# Name, country, region, district, latitude, longitude, spellings: bridges, plants, airfields, islands and waters in the news.
FEATURES = (
    (
        "Snake Island",
        "UA",
        "Odesa Oblast",
        "Izmail Raion",
        45.255,
        30.204,
        "Zmiinyi Island|Zmiinyi|Зміїний|Зміїному|Змеиный|Змеином|острів Зміїний|остров Змеиный",
    ),
    (
        "Crimean Bridge",
        "UA",
        "Crimea",
        "",
        45.308,
        36.506,
        "Crimea Bridge|Kerch Bridge|Kerch bridge|Kerch Strait Bridge|Crimean bridge|Кримський міст|Кримського мосту|Кримському мосту|Крымский мост|Крымского моста|Крымском мосту|Керченский мост|Керченський міст",
    ),
    (
        "Kakhovka dam",
        "UA",
        "Kherson Oblast",
        "Kakhovka Raion",
        46.777,
        33.371,
        "Nova Kakhovka dam|Kakhovka Dam|Kakhovka hydroelectric|Каховська ГЕС|Каховської ГЕС|Каховській ГЕС|Каховская ГЭС|Каховской ГЭС",
    ),
    (
        "Zaporizhzhia Nuclear Power Plant",
        "UA",
        "Zaporizhzhia Oblast",
        "Vasylivka Raion",
        47.507,
        34.585,
        "Zaporizhzhia nuclear plant|Zaporizhzhia plant|Zaporizhzhia NPP|Запорізька АЕС|Запорізької АЕС|Запорізькій АЕС|Запорожская АЭС|Запорожской АЭС|ZNPP|ЗАЕС|ЗАЭС",
    ),
    (
        "Chornobyl Nuclear Power Plant",
        "UA",
        "Kyiv Oblast",
        "Vyshhorod Raion",
        51.389,
        30.099,
        "Chernobyl nuclear plant|Chernobyl plant|Чорнобильська АЕС|Чорнобильської АЕС|Чорнобильській АЕС|Чернобыльская АЭС|Чернобыльской АЭС",
    ),
    (
        "Kinburn Spit",
        "UA",
        "Mykolaiv Oblast",
        "Mykolaiv Raion",
        46.553,
        31.64,
        "Kinburn spit|Kinburn peninsula|Kinburn|Кінбурнська коса|Кінбурнській косі|Кинбурнская коса|Кинбурнской косе",
    ),
    (
        "Antonivka Bridge",
        "UA",
        "Kherson Oblast",
        "",
        46.669,
        32.72,
        "Antonivsky Bridge|Antonivskyi Bridge|Antonovsky Bridge|Антонівський міст|Антонівського мосту|Антонівському мосту|Антоновский мост",
    ),
    ("Belbek", "UA", "Crimea", "", 44.689, 33.577, "Бельбек|Бельбеке|Бельбеці"),
    ("Black Sea", "", "", "", 43.4, 34.3, "Чорне море|Чорного моря|Чорному морі|Чёрное море|Черного моря|Черном море"),
    (
        "Sea of Azov",
        "",
        "",
        "",
        46.0,
        36.6,
        "Azov Sea|Азовське море|Азовського моря|Азовському морі|Азовское море|Азовского моря|Азовском море",
    ),
    ("Kerch Strait", "", "", "", 45.26, 36.57, "Керченська протока|Керченській протоці|Керченской пролив|Керченском проливе"),
    ("Baltic Sea", "", "", "", 58.0, 20.0, "Балтійське море|Балтійському морі|Балтийское море|Балтийском море"),
    ("Red Sea", "", "", "", 20.0, 38.5, "Червоне море|Червоному морі|Красное море|Красном море"),
    (
        "Mediterranean Sea",
        "",
        "",
        "",
        35.0,
        18.0,
        "Mediterranean|Середземне море|Середземному морі|Средиземное море|Средиземном море",
    ),
    ("Caspian Sea", "", "", "", 41.7, 50.6, "Caspian|Каспійське море|Каспійському морі|Каспийское море|Каспийском море"),
    ("Barents Sea", "", "", "", 74.0, 37.0, "Баренцево море|Баренцевому морі|Баренцевом море"),
    ("Strait of Hormuz", "", "", "", 26.6, 56.4, "Ормузька протока|Ормузький пролив|Ормузский пролив"),
    ("Bosphorus", "TR", "", "", 41.12, 29.08, "Bosporus|Bosphorus Strait|Босфор"),
)
# Oblasts whose own towns are taken down to the smallest: those at the border of the war.
BORDER = ("09", "10", "38", "41", "61", "86")
# Spellings GeoNames lacks, former names still in use.
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
    "Dnipro": "Dnepr|Дніпро|Днепр",
    "Bakhmut": "Artemivsk|Artyomovsk|Artemovsk|Артемовск|Артемівськ",
    "Avdiivka": "Avdeevka|Avdeyevka",
    "Zaporizhzhia": "Zaporozhye|Zaporizhia|Запоріжжя|Запорожье|Запоріжжі",
    "Mykolaiv": "Nikolaev|Nikolayev",
    "Kropyvnytskyi": "Kropyvnytsky|Kropivnitsky|Кропивницькому|Кропивницького|Кропивницком",
    "Khmelnytskyi": "Khmelnytsky|Khmelnitsky|Хмельницькому|Хмельницького|Хмельницком|Хмельницкого",
    "Moscow": "Москва|Москві|Москви",
    "Saint Petersburg": "St Petersburg|St. Petersburg|Петербург|Петербурзі|Санкт-Петербург|Санкт-Петербурзі|Санкт-Петербурге",
    "Toretsk": "Dzerzhinsk|Dzerzhynsk|Дзержинськ",
    "Vuhledar": "Ugledar|Угледар|Вугледар",
    "Kryvyi Rih": "Krivoy Rog|Krivoi Rog|Кривой Рог|Кривым Рогом|Kryviy Rih|Кривому Розі|Кривого Рогу|Кривом Роге|Кривого Рога",
    "Chasiv Yar": "Часовому Яру|Часовом Яре|Часового Яру|Chasovoy Yar|Chasov Yar|Часов Яр",
    "Velyka Novosilka": "Великій Новосілці|Великой Новоселке",
    "Siverskodonetsk": "Severodonetsk|Syeverodonetsk|Sievierodonetsk|Sievierodonietsk|Сєвєродонецьк|Северодонецк",
    "Rostov-on-Don": "Rostov|Ростов|Rostov-na-Donu|Ростов-на-Дону|Ростові-на-Дону|Ростове-на-Дону",
    "Chornobyl": "Chernobyl|Чернобыль|Чорнобиль",
    "Enerhodar": "Energodar",
    "Pokrovsk": "Krasnoarmiisk|Krasnoarmeisk|Krasnoarmeysk|Красноармейск|Красноармійськ",
    "Myrnohrad": "Dymytrov|Dimitrov|Димитров|Димитрів",
    "Kamianske": "Dniprodzerzhynsk|Dneprodzerzhinsk|Дніпродзержинськ|Днепродзержинск|Kamenskoye|Каменское|Кам’янському",
    "Horlivka": "Gorlovka|Горловка",
    "Makiivka": "Makeyevka|Makeevka|Макеевка",
    "Yenakiieve": "Yenakievo|Yenakiyevo|Енакиево",
    "Khrustalnyi": "Krasnyi Luch|Krasny Luch|Красный Луч|Красний Луч",
    "Sorokyne": "Krasnodon|Краснодон",
    "Dovzhansk": "Sverdlovsk|Свердловськ",
    "Samar": "Novomoskovsk|Новомосковськ|Новомосковск",
    "Sheptytskyi": "Chervonohrad|Червоноград",
    "Berestyn": "Krasnohrad|Krasnograd|Красноград",
    "Zlatopil": "Pervomaiskyi|Pervomaisky",
    "Pivdenne": "Yuzhne|Yuzhny|Южне|Южний|Южный|Южному",
    "Pivdennoukrainsk": "Yuzhnoukrainsk|Южноукраїнськ|Южноукраинск",
    "Zviahel": "Novohrad-Volynskyi|Новоград-Волинський",
    "Shakhtarske": "Pershotravensk|Першотравенськ|Першотравенск",
    "Lyman": "Krasnyi Lyman|Красный Лиман|Красний Лиман",
    "Bilhorod-Dnistrovskyi": "Belgorod-Dnestrovsky|Akkerman|Белгород-Днестровский",
    "Kamianets-Podilskyi": "Kamenets-Podolsky|Kamianets|Каменец-Подольский|Кам’янці-Подільському|Кам’янець-Подільському",
    "Novohrodivka": "Novogrodovka|Новогродовка",
    "Selydove": "Selidovo|Selydovo|Селидово",
    "Kurakhove": "Kurakhovo|Курахово",
    "Druzhkivka": "Druzhkovka|Дружковка",
    "Huliaipole": "Gulyaypole|Gulyai-Pole|Huliaypole|Hulyaipole|Гуляйполе|Гуляй-Поле",
    "Orikhiv": "Orekhov|Орехов",
    "Stepnohirsk": "Stepnogorsk|Степногорск",
    "Izmail": "Izmayil",
    "Chornomorsk": "Illichivsk|Ilyichevsk|Chernomorsk|Черноморск|Іллічівськ",
    "Kamianka-Dniprovska": "Kamenka-Dneprovskaya",
    "Marhanets": "Marganets|Марганец",
    "Oleshky": "Oleshki|Олешки|Олешках",
    "Ochakiv": "Ochakov|Очаков",
    "Yevpatoriia": "Yevpatoria|Evpatoria|Yevpatoriya|Євпаторія|Евпатория|Евпатории",
    "Feodosiia": "Feodosia|Theodosia|Feodosiya|Феодосія|Феодосия|Феодосии|Феодосії",
    "Dzhankoi": "Dzhankoy|Джанкой|Джанкое",
    "Mariupol": "Маріуполі",
    "Brovary": "Броварах|Броварами",
    "Sloviansk": "Slavyansk|Славянск",
    "Kupiansk": "Kupyansk|Kupiansk|Купянск",
    "Lysychansk": "Lisichansk|Лисичанск",
    "Rubizhne": "Rubezhnoye|Rubezhnoe|Рубежное",
    "Irpin": "Ирпень|Ірпені|Ирпене",
    "Bucha": "Bucha|Буча|Бучі|Буче",
    "Hostomel": "Gostomel|Гостомель",
    "Vovchansk": "Volchansk|Волчанск",
    "Borodianka": "Borodyanka|Бородянка",
    "Shebekino": "Шебекіно|Шебекіному",
}
# Villages of the front and of events often told, below 500 inhabitants or taken for another one: name, oblast, Cyrillic spellings.
VILLAGES = """Robotyne:Zaporizhzhia:Роботине|Работино Krynky:Kherson:Кринки|Крынки Hroza:Kharkiv:Гроза Klishchiivka:Donetsk:Кліщіївка|Клещеевка
Andriivka:Donetsk:Андріївка|Андреевка Ryzhivka:Sumy:Рижівка|Рыжевка Synkivka:Kharkiv:Синьківка|Синьковка Urozhaine:Donetsk:Урожайне|Урожайное
Staromaiorske:Donetsk:Старомайорське|Старомайорское Stepove:Donetsk:Степове|Степовое Bohdanivka:Donetsk:Богданівка|Богдановка
Ivanivske:Donetsk:Іванівське|Ивановское Verbove:Zaporizhzhia:Вербове|Вербовое Novomykhailivka:Donetsk:Новомихайлівка|Новомихайловка
Lyptsi:Kharkiv:Липці|Липцы Hlyboke:Kharkiv:Глибоке|Глубокое Terny:Donetsk:Терни|Терны Makiivka:Luhansk:Макіївка|Макеевка
Orikhovo-Vasylivka:Donetsk:Оріхово-Василівка Yahidne:Chernihiv:Ягідне Ocheretyne:Donetsk:Очеретине|Очеретино Pisky:Donetsk:Піски|Пески
Prykolotne:Kharkiv:Приколотне Huliaipole:Zaporizhzhia:Гуляйполе Tsupivka:Kharkiv:Цупівка Rohan:Kharkiv:Рогань Bilohorivka:Luhansk:Білогорівка|Белогоровка""".split()
RISKY = frozenset(
    fold(word)
    for word in """Moskva German Balkan Kramator Bar Lis Mena Buy Ola Tara Mirny Engels Kirov Pushkin Stara Nova Velyka Mala Lenina Artem Sofia Marina Nikita Oleg Victoria
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

# Inhabitants of the smallest towns taken, by countries: near the first list, in the news of other wars.
LEAST = (
    (15_000, "RU"),
    (20_000, "PS MD"),
    (
        30_000,
        """AL AD AT BY BE BA BG HR CY CZ DK EE FI FR DE GR HU IS IE IT XK LV LI LT LU MT MC ME NL MK NO PL PT RO SM RS SK SI ES SE CH GB GE
        AM AZ TR""",
    ),
    (50_000, "IL LB SY IQ IR YE SD"),
)
# English names of cities that GeoNames lists under their own.
WORLD_FORMS = {
    "New York City": "New York|Нью-Йорк|Нью-Йорку|Нью-Йорке",
    "Köln": "Cologne",
    "Nürnberg": "Nuremberg|Nuernberg",
    "Hannover": "Hanover",
    "Düsseldorf": "Dusseldorf|Duesseldorf",
    "Sevilla": "Seville",
    "Zürich": "Zurich",
    "Genève": "Geneva|Женева|Женеві|Женеве",
    "Bern": "Berne",
    "Lisboa": "Lisbon",
    "Antwerpen": "Antwerp",
    "Gent": "Ghent",
    "The Hague": "Hague|Гаага|Гаазі|Гааге",
    "Kraków": "Cracow|Krakow",
    "Gdańsk": "Danzig|Gdansk",
    "Iaşi": "Iasi",
    "Thessaloníki": "Thessaloniki|Salonica",
    "İzmir": "Izmir",
    "Bogotá": "Bogota",
    "São Paulo": "Sao Paulo",
    "Ho Chi Minh City": "Saigon",
    "Mumbai": "Bombay",
    "Kolkata": "Calcutta",
    "Chennai": "Madras",
    "Göteborg": "Gothenburg",
    "Firenze": "Florence",
    "Napoli": "Naples",
    "Torino": "Turin",
    "Venezia": "Venice",
    "Milano": "Milan",
    "Chişinău": "Chisinau|Kishinev|Кишинів|Кишиневі|Кишинев|Кишинёв",
    "Tbilisi": "Тбілісі|Тбилиси",
    "Washington": "Washington D.C|Washington DC",
    "Brussels": "Брюссель|Брюсселі|Брюсселе",
    "Rzeszów": "Rzeszow|Жешув|Жешуві",
    "Astana": "Nur-Sultan",
}
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
# Which country's city is meant where several share a name and one is told of far more often.
MEANT = {
    "Barcelona": "ES",
    "Valencia": "ES",
    "Birmingham": "GB",
    "Tripoli": "LY",
    "Hyderabad": "IN",
    "Santiago": "CL",
    "Alexandria": "EG",
    "Córdoba": "ES",
    "Granada": "ES",
    "Toledo": "ES",
    "Cartagena": "CO",
    "Manchester": "GB",
    "Worcester": "GB",
    "Newcastle": "GB",
    "Cambridge": "GB",
    "Medellín": "CO",
    "Vladimir": "RU",
    "Aurora": "US",
    "Portland": "US",
    "Kansas City": "US",
    "San Juan": "PR",
    "Georgetown": "GY",
    "Kingston": "JM",
    "Bristol": "GB",
    "Rochester": "US",
    "Richmond": "US",
    "Hamilton": "CA",
    "Wellington": "NZ",
    "Melbourne": "AU",
    "Sydney": "AU",
    "Perth": "AU",
}
# Words that a region's name may consist of and that mean none by themselves.
DIRECTIONS = frozenset(
    """north south east west northern southern eastern western central center centre upper lower federal capital coast coastal islands islas gulf
    highlands plateau northwest northeast southwest southeast north-west north-east south-west south-east north-western north-eastern
    south-western south-eastern northwestern northeastern southwestern southeastern national city metropolitan inner outer
    the of and area territory littoral maritime savannah forest far""".replace("y", "i").split()
)
