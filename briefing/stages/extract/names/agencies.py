"""Whose reporting an article draws on: the wires and outlets it credits, by its byline, its dateline and its words."""

import re
from collections.abc import Iterable, Iterator, Sequence

from briefing.language.outlets import Outlet, by_name, is_agency

NAME = r"[A-ZА-ЯІЇЄҐÀ-ÞĀ-Ž0-9][\w.&’'-]*"
NAMES = rf"{NAME}(?:\s+(?:(?:of|the|for|and|de|on)\s+)?{NAME}){{0,5}}"
_QUOTED = r"[«„“\"]?"
# "KYIV, Feb 5 (Reuters) -", "КИЇВ, 5 лютого (Укрінформ) —", "Berlin (dpa) -": who reports, at the opening of the text.
_DATELINE = re.compile(r"^[^.()]{0,60}\(([^\W\d_][^()\n]{1,40})\)\s*[-–—:.]")
_LEADING = re.compile(r"^[^\W\d_]{2,12}(?:[/+, ][^\W\d_]{2,12}){0,3}(?=\s+[-–—]\s|\s*:\s)")
_CLOSING = re.compile(r"[(\[]([^()\[\]]{2,60})[)\]]\.?$")
_CITED = re.compile(
    rf"\b(?:as )?(?:cited|quoted|reported) by (?:the )?(?:(?:state|news|media|Ukrainian|Russian|local|private|semi-official) )*(?:agency |outlet |website |newspaper |broadcaster )?({NAMES})"
    rf"|\baccording to (?:(?:the|a|Ukrainian|Russian|local|state|state-run|independent|private|semi-official|Kremlin) )*(?:media outlet|news agency|news outlet|newswire|newspaper|broadcaster|news site|news website) ({NAMES})"
    rf"|\b(?:[Cc]iting|[Ss]ource|[Vv]ia):? (?:(?:the|state|news|agency) )*({NAMES})"
    rf"|(?:[Пп]овідомляє|[Пп]ередає|повідомили (?:в|у)|пише|[Сс]ообщает|[Пп]ередает|[Пп]ередаёт|[Пп]ишет|со ссылкой на|з посиланням на|[Дд]жерело:|[Ии]сточник:)\s+(?:агентство\s+|агенція\s+|издание\s+|видання\s+)?{_QUOTED}({NAMES})"
    rf"|\b(?:berichtet|meldet|meldete|berichtete) (?:die |der )?(?:Nachrichtenagentur |Agentur )?([\w.-]+)|\b(?:Nachrichtenagentur|agence de presse|l[’']agence|agenzia di stampa|agenzia|agencia|agencja|nyhetsbyrået|haber ajansı) ([\w.-]+(?: {NAME})?)"
)
_CLUE = re.compile(
    r"by |according|iting |ource|via |відомл|переда|пише|ообщ|пишет|ссылк|посилан|жерел|сточник|eldet|ericht|gent|genz|genc|nyhetsb|ajans",
    re.IGNORECASE,
)
_WITH = re.compile(
    r"\bwith (?:additional )?(?:reporting|files|material|agencies|information) (?:by|from) (.{2,80}?)(?:[.)]|$)|^\W*(?:mit Material von|avec|con|med|з|with)\s+([^.]{2,60})\W*$",
    re.IGNORECASE,
)
_SPLIT = re.compile(r"\s*(?:[,;/|+&]|\s(?:and|und|et|y|e|og|och|i|та|і|и|ve|en|with|mit|avec|con|med)\s)\s*")
_OWNED = re.compile(r"['’]s$")


def agency(name: str) -> bool:
    """True where the name is a news agency's."""
    return is_agency(name)


def agencies_in(authors: Iterable[str], paragraphs: Sequence[str]) -> tuple[str, ...]:
    """The agencies and outlets the article says it draws on, each once, in the order met; agencies by the name they are cited by.

    Those in the byline, in the dateline, in the mark a wire closes its text with, and those the text says it has something from.
    """
    found: list[str] = [name for author in authors for name in wires_in(author)]
    if paragraphs:
        found += dateline(paragraphs[0])
        for text in (paragraphs[0], paragraphs[-1]):
            if (closing := _CLOSING.search(text)) and not closing.group().startswith("[0"):
                found += wires_in(closing[1])
        for text in paragraphs[-3:]:
            if len(text) < 300 and (shared := _WITH.search(text)):
                found += wires_in(shared[1] or shared[2])
    for paragraph in paragraphs:
        if _CLUE.search(paragraph):
            found += _cited(paragraph)
    return tuple(dict.fromkeys(found))


def dateline(opening: str) -> tuple[str, ...]:
    """The agencies in the dateline that a text opens with."""
    found = _DATELINE.match(opening)
    leading = _LEADING.match(opening)
    return wires_in(found[1]) if found else wires_in(leading.group()) if leading else ()


def wires_in(text: str) -> tuple[str, ...]:
    """The agencies named in a credit such as "AP, AFP/Reuters" or "Example Post with dpa"; none where it names others only."""
    return tuple(one.name for part in _SPLIT.split(text) if (one := _wire(part)))


def _wire(name: str) -> Outlet | None:
    known = by_name(name.strip(" .()[]*–—-")) if 1 < len(name.strip()) <= 60 else None
    return known if known and known.kind == "agency" else None


def _cited(paragraph: str) -> Iterator[str]:
    for match in _CITED.finditer(paragraph):
        written = next(filter(None, match.groups()))
        for name in _SPLIT.split(_OWNED.sub("", written.split(". ", maxsplit=1)[0].strip(" .,'’"))):
            known = _longest(name)
            if known:
                yield known.name


def _longest(name: str) -> Outlet | None:
    """The outlet a run of capitalised words opens with: "Example Post Monday" is Example Post's."""
    words = name.split()
    return next((known for end in range(len(words), 0, -1) if (known := by_name(_OWNED.sub("", " ".join(words[:end]))))), None)
