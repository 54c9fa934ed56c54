"""The rules by which the words around a number tell what it counts, as regular expressions over word classes (lexicon.py).

A rule is (kind, strength, pattern): `[N]` marks the number it speaks of, class names stand for one word each, the small names
below for more. The strongest rule wins, then the one whose words stand closest.
"""

import re

from briefing.stages.measure.counting.lexicon import LETTER, NOT_PEOPLE

_WEAPON = "(MISSILE|A_MISSILE|DRONE|A_DRONE)"
_NAMED = {
    "person": "((PERSON|SOLDIER){1,2})",
    "dead": "(DEAD|KILLED|DEAD_SLAV)",
    "hurt": "(HURT|HURT_SLAV)",
    "damage": "(DAMAGE|DESTROY)",
    "mod": "(x|DET|ADV|OTHERS|Q|A_MISSILE|A_DRONE|PRISONER)",
    "building": "(BUILDING|HOSPITAL)",
    "be": "(BE|ADV)",
    "missile": "(x|DET|ADV|OTHERS|Q){0,5}((,|AND|,AND)(x|DET|OTHERS){1,3}){0,3}(EQUIPMENT(?=MISSILE))?(MISSILE|A_MISSILE(?!LAUNCH)(?!(x)?(EQUIPMENT|ATTACK|THING|SUPPLY)))",
    "drone": "(x|DET|ADV|OTHERS|Q){0,5}((,|AND|,AND)(x|DET|OTHERS){1,3}){0,3}(DRONE|A_DRONE(?!LAUNCH)(?!(x)?(EQUIPMENT|ATTACK|THING|SUPPLY)))",
    "gap": "[^N;, MODAL ]",
    "any": "[^;]",
    "fact": "(?<!MODAL)(?<!MODAL BE)(?<!TO)",
    "thing": f"({'|'.join(NOT_PEOPLE)})",
    "note": "(,any{1,12}?,|BREAK any{1,12}? BREAK)?",
    # of weapons
    "downed": "(DOWN|DOWNED|DESTROY)((,|AND|PREP)?(JAM|DOWN|DOWNED|DESTROY))?",
    "down": "(DOWN|DESTROY)((,|AND|PREP)?(JAM|DOWN|DESTROY))?",
    "sent": "(LAUNCH|LAUNCHED)",
    "ofn": "((OF|PREP)(DET|x){0,2}N|OF DET)?",
    "ofthe": "(OF DET)?",
    "between": "(x|DET|ADV|PREP|OF|OTHERS|LAUNCH|LAUNCHED|TAKEN|ATTACK|FORCE)",
    "into": "(x|DET|ADV|PREP|OF|TO|OTHERS|ATTACK|FORCE)",
    "aside": "(PREP(x|DET|ADV){1,3}){0,2}",
    "item": f"mod{{0,3}}(N ofn mod{{0,5}})?{_WEAPON}(x|DET|ADV|PREP|OF|Q|MISSILE|DRONE|A_DRONE){{0,5}}(,|AND){{1,2}}",
    "were": "BE{1,3}ADV{0,2}(x AND ADV?)?",
    "other_than_missile": "((,|AND){1,2}mod{0,2}N ofthe mod{0,5}(DRONE|A_DRONE|EQUIPMENT)){0,2}",
    "other_than_drone": "((,|AND){1,2}mod{0,2}N ofthe mod{0,5}(MISSILE|A_MISSILE|EQUIPMENT)){0,2}",
    "listed": "((,|AND){1,2}mod{0,2}N mod{0,5}(DRONE|A_DRONE|MISSILE|A_MISSILE|EQUIPMENT)){2,4}",
}
# Said of missiles and of drones alike; "arm" is "missile" or "drone". What went astray, was jammed or hit is not shot down.
_OF_WEAPONS: tuple[tuple[str, int, str], ...] = (
    ("arm other", 7, "[N] ofthe arm other_than_arm x? (BE|ADV){0,3} (ASTRAY|JAM|HIT|LOST)"),
    ("arm other", 7, "[N] ofn arm other_than_arm between{0,6} were? downed (AND|PREP|,) be{0,3} ASTRAY"),
    ("arm other", 7, "down (AND|PREP) ASTRAY mod{0,3} [N] ofn arm"),
    ("arm other", 6, "(ASTRAY|JAM) mod{0,3} [N] ofn arm"),
    ("arms_shot_down", 6, "[N] (OF|PREP) mod{0,2} N arm between{0,6} were downed"),
    ("arms_shot_down", 6, "[N] (OF|PREP) mod{0,2} N arm ADV? DOWN"),
    ("arms_launched", 6, "N (OF|PREP) mod{0,2} [N] arm between{0,6} were downed"),
    ("arms_launched", 6, "N (OF|PREP) mod{0,2} [N] arm ADV? DOWN"),
    ("arms_launched", 6, "(OF|PREP) mod{0,2} [N] arm between{0,5} ,? mod{0,2} N ofthe were downed"),
    ("arms_shot_down", 6, "(OF|PREP) mod{0,2} N arm between{0,5} ,? mod{0,2} [N] were downed"),
    ("arms_shot_down", 6, "OF mod{0,2} N arm between{0,5} , gap{0,6} down mod{0,2} [N] (?!mod{0,3}thing)"),
    ("arms_launched", 6, "OF mod{0,2} [N] arm between{0,5} , gap{0,6} down mod{0,2} N (?!mod{0,3}thing)"),
    ("arms_shot_down", 6, "(OF|PREP) mod{0,2} N arm between{0,5} ,? down mod{0,2} [N] (?!mod{0,3}thing)"),
    ("arms_launched", 6, "(OF|PREP) mod{0,2} [N] arm between{0,5} ,? down mod{0,2} N (?!mod{0,3}thing)"),
    ("arms_launched", 6, "down mod{0,3} N (OF|PREP) mod{0,2} [N] arm"),
    ("arms_launched", 6, "down aside (item){1,6} mod{0,2} N (OF|PREP) mod{0,2} [N] arm"),
    ("arms_shot_down", 4, "[N] ofthe arm other_than_arm between{0,6} were downed"),
    ("arms_shot_down", 4, "[N] ofthe arm other_than_arm ADV? DOWN (?!((,|AND|PREP)?(JAM|DOWN))?mod{0,3}N)(?!DET)"),
    ("arms_shot_down", 5, "down aside mod{0,3} [N] ofn arm"),
    ("arms_shot_down", 4, "down aside (item){1,6} mod{0,2} [N] ofn arm"),
    ("arms_launched", 3, "[N] arm other_than_arm between{0,4} BE{0,3} ADV{0,2} sent"),
    ("arms_launched", 3, "[N] arm listed between{0,4} BE{1,3} ADV{0,2} LAUNCHED"),
    ("arms_launched", 3, "[N] mod{0,5} armplural ADV? ATTACK"),
    ("arms_launched", 5, "fact LAUNCH into{0,8} [N] arm"),
    ("arms_launched", 3, "fact LAUNCH into{0,8} (item){1,6} mod{0,1} [N] arm"),
    ("arms_launched", 2, "(ATTACK|HIT) into{0,8} (PREP|OF) mod{0,2} [N] arm"),
    ("arms_launched", 2, "(ATTACK|HIT) into{0,8} (PREP|OF) (item){1,6} mod{0,2} [N] arm"),
    ("arm other", 3, "BE{1,3} ADV? HIT (PREP|OF) mod{0,2} [N] arm"),
    ("arms_shot_down", 4, "[N] ofthe arm ADV? DESTROY (PREP|,|BREAK)"),
    ("arm used", 0, "[N] ofthe arm"),
)
_OTHERS: tuple[tuple[str, int, str], ...] = (
    ("killed", 3, "[N] mod{0,3} person? note be{0,4} dead (?!mod{0,2}N)"),
    ("killed", 2, "[N] mod{0,3} person gap{0,8} note BE{1,3} ADV{0,2} dead"),
    ("killed", 3, "[N] mod{0,3} person ,? INCLUDING mod{0,2} N (mod|person|AND|N){1,6} ,? BE{1,3} ADV{0,2} dead"),
    ("injured", 3, "[N] mod{0,3} person ,? INCLUDING mod{0,2} N (mod|person|AND|N){1,6} ,? BE{1,3} ADV{0,2} hurt"),
    ("captured", 1, "[N] CAPTURE mod{0,3} person"),
    ("killed", 2, "[N] (mod|OF){1,5} person be{1,4} dead"),
    ("killed", 2, "[N] OF DET x{0,2} (person|FORCE) gap{0,6} note BE{1,3} ADV{0,2} dead"),
    ("killed", 4, "[N] mod{0,3} (person (,|AND){1,2}){1,3} mod{0,2} person be{0,4} dead"),
    ("killed", 3, "fact (KILL|KILLED) mod{0,3} [N] (?!mod{0,3}thing)"),
    ("killed", 5, "[N] OF DET (x|ADV){0,2} (dead|DEATHS|SLAYING)"),
    ("injured", 5, "[N] OF DET (x|ADV){0,2} (hurt|INJURED)"),
    ("killed part", 5, "INCLUDING DET? x? (dead|DEATHS) (BE|BREAK|,){0,3} mod{0,2} [N]"),
    ("injured part", 5, "INCLUDING DET? x? (hurt|INJURED) (BE|BREAK|,){0,3} mod{0,2} [N]"),
    ("killed part", 5, "DET (dead|DEATHS) (INCLUDING|CONTAIN) mod{0,2} [N]"),
    ("injured part", 5, "DET (hurt|INJURED) (INCLUDING|CONTAIN) mod{0,2} [N]"),
    ("killed", 5, "fact (KILL|KILLED) mod{0,2} [N] (mod|person){1,3} ,? AND mod{0,2} N (mod|person){0,3} be{1,4} hurt"),
    ("injured", 5, "fact (HURT|HURTS) mod{0,2} [N] (mod|person){1,3} ,? AND mod{0,2} N (mod|person){0,3} be{1,4} dead"),
    (
        "killed",
        2,
        "BE{1,3} ADV{0,2} (KILLED|DEAD) AND mod{0,2} [N] mod{0,2} person (?=PREP|[,;]|$) (?![^;]{0,10}(hurt|BE|MISSING|TAKEN))",
    ),
    ("killed", 2, "(KILLED|DEAD) AND mod{0,2} [N] mod{0,2} person (?=PREP|[,;]|$) (?![^;]{0,10}(hurt|BE|MISSING|TAKEN))"),
    ("killed part", 4, "(DET|x) PERSON AND DET mod{0,1} [N] mod{0,2} person BE{1,3} ADV{0,2} dead"),
    ("killed part", 2, "[N] OF DET x{0,2} person dead"),
    ("displaced", 2, "[N] CLAUSE be{1,4} DISPLACED"),
    ("killed", 3, "(SLAYING|KILL|DEATHS) OF mod{0,3} [N] (?!mod{0,3}thing)"),
    ("killed", 2, "DEATHS gap{0,3} (TO|HIT) mod{0,2} [N]"),
    ("killed", 3, "NUMBER (OF|PREP)? (mod|PERSON){0,3} (dead|SLAYING) gap{0,12} (TO|BE|PREP|ROSE|HIT|BREAK) mod{0,2} [N]"),
    ("injured", 3, "NUMBER (OF|PREP)? (mod|PERSON){0,3} hurt gap{0,12} (TO|BE|PREP|ROSE|HIT|BREAK) mod{0,2} [N]"),
    ("body", 3, "[N] mod{0,3} BODY"),
    ("body", 3, "BODY (OF|PREP)? mod{0,3} [N]"),
    ("killed", 3, "x OF mod{0,2} [N] (mod|person){1,3} LIVES"),
    ("killed part", 2, "(KILL|KILLED) mod{0,3} person AND mod{0,2} [N] mod{0,2} person (?!gap{0,3}hurt)"),
    ("injured part", 2, "(HURT|HURTS) mod{0,3} person AND mod{0,2} [N] mod{0,2} person"),
    ("killed part", 3, "(KILL|KILLED|dead) (mod|PERSON){0,3} ,? INCLUDING mod{0,2} [N] mod{0,2} person"),
    ("injured part", 3, "(HURT|HURTS|HURT_SLAV) (mod|PERSON){0,3} ,? INCLUDING mod{0,2} [N] mod{0,2} person"),
    ("killed", 3, "CLAIM mod{0,2} [N] mod{0,2} LIVES"),
    ("killed", 3, "CLAIM mod{0,2} LIVES OF mod{0,2} [N]"),
    ("killed", 3, "[N] mod{0,2} person? BE? LOST mod LIVES"),
    ("killed", 3, "TOLL (any{0,14}? (TO|OF|BE|HIT|x) mod{0,1})? [N]"),
    ("killed", 2, "NUMBER OF any{0,8} (dead|DEATHS) gap{0,14}? (TO|BE|HIT|PREP) mod{0,2} [N]"),
    ("killed", 3, "[N] (mod|PERSON|SOLDIER){0,3} DEATHS"),
    ("killed", 2, "DEAD_SLAV BREAK mod{0,1} [N] (?!mod{0,3}thing)"),
    ("injured", 2, "HURT_SLAV BREAK mod{0,1} [N] (?!mod{0,3}thing)"),
    ("killed", 3, "DEAD_SLAV mod{0,3} (AND|PREP)? [N] (?!mod{0,3}thing)"),
    ("injured", 3, "[N] mod{0,3} person? note be{0,4} hurt (?!mod{0,2}N)"),
    ("injured", 2, "[N] mod{0,3} person gap{0,8} note BE{1,3} ADV{0,2} hurt"),
    ("injured", 2, "[N] (mod|OF){1,5} person be{1,4} hurt"),
    ("injured", 2, "[N] OF DET x{0,2} (person|FORCE) gap{0,6} note BE{1,3} ADV{0,2} hurt"),
    ("injured", 4, "[N] mod{0,3} (person (,|AND){1,2}){1,3} mod{0,2} person be{0,4} hurt"),
    ("injured", 3, "fact (HURT|HURTS) mod{0,3} [N] (?!mod{0,3}thing)"),
    ("injured", 3, "[N] mod{0,3} person? be{0,3} SUFFER mod{0,3} (INJURIES|INJURED|HURT|HURTS|HURT_SLAV)"),
    ("injured", 3, "[N] mod{0,2} INJURED"),
    ("injured", 3, "(INJURIES|HURT_SLAV) SUFFER mod{0,2} [N] (?!mod{0,3}thing)"),
    ("injured", 3, "SUFFER mod{0,2} (INJURIES|HURT_SLAV) mod{0,2} [N] (?!mod{0,3}thing)"),
    ("injured", 3, "[N] mod{0,3} person? be{0,3} TAKEN (TO|PREP) mod{0,2} HOSPITAL"),
    ("injured", 3, "TAKEN mod{0,2} [N] mod{0,3} person? (TO|PREP) mod{0,2} HOSPITAL"),
    ("injured", 3, "(TO|PREP) HOSPITAL BE? TAKEN mod{0,2} [N] (?!mod{0,3}thing)"),
    ("injured", 3, "[N] (OTHERS|ADV)? person? BE{1,3} ADV? PREP mod{0,1} HOSPITAL"),
    ("injured", 2, "NUMBER OF any{0,8} (hurt|INJURIES|INJURED) gap{0,14}? (TO|BE|HIT|PREP) mod{0,2} [N]"),
    ("injured", 3, "HURT_SLAV mod{0,3} [N] (?!mod{0,3}thing)"),
    ("killed", 4, "[N] (mod|person){1,3} ((,|AND){1,2} mod{0,2} N? (mod|person|UNPEOPLED){1,3}){1,4} BE{1,3} ADV{0,2} dead"),
    ("injured", 4, "[N] (mod|person){1,3} ((,|AND){1,2} mod{0,2} N? (mod|person|UNPEOPLED){1,3}){1,4} BE{1,3} ADV{0,2} hurt"),
    ("casualties", 5, "[N] mod{0,3} person? note be{0,4} dead (AND|PREP|,) be{0,2} (hurt|MISSING|CAPTURE) (?!mod{0,3}N)"),
    ("casualties", 6, "(KILL|KILLED) (AND|PREP|,){1,2} (HURT|HURTS) (AND|PREP|,){1,2} CAPTURE mod{0,3} [N]"),
    ("casualties", 5, "(KILL|KILLED) (AND|PREP|,) (HURT|HURTS) mod{0,3} [N]"),
    ("missing", 3, "[N] mod{0,3} person? be{0,4} x{0,1} MISSING (?!(x)?(DRONE|MISSILE|EQUIPMENT))"),
    ("captured", 2, "[N] mod{0,4} person be{1,4} x? CAPTURE"),
    ("captured", 2, "CAPTURE mod{0,2} [N] mod{0,3} (person|PRISONER)"),
    ("captured", 2, "CLAIM mod{0,2} [N] mod{0,3} PRISONER"),
    ("captured", 2, "CAPTIVE x? mod{0,2} [N] mod{0,3} person?"),
    ("captured", 2, "[N] mod{0,3} person? x? CAPTIVE"),
    ("captured", 2, "[N] mod{0,3} person? be{0,3} SURRENDERED"),
    ("captured", 2, "[N] mod{0,3} person gap{1,4} SURRENDERED"),
    ("missing", 3, "[N] mod{0,3} person CLAUSE be{0,3} MISSING"),
    ("displaced", 3, "REFUGEES NUMBER gap{0,3} (TO|HIT|ROSE) mod{0,2} [N]"),
    ("missing", 3, "MISSING mod{0,2} [N] (?!mod{0,3}thing)"),
    ("evacuated", 2, "[N] mod{0,3} person? be{0,4} EVACUATED"),
    ("evacuated", 2, "[N] mod{0,3} person (?!TO) gap{1,4} be{1,4} EVACUATED"),
    ("evacuated", 2, "[N] mod{0,3} person BE{1,3} x TO EVACUATED"),
    ("evacuated", 2, "EVACUATED (PREP mod{1,3}){1,2} [N] mod{0,2} person"),
    ("evacuated", 2, "EVACUATED mod{0,3} [N] (?!mod{0,3}thing)"),
    ("displaced", 2, "[N] mod{0,3} person? be{0,4} x{0,1} (DISPLACED|TO? FLED)"),
    ("displaced", 2, "DISPLACED mod{0,3} [N] (?!mod{0,3}thing)"),
    ("displaced", 2, "[N] mod{0,3} REFUGEES"),
    ("displaced", 2, "[N] mod{0,3} person gap{0,6} note BE{1,3} ADV{0,2} DISPLACED"),
    ("displaced", 2, "[N] mod{0,3} person CLAUSE? be{0,3} x? TO? FLED"),
    ("mixed", 8, "[N] mod{0,4} (MISSILE|A_MISSILE) (AND|,) (x|ADV|OTHERS|A_DRONE){0,2} DRONE"),
    ("mixed", 8, "[N] mod{0,4} (DRONE|A_DRONE) (AND|,) (x|ADV|OTHERS|A_MISSILE){0,3} MISSILE"),
    ("buildings_damaged", 3, "damage (TO|PREP|SUFFER)? mod{0,3} [N] mod{0,3} building"),
    ("buildings_damaged", 2, "damage mod{0,2} N any{0,12} (,|AND) mod{0,2} [N] mod{0,3} building"),
    ("buildings_damaged", 2, "[N] mod{0,3} building [^;N]{0,7} BE{1,3} ADV{0,2} damage"),
    ("buildings_damaged", 2, "[N] mod{0,3} building damage (?!mod{0,2}(N|person))"),
    ("buildings_damaged", 2, "damage (mod|building|AND|,|N){1,10} (,|AND) mod{0,2} [N] mod{0,3} building"),
    ("buildings_damaged", 3, "[N] mod{0,3} building PREP mod{0,4} damage"),
    ("buildings_damaged", 3, "damage any{0,3} (TO|PREP) mod{0,2} [N] mod{0,3} building"),
    ("buildings_damaged", 1, "[N] mod{0,3} building (,|AND)+ any{1,12} BE{1,3} ADV{0,2} damage"),
    ("without_power", 3, "[N] mod{0,3} (HOUSEHOLD|person|BUILDING|x)? gap{0,6} be{0,2} WITHOUT mod{0,3} POWER"),
    ("without_power", 3, "[N] mod{0,3} (HOUSEHOLD|person|BUILDING) gap{0,6} be{0,2} LOST mod{0,2} POWER"),
    ("without_power", 3, "WITHOUT mod{0,3} POWER (PREP|BE|x){0,2} [N] mod{0,3} (HOUSEHOLD|person|BUILDING)"),
    ("without_power", 3, "POWER WITHOUT (PREP|x){0,2} mod{0,2} [N] mod{0,3} (HOUSEHOLD|person|building)"),
    ("without_power", 3, "(CUT|CUT be{1,2}) mod{0,3} [N] mod{0,3} (HOUSEHOLD|person|building|x)"),
    ("without_power", 3, "[N] mod{0,3} (HOUSEHOLD|person|building) gap{0,4} be{0,2} CUT"),
    ("without_power", 4, "(CUTTING|DOWN|LOST) mod{0,2} POWER (TO|PREP|x){1,2} mod{0,2} [N]"),
    ("without_power", 3, "POWER x? gap{0,3} HIT mod{0,2} [N] mod{0,3} HOUSEHOLD"),
    ("without_power", 7, "POWER gap{0,8} RESTORED gap{0,4} ALL_BUT mod{0,2} [N]"),
    ("without_power", 7, "RESTORED mod{0,2} POWER gap{0,6} ALL_BUT mod{0,2} [N]"),
    ("nothing", 6, "POWER gap{0,8} RESTORED (TO|PREP|x|DET){0,2} [N]"),  # who has power again is no figure
    ("nothing", 6, "RESTORED mod{0,2} POWER (TO|PREP|x|DET){0,2} [N]"),
    ("equipment", 1, "[N] mod{0,4} EQUIPMENT (?!MISSILE)"),
    ("troops", 1, "[N] STRONG (mod|OF){0,5} (FORCE|SOLDIER)"),
    ("troops", 3, "[N] mod{0,3} person? gap{0,3} ENLIST"),
    ("troops", 3, "ENLIST mod{0,3} [N] mod{0,3} person"),
    ("troops", 0, "[N] mod{0,4} SOLDIER"),
    ("other", 1, "[N] (mod|BE){0,4} THING"),
    ("other", 1, "[N] mod{0,2} HIT BE"),
    ("other", 0, "[N] STRONG"),
    ("casualties", 2, "LOSSES gap{0,8} TO mod{0,2} [N]"),
    ("other", 3, "LOST mod{0,2} [N] mod{0,3} UNPEOPLED"),
    ("several", 1, "[N] mod{0,3} (COUNTRIES|PRISONER)"),
    ("other", 2, "LOST mod{0,2} [N] mod{0,3} SOLDIER"),
    ("person", -1, "[N] mod{0,3} PERSON"),
)


def _rules() -> list[tuple[str, int, str]]:
    plural = {"missile": "MISSILE", "drone": "DRONE"}
    return [
        *_OTHERS,
        *(
            (kind.replace("arm", weapon), strength, pattern.replace("armplural", plural[weapon]).replace("arm", weapon))
            for weapon in plural
            for kind, strength, pattern in _OF_WEAPONS
        ),
    ]


def _letters_of(pattern: str) -> str:
    """A pattern in class names as one over letters."""
    for _ in range(4):  # a name may be made of others
        pattern = re.sub(r"\b[a-z][a-z_]+\b", lambda match: _NAMED.get(match.group(), match.group()), pattern)
    pattern = re.sub(
        r"A_[A-Z]+|[A-Z]{2}[A-Z_]*", lambda match: "[;]" if match.group() == "BREAK" else LETTER[match.group()], pattern
    )
    return re.sub(r"\s+", "", pattern)


# Words of grammar say little of a sentence; a rule is tried only where one of the words that make it stands.
_GLUE = frozenset("BE ADV DET OF TO WHICH AND PREP CLAUSE PERSON SOLDIER OTHERS".split())
_ALTERNATIVES = re.compile(r"\(?([A-Z_]{2,}(?:\|[A-Z_]{2,})*)\)?")


def _needed(pattern: str) -> frozenset[str]:
    """Letters of which one stands in every sentence the pattern fits: those of the narrowest of its words; none where it has none."""
    found: list[list[str]] = []
    for token in re.findall(r"\([^()]*\)\S*|\S+", pattern.replace("[N]", " ")):
        match = _ALTERNATIVES.fullmatch(_NAMED.get(token, token))
        if match and not _GLUE.intersection(names := match[1].split("|")):
            found.append(names)
    return frozenset(LETTER[name] for name in min(found, key=len, default=()))


Rule = tuple[str, int, frozenset[str], re.Pattern[str] | None, re.Pattern[str]]


def _compiled(pattern: str) -> tuple[frozenset[str], re.Pattern[str] | None, re.Pattern[str]]:
    before, after = pattern.split("[N]")
    return (
        _needed(pattern),
        re.compile(f"(?:{_letters_of(before)})\\Z") if before.strip() else None,
        re.compile(_letters_of(after)),
    )


# Strongest first: kind, strength, letters of which the sentence must hold one (none: any sentence), what must end where the number
# begins (None: anything), what must follow it.
COMPILED: tuple[Rule, ...] = tuple(
    (kind, strength, *_compiled(pattern)) for kind, strength, pattern in sorted(_rules(), key=lambda rule: -rule[1])
)
