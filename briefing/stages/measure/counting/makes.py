"""Types of missile, drone and heavy equipment, and which of them a number counts.

The table is knowledge of this war's arms in one place; a profile on another subject never meets them. A family has one spelling
("Shahed" for the 131, the 136 and the Geran-2), so that two texts which transcribe a name differently are seen to agree.
"""

import re

from briefing.stages.measure.counting.lexicon import BREAK, COMMA, LETTER, MONEY, NUMBER
from briefing.stages.measure.counting.tagging import Tagged

# Canonical name → how texts write it, as a regular expression over words joined by blanks.
_MODELS: tuple[tuple[str, str], ...] = (
    ("Shahed", r"shaheds?|geran|gerans|шахед\w*|геран\w*|герань"),
    ("Gerbera", r"gerberas?|гербер\w*"),
    ("Lancet", r"lancets?|ланцет\w*"),
    ("Orlan", r"orlans?|орлан\w*"),
    ("Zala", r"zala|зала"),
    ("Supercam", r"supercams?|суперкам\w*"),
    ("Mohajer", r"mohajers?|мохаджер\w*"),
    ("Bayraktar", r"bayraktars?|байрактар\w*"),
    ("Switchblade", r"switchblades?"),
    ("FPV", r"fpvs?|first person view|first-person view|first-person|fpv-дрон\w*"),
    ("Iskander", r"iskanders?|іскандер\w*|искандер\w*"),
    ("KN-23", r"kn-?23|hwasong\w*"),
    ("Kinzhal", r"kinzhals?|kinjals?|кинджал\w*|кинжал\w*"),
    ("Kalibr", r"kalibrs?|калібр\w*|калибр\w*"),
    ("Zircon", r"zircons?|tsirkons?|циркон\w*"),
    ("Onyx", r"onyx|oniks|p-800|онікс\w*|оникс\w*"),
    ("Tochka-U", r"tochka|точка-у|точк[аиу]"),
    ("Oreshnik", r"oreshniks?|орєшник\w*|орешник\w*"),
    ("Kh-101", r"[kх]h?-?101|x-?101"),
    ("Kh-555", r"[kх]h?-?555|x-?555|[kх]h?-?55|x-?55"),
    ("Kh-22", r"[kх]h?-?22|x-?22"),
    ("Kh-32", r"[kх]h?-?32|x-?32"),
    ("Kh-59", r"[kх]h?-?59|x-?59"),
    ("Kh-69", r"[kх]h?-?69|x-?69"),
    ("Kh-31", r"[kх]h?-?31[рp]?|x-?31[рp]?"),
    ("Kh-35", r"[kх]h?-?35|x-?35"),
    ("S-300", r"[sсc]-?300"),
    ("S-400", r"[sсc]-?400"),
    ("Storm Shadow", r"storm shadows?"),
    ("SCALP", r"scalps?"),
    ("ATACMS", r"atacms"),
    ("Neptune", r"neptunes?|нептун\w*"),
    ("Tomahawk", r"tomahawks?|томагавк\w*"),
    ("Flamingo", r"flamingos?|фламінго|фламинго"),
    ("Taurus", r"taurus"),
    ("Harpoon", r"harpoons?"),
    ("Javelin", r"javelins?|джавелін\w*|джавелин\w*"),
    ("Stinger", r"stingers?|стінгер\w*|стингер\w*"),
    ("NLAW", r"nlaws?"),
    ("HIMARS", r"himars|хаймарс\w*|хімарс\w*"),
    ("Patriot", r"patriots?|петріот\w*|patriotів"),
    ("NASAMS", r"nasams"),
    ("IRIS-T", r"iris-t"),
    ("Gepard", r"gepards?"),
    ("Leopard", r"leopards?|леопард\w*"),
    ("Abrams", r"abrams|абрамс\w*"),
    ("Challenger", r"challengers?"),
    ("Bradley", r"bradleys?|бредлі"),
    ("Marder", r"marders?"),
    ("Caesar", r"caesars?"),
    ("F-16", r"f-?16s?"),
    ("MiG-29", r"mig-?29s?|міг-29|миг-29"),
    ("Mirage", r"mirages?"),
    ("Gripen", r"gripens?"),
    ("Su-34", r"su-?34s?|су-34"),
    ("Su-35", r"su-?35s?|су-35"),
    ("T-72", r"t-?72s?|т-72"),
)
# Sorts, said of missiles where no model is named, or before one.
_SORTS: tuple[tuple[str, str], ...] = (
    ("cruise", r"cruise|крилат\w+|крылат\w+"),
    ("ballistic", r"ballistic|балістичн\w+|баллистич\w+"),
    ("hypersonic", r"hypersonic|гіперзвуков\w+|гиперзвуков\w+|aeroballistic|аеробалістичн\w+|аэробаллистич\w+"),
    ("anti-ship", r"anti-ship|antiship|протикорабельн\w+|противокорабельн\w+"),
    ("anti-aircraft", r"anti-aircraft|surface-to-air|зенітн\w+|зенитн\w+"),
    ("anti-tank", r"anti-tank|antitank|протитанков\w+|противотанков\w+"),
    ("guided", r"guided|керован\w+|управляем\w+"),
    ("reconnaissance", r"reconnaissance|surveillance|spy|розвідувальн\w+|разведывательн\w+"),
    ("decoy", r"decoys?|imitators?|імітатор\w*|имитатор\w*"),
    ("sea", r"naval|sea|maritime|surface|морськ\w+|морск\w+"),
)


def _pattern(table: tuple[tuple[str, str], ...]) -> re.Pattern[str]:
    named = "|".join(f"(?P<m{at}>{words})" for at, (_, words) in enumerate(table))
    return re.compile(rf"(?<![\w])(?:{named})(?=[\s/\-–‑]|s\b|['’]|$)", re.IGNORECASE)


_MODEL, _SORT = _pattern(_MODELS), _pattern(_SORTS)
_OTHERS_TOO = re.compile(r"(?:and|or|та|й|і|и)\s+(?:other|others|інш\w+|друг\w+)\b", re.IGNORECASE)
_END = frozenset(
    (
        BREAK,
        COMMA,
        NUMBER,
        MONEY,
        *(LETTER[name] for name in ("BE", "CLAUSE", "INCLUDING", "LAUNCH", "LAUNCHED", "DOWN", "DOWNED", "SAY")),
    )
)
_GLUE = frozenset(LETTER[name] for name in ("PREP", "TO"))
_THINGS = frozenset(LETTER[name] for name in ("MISSILE", "A_MISSILE", "DRONE", "A_DRONE", "EQUIPMENT"))
_OF_ALL = re.compile(rf"[{LETTER['OF']}{LETTER['PREP']}][x{LETTER['DET']}]{{0,2}}N")
_OF_TYPE = frozenset(("type", "types", "model", "models", "типу", "типа", "моделі", "модели", "named", "known", "as"))
_REACH = 9  # words behind the number


def make_of(tagged: Tagged, place: int) -> str | None:
    """The make of what the number at `place` counts, from the words behind it up to the thing counted; None where none is said.

    A model goes before a sort ("Iskander" before "ballistic"); two models that are counted together are joined by a slash; where
    "and others" follow there is none.
    """
    if whole := _OF_ALL.match(tagged.letters, place + 1):
        return make_of(tagged, whole.end() - 1)  # "12 of 14 Kh-101 missiles"
    words: list[str] = []
    seen = False
    for letter, word in zip(
        tagged.letters[place + 1 : place + 1 + _REACH], tagged.words[place + 1 : place + 1 + _REACH], strict=False
    ):
        if letter == COMMA and words and words[-1].casefold().endswith("-type"):
            return None  # "Shahed-type, Gerbera-type and other drones"
        if letter == COMMA and not seen:
            return None  # "ballistic, cruise and other missiles"
        if letter in _END or (seen and letter in _GLUE):
            break
        if (
            seen
            and letter not in _THINGS
            and not (words and (words[-1].casefold() in _OF_TYPE or word.casefold() in _OF_TYPE or _MODEL.match(word)))
        ):
            break
        words.append(word)
        seen = seen or letter in _THINGS
    text = " ".join(words)
    if not text or _OTHERS_TOO.search(text):
        return None
    found = _named(_MODEL, _MODELS, text)
    return "/".join(found) if 0 < len(found) <= 2 else None if found else next(iter(_named(_SORT, _SORTS, text)), None)


def _named(pattern: re.Pattern[str], table: tuple[tuple[str, str], ...], text: str) -> list[str]:
    found = [table[int(match.lastgroup[1:])][0] for match in pattern.finditer(text) if match.lastgroup]
    return list(dict.fromkeys(found))
