"""The words the figure grammar knows, by class, in English, Ukrainian and Russian. A word belongs to one class; all others are `x`."""

import re

CLASSES: dict[str, str] = {
    # people
    "PERSON": """people person persons civilian civilians man men woman women child children minor minors boy boys girl girls teenager teenagers teen teens adult adults
        infant infants baby babies toddler toddlers resident residents citizen citizens villager villagers passenger passengers worker workers employee employees
        rescuer rescuers firefighter firefighters medic medics paramedic paramedics doctor doctors nurse nurses journalist journalists policeman policemen officer officers
        driver drivers pensioner pensioners patient patients student students pupil pupils schoolchildren victim victims ukrainians russians foreigners foreigner locals
        bystanders shoppers guards guard pilot pilots crew crewmen crewmembers sailors sailor volunteer volunteers staff staffers brothers sisters couple family families members member
        особа особи осіб людина людини людей люди чоловік чоловіки чоловіків жінка жінки жінок дитина дитини дітей діти дитина мешканець мешканці мешканців цивільних
        рятувальник рятувальники рятувальників працівник працівники працівників медиків
        человек человека людей люди мужчина мужчины мужчин женщина женщины женщин ребенок ребёнок ребенка ребёнка детей дети житель жители жителей гражданских мирных сотрудников""",
    "SOLDIER": """troop troops soldier soldiers serviceman servicemen servicewoman servicewomen servicemember servicemembers personnel fighter-soldiers mercenaries mercenary conscripts conscript
        marines paratroopers reservists recruits combatants militants infantrymen cadets peacekeepers
        військовий військові військових військовослужбовець військовослужбовці військовослужбовців солдат солдати солдатів бійців бійці
        военный военные военных военнослужащий военнослужащие военнослужащих солдаты бойцов""",
    "OTHERS": "other others more another additional further інших ще інші других ещё еще",
    # what happened to them
    "KILLED": "killed shot-dead murdered executed slain",
    "KILL": "kill kills killing murdering",
    "DEAD": "dead died dies dying perished deceased die",
    "DEAD_SLAV": """загинув загинула загинули загинуло загинуть загиблих загиблі помер померла померли вбито убито вбиті вбитих вбив вбила вбили
        погиб погибла погибли погибло погибших погибшие погибнуть умер умерли убит убиты убитых убил убили""",
    "HURT": "injured wounded hurt hospitalised hospitalized maimed concussed burned",
    "HURTS": "injuring wounding injures wounds hurting injure wound hospitalizing hospitalising",
    "HURT_SLAV": """поранено поранені поранений поранена поранених травмовано травмовані травмованих постраждали постраждало постраждав постраждала постраждалих госпіталізовано
        пострадали пострадал пострадала пострадало пострадавших ранен ранена ранены ранено раненых ранения госпитализированы госпитализирован поранення""",
    "DEATHS": "deaths fatalities",
    "TOLL": "toll",
    "NUMBER": "number count tally кількість число",
    "LIVES": "lives life",
    "CLAIM": "claimed claiming claims claim cost costing took taking",
    "LOST": "lost lose loses losing",
    "SUFFER": "sustained suffered received sustaining suffering receiving",
    "INJURIES": "injuries wounds burns trauma concussions shrapnel",
    "TAKEN": "taken rushed admitted sent brought",
    "HOSPITAL": "hospital hospitals intensive",
    "MISSING": "missing unaccounted безвісти пропали пропавшими зниклими",
    "CAPTURE": "captured capturing captures полонено взято",
    "PRISONER": "prisoners prisoner captives pows pow hostages detainees полонених пленных военнопленных військовополонених",
    "EVACUATED": "evacuated evacuating evacuate evacuates евакуйовано евакуювали евакуйовані эвакуированы эвакуировали эвакуировано",
    "DISPLACED": "displaced displacing uprooted",
    "FLED": "fled flee fleeing",
    "REFUGEES": "refugees біженців беженцев переселенців",
    # weapons and what is done with them
    "MISSILE": "missiles rockets iskanders kinzhals kalibrs tomahawks ракета ракети ракет ракету ракеты",
    "A_MISSILE": "missile rocket",
    "DRONE": """drones uavs shaheds gerans quadcopters шахедів шахеди дронів дрони дрон безпілотників безпілотники безпілотник бпла
        дронов дроны дрона беспилотников беспилотники беспилотника беспилотник шахедов""",
    "A_DRONE": "drone uav shahed",
    "LAUNCH": """launched launching launch launches fired firing fires fire unleashed unleashing unleash lobbed hurled used using
        випустили випустив випустила запустили запустив запустила атакували атакував атакувала застосував застосували
        выпустили выпустила запустили запустила атаковали атаковала применили""",
    "ATTACK": "attack attacks attacked attacking strike strikes striking barrage barrages salvo salvos wave waves swarm swarms assault raid raids bombardment targeted targeting",
    "HIT": "hit hits hitting struck impacted reached crashed fell landed влучили влучань влучань",
    "DOWN": """downed downing downs intercepted intercepting intercept intercepts repelled repel repelling shoot shoots shot-down
        збито збитий збили збив збила знищено знищили знищила перехоплено сбито сбит сбита сбиты сбили сбила уничтожено уничтожены уничтожили перехвачено перехватили""",
    "DOWNED": "",  # the same said of what was downed: "were shot down"
    "LAUNCHED": "",  # likewise: "were launched"
    "DESTROY": "destroyed destroying destroys",
    "ASTRAY": """jammed jamming suppressed neutralised neutralized neutralizing neutralising dropped disappeared vanished strayed veered malfunctioned exploded flew crossed entered breached
        penetrated evaded detected spotted знешкоджено знешкодили подавлено подавили зникли зник нейтрализовано нейтрализованы подавлены""",
    "SUPPLY": """supply supplied supplies supplying deliver delivered delivers delivering delivery deliveries provide provided provides providing purchase purchased purchases purchasing buy bought buys
        order ordered orders produce produced produces producing production manufacture manufactured procure donate donated pledge pledged promised transfer transferred contract package export
        exported receive received stockpile stockpiles acquire acquired""",
    # things
    "BUILDING": """building buildings house houses home homes apartments block blocks school schools kindergarten kindergartens church churches residences dwellings shops shop warehouses high-rises
        будинок будинки будинків дім будівля будівлі будівель дом дома домов здание здания зданий квартир""",
    "DAMAGE": """damaged damaging damages damage wrecked gutted flattened levelled leveled
        пошкоджено пошкоджені пошкодив пошкодили зруйновано зруйновані зруйнував повреждено повреждены повредил повредили разрушено разрушены""",
    "HOUSEHOLD": "households household customers customer consumers consumer subscribers subscriber settlements towns villages абонентів споживачів потребителей абонентов",
    "WITHOUT": "without без",
    "POWER": "power electricity light heating heat світла електроенергії електропостачання света электричества электроэнергии электроснабжения",
    "EQUIPMENT": """tank tanks shell shells rounds howitzer howitzers helicopter helicopters aircraft plane planes jet jets warplane warplanes bomber bombers launcher launchers mortar mortars
        radar radars warship warships ship ships vessel vessels tanker tankers interceptor interceptors bombs bomb mines torpedoes rifles apcs ifvs vehicles locomotives batteries systems guns
        f-16s su-27s mig-29s himars leopards abrams bradleys patriots boats submarines
        танків танки танк снарядів снарядов снаряди гелікоптерів вертолетов літаків самолетов бомб машин""",
    "THING": """casualties casualty hit-reports explosions explosion blasts clashes bodies locations sites sorties settlements-taken airstrikes engagements crews evacuations
        shellings shelling injuries-total""",
    "COUNTRIES": "countries nations",
    # glue
    "BE": """was were is are am be been being have has had having remain remains remained left leaving found reported confirmed feared believed presumed declared pronounced listed considered went gone going
        було були був была был была були стало стали есть є""",
    "ADV": """also reportedly still already so far officially critically seriously severely badly lightly fatally all both now again at-least only just directly completely partially partly either
        otherwise outright currently successfully even ultimately initially only total""",
    "DET": "the a an its their his her these those this our your my all of-the both every each",
    "RESTORED": "restored back reconnected returned відновлено восстановлено",
    "ALL_BUT": "",
    "LOSSES": "losses eliminated eliminating liquidated surrendered втрати потери",
    "SAY": "said says saying adding added adds told claims-that stating noted noting повідомили повідомив повідомляє заявили заявив сообщили сообщил сообщает заявил",
    "OF": "of",
    "TO": "to at reached reaching reaches exceeded exceeds surpassed totalled totaled topped",
    "WHICH": "which whom them",
    "INCLUDING": "including among amongst серед среди включая включно зокрема",
    "AND": "and & і та и й plus",
    "PREP": """in on near by with from for against during after into onto over across around between before under toward towards within outside inside through throughout since until off behind
        than or not no involving у в на з із під біля при для про от из с со к до по за об около возле""",
    "CLAUSE": "when where while as because that who if but what why whose after before until unless although though что который которые яка який які що коли когда",
    "STRONG": "strong",
    "MODAL": "able unable could would may might can should will must cannot can't won't",
    "FORCE": "force army contingent unit group garrison formation",
}
NOT_PEOPLE = ("BUILDING", "MISSILE", "A_MISSILE", "DRONE", "A_DRONE", "EQUIPMENT", "THING", "HOUSEHOLD")
PHRASES = re.compile(
    r"\b(?:(?P<other>(?:strike|attack|combat)(?=\s+(?:drone|UAV|aircraft|jet|plane|helicopter|vehicle|missile)))|"
    r"(?P<DRONE>unmanned\s+(?:aerial|air|aircraft|combat)?\s*(?:vehicles|systems|drones)\b)|(?P<EQUIPMENT>(?:personnel|troop)\s+carriers?\b)|"
    r"(?P<ALL_BUT>all\s+but(?=\s+(?:an?\s+|about\s+|around\s+|some\s+|nearly\s+)?[\d\w]))|(?P<AND>as\s+well\s+as\b|(?:along|together)\s+with\b)|"
    r"(?P<ASTRAY>(?:got|get|broke|went)\s+(?:through|past)\b)|"
    r"(?P<DOWN>(?:shot|shoot|shooting|shoots|brought|bring|bringing|knocked|took|taking)\s+(?:it\s+|them\s+)?(?:down|out)\b)|"
    r"(?P<KILLED>shot\s+dead\b)|(?P<CAPTURE>taken\s+(?:prisoner|captive|hostage)\b))",
    re.IGNORECASE,
)

# One letter for each class: the sentence becomes a string of letters and the grammar a regular expression over it.
_LETTERS = "ABCDEFGHIJKLMOPRSTUVWXYZabcdefghijklmnopqrstuvwyz0123456789αβγδεζηθικλμνξοπρστυφχψω"
LETTER = dict(zip(CLASSES, _LETTERS[: len(CLASSES)], strict=True))
WORD_CLASS = {word: LETTER[name] for name, words in reversed(CLASSES.items()) for word in words.split()}
NUMBER, QUANTITY, MONEY, COMMA, BREAK, OTHER_WORD = "N", "Q", "$", ",", ";", "x"
