"""Where one item of a live blog ends and the next begins, told from the paragraphs alone: what a page keeps that lost all marks.

Each paragraph gets the chance that it opens an item. The signs are those a reader goes by: who is introduced with name and
office and who is only referred to, whether the paragraph speaks of what the one before spoke of, how it opens.
"""

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from briefing.language import dates
from briefing.language.words import STOPWORDS, words

_STEM = 6  # letters that make two forms of a word the same
_FIRST = re.compile(r"^.{20,}?[.!?…][\"'”’»)\]]*(?=\s|$)", re.DOTALL)
_QUOTE = re.compile(r"^[\"“”„«‘'–—-]")
_CAPITAL = r"[^\W\d_a-zа-яßàâäçèéêëîïôöùûüñòóąćęłńśźżæøåіїєґё]"
_PROPER = re.compile(rf"{_CAPITAL}[\w’'ʼ-]*\w")
_FULL = re.compile(
    rf"(?:{_CAPITAL}[\w’'ʼ-]*\w|{_CAPITAL}\.)(?:\s+(?:(?:von|van|de|der|den|el|al|bin|di|da|la|le)\s+)?(?:{_CAPITAL}[\w’'ʼ-]*\w|{_CAPITAL}\.))+"
)
_AGENCY_END = re.compile(
    r"[(\[](?:with\s+|via\s+)?[^()\[\]]{0,40}\b(?:AFP|AP|Reuters|dpa|Interfax|TASS|Ukrinform|EFE|ANSA|EPA|NTB|Bloomberg|Anadolu|RIA|CNN|BBC)\b[^()\[\]]{0,40}[)\]]\s*\.?$"
)
_BARE_SAID = re.compile(
    r"[,”\"»]\s+(?:he|she|they|it|the\s+\w+|\w+)\s+(?:said|says|added|told|wrote|continued)\b|\b(?:he|she|they|it)\s+(?:also\s+)?(?:said|says|added|told|wrote|noted|continued|warned|stressed)\b",
    re.IGNORECASE,
)
_SAID_LAST = re.compile(
    r"(?:,\s[^,]{3,60}\b(?:said|says|reported|reports|announced|citing)\b[^,]{0,40}|\baccording to\b[^,]{3,60})[.!?…]$"
)
_OFFICE = re.compile(
    rf"(?:{_CAPITAL}[\w’'-]+\s+){{1,2}}(?:[a-z][\w’'-]+\s+){{1,3}}{_CAPITAL}[\w’'-]+\s+{_CAPITAL}|(?:{_CAPITAL}[\w’'-]+\s+){{3}}"
)
_NUMBER = re.compile(r"\d")

_SETS: Mapping[str, frozenset[str]] = {
    name: frozenset(listed.split())
    for name, listed in {
        # who or what the reader has just met
        "pronoun": """he she it they this that these those his her hers its their such both who there him them
            він вона воно вони це цей ця ці його її їх такий там цього цьому той та ті тут таким також
            он она оно они это этот эта эти его её ее их такой там этого этому тот те тут также
            er sie es dies diese dieser dieses das sein seine ihr ihre dabei dazu daran darin damit dafür dort zudem außerdem
            il elle ils elles ce cet cette ces son sa ses leur leurs celui celle cela ceci
            han hun det den de disse dette hans hennes deres dessuten esso egli lui lei essi questo questa questi quello suo sua loro
            él ella ellos ellas esto este esta estos esa ese eso su sus""",
        # how a thought goes on
        "link": """but however and also still yet so then instead moreover nevertheless nonetheless although though despite while since
            if when because after before earlier later previously according in addition asked adding speaking among other another some many as at by
            але однак та й також проте водночас тим крім раніше пізніше окрім зокрема за якщо коли тоді при
            но однако и также при кроме ранее позже если когда тогда помимо между по
            aber doch und auch zuvor später wenn als nach laut während zugleich
            mais et aussi cependant toutefois selon alors puis ainsi si quand après avant
            men og også samtidig tidligere ifølge hvis når etter ma però inoltre anche secondo se quando dopo
            pero y también según además si cuando""",
        "time": """today tonight yesterday overnight morning afternoon evening night сьогодні вночі вчора уночі ніч ранку сегодня ночью вчера
            heute gestern nacht morgen montag dienstag mittwoch donnerstag freitag samstag sonntag
            lundi mardi mercredi jeudi vendredi samedi dimanche aujourd'hui hier nuit mandag tirsdag onsdag torsdag fredag lørdag søndag
            lunedì martedì mercoledì giovedì venerdì sabato domenica oggi ieri hoy ayer lunes martes miércoles jueves viernes sábado domingo""",
        "new thing": """a an at around about nearly more up one two three four five six seven eight nine ten dozens hundreds thousands several
            один одна два дві три двоє троє щонайменше понад близько майже двое трое около более почти как минимум
            ein eine einer mindestens rund etwa mehr zwei drei un une au moins environ plus deux trois en et minst rundt to tre
            almeno circa due tre al menos unos dos""",
        "article": "the der die das le la les l' il lo gli i el los las den det",
        "goes on": """also added adding too further continued again another however meanwhile
            також додав додала ще далі також добавил добавила ещё еще auch weiter fügte zudem aussi ajouté encore également også videre anche aggiunto también""",
    }.items()
}


@dataclass(frozen=True, kw_only=True, slots=True)
class _Paragraph:
    """A paragraph as it is compared: the words of its opening, its names, and the weights of its words."""

    text: str
    first: str
    opening: tuple[str, ...]
    proper: frozenset[str]
    surnames: frozenset[str]  # the last parts of names written in full
    early_full: bool
    stems: Counter[str]


def chances(paragraphs: Sequence[str]) -> tuple[float, ...]:
    """For each paragraph the chance, from 0 to 1, that it opens an item; the first does for certain."""
    scores = [sum(WEIGHTS.get(name, 0.0) * value for name, value in one.items()) for one in features(paragraphs)]
    return (1.0, *(1 / (1 + math.exp(-max(-30.0, min(30.0, score)))) for score in scores)) if paragraphs else ()


def features(paragraphs: Sequence[str]) -> list[dict[str, float]]:
    """The signs at each paragraph from the second on, by name: what `chances` weighs and training reads."""
    read = [_read(text) for text in paragraphs]
    spread = Counter(stem for one in read for stem in one.stems)
    weight = {stem: math.log(1 + len(read) / count) for stem, count in spread.items()}
    found = []
    for at in range(1, len(read)):
        found.append(_signs(read, at, weight))
    return found


def _signs(read: Sequence[_Paragraph], at: int, weight: Mapping[str, float]) -> dict[str, float]:
    here, last = read[at], read[at - 1]
    before = read[max(0, at - 3) : at]
    near = read[max(0, at - 2) : at]
    after = read[at + 1] if at + 1 < len(read) else None
    opens = here.opening[0] if here.opening else ""
    second = here.opening[1] if len(here.opening) > 1 else ""
    known_surnames = frozenset().union(*(one.surnames for one in before))
    known_proper = frozenset().union(*(one.proper for one in near))
    bare = {name for name in here.proper if name in known_surnames and name not in here.surnames}
    again = {name for name in here.surnames if name in known_proper}
    fresh = {name for name in here.surnames if name not in known_proper}
    stems_before = sum((one.stems for one in near), Counter())
    cohesion = _alike(here.stems, stems_before, weight)
    ahead = _alike(here.stems, after.stems, weight) if after else 0.0
    behind = _alike(last.stems, read[at - 2].stems, weight) if at > 1 else 0.0
    names = here.proper & frozenset().union(*(one.proper for one in near))
    quoted = bool(_QUOTE.match(here.text))
    length = len(here.text.split())
    return {
        "bias": 1.0,
        "quote": float(quoted),
        "pronoun": float(opens in _SETS["pronoun"]),
        "pronoun early": float(any(word in _SETS["pronoun"] for word in here.opening[1:9])),
        "link": float(opens in _SETS["link"]),
        "goes on": float(any(word in _SETS["goes on"] for word in here.opening[:12])),
        "time": float(any(word in _SETS["time"] for word in words(here.first)) or bool(dates.weekdays(here.first))),
        "bare said": float(bool(_BARE_SAID.search(here.text))),
        "new thing": float(opens in _SETS["new thing"]),
        "has": float(any(word in ("has", "have") for word in here.opening[1:12])),
        "had": float("had" in here.opening[1:12]),
        "said by": float(bool(_SAID_LAST.search(here.first))),
        "office": float(bool(_OFFICE.match(here.text))),
        "the known": float(opens in _SETS["article"] and second[:_STEM] in stems_before),
        "the new": float(opens in _SETS["article"] and second[:_STEM] not in stems_before),
        "bare name": float(bool(bare)),
        "bare name first": float(any(name.startswith(opens) for name in bare) if opens else 0),
        "named again": float(bool(again)),
        "new name": float(bool(fresh)),
        "early full": float(here.early_full and not quoted),
        "no full name": float(not here.surnames),
        "cohesion": cohesion,
        "ahead": ahead,
        "valley": max(ahead, behind) - cohesion,
        "shared names": math.log1p(math.fsum(weight.get(name[:_STEM], 0.0) for name in names)),
        "no shared name": float(not names),
        "agency": float(bool(_AGENCY_END.search(last.text))),
        "colon": float(last.text.endswith(":")),
        "numbers": float(bool(_NUMBER.search(here.first))),
        "short": float(length < 12),
        "length": min(length, 60) / 20,
        "last length": min(len(last.text.split()), 60) / 20,
        "last quote": float(bool(_QUOTE.match(last.text))),
        "second": float(at == 1),
    }


def _read(text: str) -> _Paragraph:
    match = _FIRST.match(text)
    first = match.group() if match else text
    full = list(_FULL.finditer(text))
    surnames = frozenset(one.group().split()[-1].casefold().removesuffix("’s").removesuffix("'s") for one in full)
    listed = words(text)
    return _Paragraph(
        text=text,
        first=first,
        opening=tuple(listed[:14]),
        proper=frozenset(
            one.group().casefold().removesuffix("’s").removesuffix("'s") for one in _PROPER.finditer(text) if one.start() > 0
        ),
        surnames=surnames,
        early_full=any(len(text[: one.start()].split()) < 8 for one in full),
        stems=Counter({word[:_STEM]: 1 for word in listed if word not in STOPWORDS and len(word) > 2}),
    )


def _alike(one: Counter[str], other: Counter[str], weight: Mapping[str, float]) -> float:
    """Cosine of two bags of stems, each stem weighted by how rare it is on the page."""
    shared = sum(weight[stem] ** 2 for stem in one if stem in other)
    if not shared:
        return 0.0
    return shared / math.sqrt(sum(weight[stem] ** 2 for stem in one) * sum(weight[stem] ** 2 for stem in other))


WEIGHTS: Mapping[str, float] = {
    "bias": -0.04,
    "quote": -1.07,
    "pronoun": -0.95,
    "pronoun early": -0.38,
    "link": -0.57,
    "goes on": -0.97,
    "time": 0.84,
    "bare said": -0.83,
    "new thing": 0.50,
    "has": 0.50,
    "had": -0.59,
    "said by": -0.26,
    "office": 0.37,
    "the known": -1.26,
    "the new": -0.45,
    "bare name": -1.03,
    "bare name first": -0.52,
    "named again": -0.02,
    "new name": -0.24,
    "early full": 0.64,
    "no full name": -0.30,
    "cohesion": -3.44,
    "ahead": 3.11,
    "valley": 3.82,
    "shared names": -0.59,
    "no shared name": -0.30,
    "numbers": -0.07,
    "short": -0.37,
    "length": -0.10,
    "last length": 0.18,
    "last quote": 0.43,
    "second": -0.97,
    "agency": 1.50,
    "colon": -2.00,
}
