"""The words the figure grammar knows, by class: English, and Ukrainian and Russian words that slavic.py has no stem for.

A word belongs to the first class that lists it; all others are `x`.
"""

CLASSES: dict[str, str] = {
    # people
    "PERSON": """people person persons civilian civilians man men woman women child children minor minors boy boys girl girls teenager teenagers teen
        teens adult adults infant infants baby babies toddler toddlers resident residents citizen citizens villager villagers passenger
        passengers worker workers employee employees rescuer rescuers firefighter firefighters medic medics paramedic paramedics doctor doctors
        nurse nurses journalist journalists policeman policemen officer officers driver drivers pensioner pensioners patient patients student
        students pupil pupils schoolchildren victim victims ukrainians russians foreigners foreigner locals bystanders shoppers guards guard
        pilot pilots crew crewmen crewmembers sailors sailor volunteer volunteers staff staffers brothers sisters couple family families members
        member особа особи осіб особу особам людей люди людям людьми жінок дітей діти дітям дітьми хлопців мирних мирні мирный мирным мирним
        водій водії водіїв учнів вчитель вчителі вчителів житель жителі жителів человек человека дети детей детям детьми учеников водитель
        водители водителей hikers migrants inmates patrons diners riders miners teachers fishermen climbers rioters protesters demonstrators
        tourists worshippers pilgrims pedestrians cyclists motorists travellers travelers neighbours neighbors relatives attackers militiamen
        cops lawmakers reporters athletes guests kids youths youngsters seamen clergy priests monks prosecutors judges officials engineers
        technicians electricians farmers labourers laborers contractors orphans shopkeepers nieces nephews cousins siblings daughters sons
        grandchildren grandparents parents wives worshipers parishioners israelis iraqis pakistanis yemenis afghans britons""",
    "SOLDIER": """troop troops soldier soldiers serviceman servicemen servicewoman servicewomen servicemember servicemembers personnel mercenaries
        mercenary conscripts conscript marines paratroopers reservists recruits combatants militants infantrymen cadets peacekeepers fighters
        gunmen troopers rebels insurgents військовий військові військових військовим боєць воїн воїни воїнів военный военные военных военным
        боец generals colonels lieutenants majors captains commanders sergeants corporals gunners airmen""",
    "OTHERS": "other others more another additional further інших ще інші других ещё еще extra іншим другие додатково дополнительно",
    # what happened to them
    "KILLED": "killed shot-dead murdered executed slain slaughtered assassinated massacred martyred",
    "KILL": "kill kills killing murdering slaying martyring massacring",
    "DEAD": "dead died dies dying perished deceased die drowned",
    "DEAD_SLAV": "мертвими мертвыми",
    "HURT": "injured wounded hurt hospitalised hospitalized maimed concussed burned",
    "HURTS": "injuring wounding injures wounds hurting injure wound hospitalizing hospitalising",
    "HURT_SLAV": "поранення ранения ранение ранений",
    "DEATHS": "deaths fatalities killings",
    "SLAYING": "death murder murders slayings execution executions massacre смерть смерти смерті загибель гибель вбивство убийство",
    "BODY": "bodies body corpses corpse тіла тіло тіл тела тело тел",
    "TOLL": "toll tolls",
    "NUMBER": "number count tally число",
    "LIVES": "lives life",
    "CLAIM": "claimed claiming claims claim cost costing took taking",
    "LOST": "lost lose loses losing втратили втратила втратив потеряли потеряла",
    "SUFFER": "sustained suffered received sustaining suffering receiving",
    "INJURIES": "wounds burns trauma concussions shrapnel",
    "INJURED": "injuries",
    "TAKEN": "taken rushed admitted sent brought treated airlifted доставлено доставили доставлены",
    "HOSPITAL": "hospital hospitals intensive лікарню лікарні лікарень больницу больнице больниц",
    "MISSING": "missing unaccounted",
    "CAPTURE": "captured capturing captures kidnapped kidnapping kidnap abducted abducting abduct",
    "CAPTIVE": "",
    "SURRENDERED": "surrendered surrendering здалися здався сдались сдался",
    "PRISONER": "prisoners prisoner captives pows pow hostages detainees",
    "EVACUATED": "evacuated evacuating evacuate evacuates",
    "DISPLACED": "displaced displacing uprooted",
    "FLED": "fled flee fleeing",
    "REFUGEES": "refugees впо",
    # weapons and what is done with them
    "MISSILE": "missiles rockets iskanders kinzhals kalibrs tomahawks zircons icbms",
    "A_MISSILE": "missile rocket",
    "DRONE": "drones uavs shaheds gerans quadcopters fpvs lancets",
    "A_DRONE": "drone uav shahed",
    "LAUNCH": "launched launching launch launches fired firing fires fire unleashed unleashing unleash lobbed hurled used using запуски пусків",
    "ATTACK": "attack attacks attacked attacking strike strikes striking barrage barrages salvo salvos wave waves swarm swarms assault raid raids bombardment targeted targeting",
    "HIT": "hit hits hitting struck impacted reached crashed fell landed slammed slamming rained raining hurtled",
    "DOWN": """downed downing downs intercepted intercepting intercept intercepts repelled repel repelling shoot shoots shot-down thwarted thwarting
        neutralised neutralized neutralizing neutralising""",
    "DOWNED": "",  # the same said of what was downed: "were shot down"
    "LAUNCHED": "",  # likewise: "were launched"
    "DESTROY": "destroyed destroying destroys",
    "ASTRAY": "dropped disappeared vanished strayed veered malfunctioned exploded flew crossed entered breached penetrated evaded detected spotted",
    "JAM": "jammed jamming suppressed suppressing disabled",
    "SUPPLY": """supply supplied supplies supplying deliver delivered delivers delivering delivery deliveries provide provided provides providing purchase purchased purchases purchasing buy bought buys
        order ordered orders produce produced produces producing production manufacture manufactured procure donate donated pledge pledged promised transfer transferred contract package export
        exported receive received stockpile stockpiles acquire acquired""",
    # things
    "BUILDING": """building buildings house houses home homes apartments block blocks school schools kindergarten kindergartens church churches residences
        dwellings shops shop warehouses high-rises flats villas cottages cottage mansions garages stores hotels clinics factories facilities
        museums libraries monuments properties structures offices dormitories dormitory outbuildings mosques mosque temples substations bridges
        дім дом дома домов домах школа школи школы споруд сараїв towers tower institutions institution""",
    "DAMAGE": """damaged damaging damages damage wrecked gutted flattened levelled leveled ruined razed torched flooded flooding inundated inundating
        submerged collapsed затоплено підтоплено затоплены подтоплено подтоплены затоплені підтоплені""",
    "HOUSEHOLD": "households household customers customer consumers consumer subscribers subscriber settlements towns villages",
    "WITHOUT": "without без немає нема нет",
    "POWER": "power electricity light heating heat світла світло світлом свет света светом",
    "CUT": "blacked-out",
    "CUTTING": "cut cuts cutting knocked interrupted interrupting disrupted disrupting",
    "EQUIPMENT": """tank tanks shell shells rounds howitzer howitzers helicopter helicopters aircraft plane planes jet jets warplane warplanes bomber
        bombers launcher launchers mortar mortars radar radars warship warships ship ships vessel vessels interceptor interceptors bombs bomb
        mines torpedoes rifles apcs ifvs vehicles locomotives batteries systems guns f-16s su-27s mig-29s himars leopards abrams bradleys
        patriots boats submarines ambulances generators helmets vests munitions trucks бомб бомби бомбы каб каби кабів кабов катерів катера
        катеров бтр бтрів бмп ббм tanker tankers pistols shotguns weapons carbines warheads gunships frigates corvettes""",
    "THING": """casualties casualty explosions explosion blasts clashes targets цілей цілі ціль целей цели цель locations sites sorties airstrikes
        engagements crews evacuations shellings shelling""",
    "UNPEOPLED": """birds cattle animals dogs cats cows horses sheep pigs chickens poultry fish whales elephants rhinos rhino bees trees jobs bills
        proposals turkeys goats livestock wolves bears deer camels seals coyotes eagles seabirds hens bulls donkeys monkeys snakes sharks bats
        salmon hogs swans geese ducks dolphins turtles foxes lambs calves cubs puppies penguins pelicans""",
    "COUNTRIES": "countries nations",
    # glue
    "BE": """was were is are am be been being have has had having remain remains remained left leaving found reported confirmed feared believed
        presumed declared pronounced listed considered went gone going було були був была был было стало стали есть є має мають""",
    "ADV": """also reportedly still already so far officially critically seriously severely badly lightly fatally all both now again at-least only just directly completely partially partly either
        otherwise outright currently successfully even ultimately initially only total""",
    "DET": "the a an its their his her these those this our your my all of-the both every each",
    "RESTORED": "restored back reconnected returned відновлено восстановлено відновили восстановили",
    "ALL_BUT": "",
    "LOSSES": "losses eliminated eliminating liquidated ліквідовано ліквідували ликвидировано",
    "ROSE": """rose risen rises rising climbed climbs climbing grew grown grows growing increased increases increasing jumped jumps jumping soared
        soaring surged swelled raised raising raises bringing brings ticked lowered lowering revised revising updated updating""",
    "ENLIST": "enlisted conscripted drafted draft drafting recruited recruiting recruit",
    "SAY": """said says saying adding added adds told stating noted noting повідомили повідомив повідомляє заявили заявив сообщили сообщил сообщает
        заявил""",
    "OF": "of",
    "TO": "to at reached reaching reaches exceeded exceeds surpassed totalled totaled topped passed passes pass tops surpasses",
    "WHICH": "which whom them них",
    "INCLUDING": "including among amongst серед среди включая включно зокрема",
    "THEREOF": "",
    "CONTAIN": "include includes included",
    "AND": "and & і та и й plus",
    "PREP": """in on near by with from for against during after into onto over across around between before under toward towards within outside inside
        through throughout since until off behind than or not no involving у в на з із зі під біля при для про от из с со к до по за об около
        возле along alongside via amid despite upon beneath beside beyond above below зо або чи или""",
    "CLAUSE": "when where while as because that who if but what why whose after before until unless although though что который которые яка який які що коли когда",
    "STRONG": "strong",
    "MODAL": "able unable could would may might can should will must cannot can't won't",
    "FORCE": "force army contingent unit group garrison formation",
}
NOT_PEOPLE = ("BUILDING", "MISSILE", "A_MISSILE", "DRONE", "A_DRONE", "EQUIPMENT", "THING", "HOUSEHOLD", "UNPEOPLED")
# One letter for each class: the sentence becomes a string of letters and the grammar a regular expression over it.
_LETTERS = "ABCDEFGHIJKLMOPRSTUVWXYZabcdefghijklmnopqrstuvwyz0123456789αβγδεζηθικλμνξοπρστυφχψω"
LETTER = dict(zip(CLASSES, _LETTERS[: len(CLASSES)], strict=True))
WORD_CLASS = {word: LETTER[name] for name, words in reversed(CLASSES.items()) for word in words.split()}
NUMBER, QUANTITY, MONEY, COMMA, BREAK, OTHER_WORD = "N", "Q", "$", ",", ";", "x"
