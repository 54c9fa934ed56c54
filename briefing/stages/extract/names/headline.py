"""The headline of a page: which line it is, and how it reads without the site's name behind it."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from briefing.language import dates
from briefing.language.words import STOPWORDS, squash, words
from briefing.stages.extract import phrases
from briefing.stages.extract.names.persons import all_persons, signed_by
from briefing.stages.extract.text.lines import Line

_TITLE_WORDS = (3, 32)
_FEWEST_ABOVE = 60  # lines above the text that are looked at
_SITE_SUFFIX = re.compile(r"\s+(?P<mark>[|–—-])\s+(?P<site>[^\W_][\w.,&'’()/ -]{1,40}?)(?:\s*(?:…|\.\.\.))?$")
# What marks the page one is on in a list of pages: "Reading now", "You are here".
_CURRENT = re.compile(
    r"(?:(?:now|currently|you(?:['’]re| are)(?: now| currently)?) (?:reading|viewing|on|here)|reading now|(?:this|current) (?:article|page|story)(?=\s*(?:[:–—|>-]|$))|зараз (?:читають|читаєте)|ви читаєте|"
    r"вы читаете|сейчас (?:читаете|читают)|sie lesen(?: gerade)?|aktueller artikel|vous (?:lisez|êtes ici)|stai leggendo|estás leyendo|du leser(?: nå)?|czytasz)\s*[:–—|>-]?\s*",
    re.IGNORECASE,
)
_SIGNS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+")
_CUT = re.compile(r"(?:…|\.\.\.)$")
_TELLS = 0.34  # of a line's words that stand in the opening of the text: fewer say nothing about it
_OF_NO_TEXT = 0.2  # below which a line is no headline of the text, unless its mark says that it is one
_TITLE_LINE_APART = 8  # lines between the page's title line and its text from which on menus stand between them
# A picture's credit at the end of a line: "… . Photograph: Jane Example/Wire".
_CREDITED = re.compile(
    r"(?i)[^\W\d_][.!?)\s]+(?:photograph|photo|image|picture|foto|bild|crédit|credit|фото)\b\s?\w{0,8}:\s*(?:[^:/]{1,60}/[^:/]{2,40}|(?:\S+\s?){1,3})$"
)
_BARS, _SECTIONS = re.compile(r"\s+[|•·/]\s+"), 3
_LABEL = 3  # words up to which a line is a section's name or a button rather than a headline
_ENOUGH = 0.6  # of its words that a headline shares with the text: more is a standfirst's, or a sentence of the text
_FEW = 8  # words of a line that says how long ago, and of a section in capitals
_STEM = 6  # letters by which words are compared: languages inflect
_SIGNED = 14  # words of a byline with its date
_LONGEST = 400  # characters of a headline
_TWO_SENTENCES = re.compile(r"[^\W\d_]{3}[.] [“\"„]?[^\W\d_]")
_KICKER = 8  # words from which on a line above another is no kicker
_BETWEEN = ("furniture", "credit", "cue")  # lines that may stand between a headline and its standfirst
_CLOSE, _FAR, _FARTHER = 4, 9, 0.7  # lines below a headline in which its date stands; what one that stands farther off counts
_READING_TIME = re.compile(r"(?i)\(\s*\d+\s*min(?:ute[ns]?|uti|utos)?\.?\s*\)\s*$|\b\d+\s+min(?:ute)?s?\s+read\b")
_BUTTON = re.compile(
    r"(?:continue reading|click (?:to|here)|tap to|skip to|jump to|share (?:this|on|via)|print this|opens? in|read (?:more|next|also)|weiterlesen|lire la suite|seguir leyendo|"
    r"suche nach|search for|recherch|buscar|cerca )\b",
    re.IGNORECASE,
)
_CLOCK = 7  # signs of a clock time before a date
_UNDER_ANOTHER = 2.0
_MOST_BEHIND, _LITTLE = 4, 60  # paragraphs that may stand above a headline, and their words from the third on

_AGO = re.compile(
    r"(?i)\b\d+\s*(?:s|m|h|d|sec|min|hr|second|minute|hour|day|week)s?\s+ago\b|^(?:vor|il y a|hace|hai|for|há)\s+\d+\s+\w+\b|\b\d+\s+\w+\s+(?:önce|siden|geleden|temu|fa|sedan|sitten)$"
)
_MEDIA = re.compile(
    r"(?:audio|video|podcast|photos?|fotos?|bilder|bildstrecke|galer(?:ie|ía|i)|gallery|watch|listen)\s*:", re.IGNORECASE
)
_ALIKE = 0.4  # of the words of the page's title line that a headline shares with it


def find_headline(lines: Sequence[Line], start: int, stop: int) -> tuple[Line | None, int]:
    """The headline of the run and the index at which its text begins.

    Candidates stand above the run or among its first lines; the best shares its words with the text and with the page's title
    line, stands close above the text, above a byline or date, and is often on the page twice. Where none is there, the line of the
    page that is marked as the one being read.
    """
    prose = [index for index in range(start, stop) if lines[index].kind == "prose"]
    lead = Counter(term for index in prose[:8] for term in {term[:_STEM] for term in _terms(lines[index].text)})
    texts = Counter(line.text.casefold() for line in lines if len(line.text) <= _LONGEST)
    named = [_terms(site_off(line.text)) for line in lines[:2] if _may_be_title_line(line)]
    limit = _last_above(lines, prose)
    anchors = frozenset(
        at for at in range(max(0, prose[0] - _FEWEST_ABOVE), min(len(lines), limit + _FAR + 1)) if _is_anchor(lines[at])
    )
    best: tuple[float, int] | None = None
    before: Line | None = None  # the line right above, where it may be a headline
    for index in range(max(0, prose[0] - _FEWEST_ABOVE), limit + 1):
        score = _score(lines, index, prose, lead, texts, named, anchors)
        if score is not None and before and _is_standfirst(lines[index], before, lead):
            score -= _UNDER_ANOTHER
        if score is not None or lines[index].kind not in _BETWEEN:
            before = lines[index] if score is not None else None
        if score is not None and (best is None or score > best[0] or (score == best[0] and index > best[1])):
            best = (score, index)
    current = _marked_as_current(lines, lead)
    if best is None or (
        current and _share(_terms(current.text), lead) >= _OF_NO_TEXT and squash(current.text) != squash(lines[best[1]].text)
    ):
        return current, start
    title = lines[best[1]]
    # The text starts below the last place the headline stands at above it; what is prose before that is standfirst or furniture.
    begin = max((at for at in range(best[1], limit + 1) if squash(lines[at].text) == squash(title.text)), default=best[1])
    return _whole(title, lines), max(start, begin + 1) if begin >= start else start


def _last_above(lines: Sequence[Line], prose: Sequence[int]) -> int:
    """The paragraph above which the headline stands at the latest: of teasers and standfirst there is little above it."""
    above = 0
    for at, index in enumerate(prose):
        above += lines[index].words
        if at >= _MOST_BEHIND or (at >= 2 and above > _LITTLE):
            return index
    return prose[-1]


def _may_be_title_line(line: Line) -> bool:
    """True where a line at the top of the page may be its title line."""
    return (
        _TITLE_WORDS[0] < line.words <= _TITLE_WORDS[1] + 8
        and line.linked < 0.8
        and not _is_menu(line.text)
        and not _CREDITED.search(line.text)
    )


def _may_be_headline(line: Line) -> bool:
    """True where a line is of a headline's length and neither a link nor a menu."""
    fits = _TITLE_WORDS[0] <= line.words <= _TITLE_WORDS[1] and len(line.text) <= _LONGEST
    return fits and not line.bullet and line.linked <= 0.8 and not _is_menu(line.text) and not _CREDITED.search(line.text)


def _is_menu(text: str) -> bool:
    """True where a line is the names of a site's sections, set apart by bars or dots."""
    parts = _BARS.split(text)
    return len(parts) >= _SECTIONS and all(len(part.split()) <= _LABEL for part in parts)


def _score(
    lines: Sequence[Line],
    index: int,
    prose: Sequence[int],
    lead: Counter[str],
    texts: Counter[str],
    named: Sequence[frozenset[str]],
    anchors: frozenset[int],
) -> float | None:
    """How much a line is like the headline of this text; None where it cannot be."""
    line = lines[index]
    if not _may_be_headline(line):
        return None
    mine = _terms(line.text)
    if not mine:
        return None
    alike = max((len(mine & other) / max(1, len(mine | other)) for other in named), default=0.0)
    if index < len(named) and prose[0] - index > _TITLE_LINE_APART:
        alike = min(alike, _ALIKE)  # the title line itself, where the page may have the headline in full nearer to the text
    dated = 1.0 if any(at in anchors for at in range(index + 1, index + _CLOSE + 1)) else 0.0
    if not dated and any(at in anchors for at in range(index + _CLOSE + 1, index + _FAR + 1)):
        dated = _FARTHER
    repeated = min(texts[line.text.casefold()] - 1, 2) if line.words > _LABEL else 0
    above = any(other.kind in ("stamp", "published") for other in lines[max(0, index - 2) : index])
    again = alike >= _ALIKE or (dated and repeated)
    if line.kind not in ("heading", "prose") and not (again and line.kind in ("teaser", "cut", "cue", "credit")):
        return None
    if alike < _ALIKE and not line.marked and (line.text.endswith(".") or (line.kind == "prose" and line.words > 22)):
        return None
    shared = _share(mine, lead)
    if shared < _OF_NO_TEXT and not (line.marked or alike >= _ALIKE or (dated and (repeated or line.words > _LABEL))):
        return None
    if shared < _TELLS and line.text.isupper() and alike < _ALIKE and not line.marked:
        return None
    if shared < _TELLS and not (line.marked or dated or repeated or alike >= _ALIKE):
        return None
    if _is_something_else(line):
        return None
    behind = sum(1 for at in prose if at < index)
    if behind > 2 and not dated:
        return None
    nearest = next((at for at in prose if at >= index), prose[-1])
    return (
        2 * min(1.0, shared / _ENOUGH) * min(1.0, len(mine) / 4)
        + 1.5 * dated
        + 0.75 * (above and not dated)
        + 1.0 * repeated
        + 1.5 * line.marked
        + 3 * (alike if alike >= _ALIKE else 0)
        - 1.2 * behind
        - 0.03 * abs(nearest - index)
        + 0.25 * min(len(mine), 8)
        - 0.1 * max(0, line.words - 16)
        - 1.0 * (line.words <= _LABEL)
        - 1.5 * line.text.endswith(":")
        - 1.5 * (line.text.isupper() and line.words <= _FEW)
        - 2.0 * bool(_MEDIA.match(line.text))
        - 1.5 * bool(_TWO_SENTENCES.search(line.text))
    )


def _is_something_else(line: Line) -> bool:
    """True where a line is a byline, a button, a date or a length by what it says."""
    few = line.words <= _FEW
    return (
        bool(_READING_TIME.search(line.text) or _BUTTON.match(line.text) or "(opens in" in line.text.casefold())
        or bool(few and _AGO.search(line.text))
        or bool(few and (written := dates.written(line.text)) and written[0].start <= _CLOCK)
        or _signs(line)
        or len(all_persons(line.text)) > 1
    )


def _share(terms: frozenset[str], lead: Counter[str]) -> float:
    """The share of the words that stand in the opening of the text."""
    return sum(1 for term in terms if lead[term[:_STEM]]) / max(1, len(terms))


def _is_standfirst(line: Line, above: Line, lead: Counter[str]) -> bool:
    """True where of two lines that may be headlines the upper one is: a kicker above a headline is short, a standfirst below is longer."""
    one, other = _terms(above.text), _terms(line.text)
    if above.words <= _LABEL + 1 or above.text.endswith(":") or len(one & other) >= 0.6 * min(len(one), len(other)):
        return False
    if _share(one, lead) < max(_TELLS, _share(other, lead) / 2):
        return False  # another story's, a notice
    return above.words >= _KICKER or len(line.text) >= 1.4 * len(above.text)


def _signs(line: Line) -> bool:
    """True where a line says whose article it is: "by" (in any language) and a name, perhaps behind the kind of article."""
    return line.words <= _SIGNED and bool(signed_by(line.text))


def _is_anchor(line: Line) -> bool:
    """True where a line is what stands between a headline and its text: a date or a byline, alone or both together."""
    if line.kind in ("stamp", "published", "byline"):
        return True
    if line.words > _SIGNED or len(line.text) > _LONGEST:
        return False
    return _signs(line) or bool(dates.written(line.text)) or bool(_AGO.search(line.text)) or phrases.whole("by", line.text)


def _terms(text: str) -> frozenset[str]:
    """The words that say what a text is about; of scripts that put no spaces between words, every two signs in a row."""
    found = set(words(text)) - STOPWORDS
    for run in _SIGNS.findall(text):
        found.update(run[at : at + 2] for at in range(len(run) - 1))
    return frozenset(found)


def _marked_as_current(lines: Sequence[Line], lead: Counter[str]) -> Line | None:
    """The line the page marks as the one being read; of several the one that agrees most with the text."""
    found: list[tuple[float, int, Line]] = []
    for at, line in enumerate(lines):
        if not (mark := _CURRENT.match(line.text)) or line.words > _TITLE_WORDS[1]:
            continue
        rest = line.text[mark.end() :].strip() or (lines[at + 1].text if at + 1 < len(lines) else "")
        if _TITLE_WORDS[0] <= len(rest.split()) <= _TITLE_WORDS[1]:
            terms = _terms(rest)
            found.append((sum(1 for term in terms if lead[term[:_STEM]]) / max(1, len(terms)), -at, replace(line, text=rest)))
    return max(found, key=lambda one: one[:2])[2] if found else None


def _whole(title: Line, lines: Sequence[Line]) -> Line:
    """A headline cut short gives way to the line of the page that goes on where it stops."""
    if not _CUT.search(title.text):
        return title
    opening = _CUT.sub("", title.text).rstrip()
    fuller = [
        line for line in lines if line.text.startswith(opening) and not _CUT.search(line.text) and line.words <= _TITLE_WORDS[1]
    ]
    return replace(title, text=fuller[0].text) if fuller and len(opening) > 15 else title


def site_off(text: str, *names: str | None) -> str:
    """A headline without the site's name behind it: whatever stands behind a bar, behind a dash one of the page's `names` only.

    What a dash leads in may be on whose word the headline says it. A section between bars goes with the name.
    """
    match = _SITE_SUFFIX.search(text)
    if match is None or len(text[: match.start()].split()) < 4:
        return text
    site = squash(match["site"])
    if not site or dates.written(match["site"]):
        return text
    known = [squash(name) for name in names if name]
    of_the_site = any(site in name or name in site for name in known if name)
    if match["mark"] == "|" or of_the_site:
        return _sections_off(text[: match.start()]) if match["mark"] == "|" else text[: match.start()]
    return text


def _sections_off(text: str) -> str:
    """The headline before the bars of "Headline | Section | Site"."""
    head = text.split(" | ", maxsplit=1)[0]
    return head if len(head.split()) >= 4 else text
