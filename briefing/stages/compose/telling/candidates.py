"""The sentences a story could print, each with what speaks for it and against it."""

import math
import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from briefing.language import dates, sentences
from briefing.language.numbers import numbers
from briefing.language.quotes import names, outside_quotations, quotations
from briefing.language.words import STOPWORDS, fold
from briefing.model import Article, Figure, Passage
from briefing.stages.compose.telling.standing import Standing, standing, stems
from briefing.stages.compose.telling.voices import Voice, speaks

SHORTEST, LONGEST = 8, 45  # words of a sentence that is printed, as far as the story has such sentences
LONGEST_TEXT = 900  # characters; what is longer is no sentence, and not worth the look
MOST_ARTICLES, MOST_SENTENCES = 40, 40  # looked at per story and in its lead, half as many in the others: news stands at the top
_PERSON = re.compile(r"(?<!\w)([^\W\d_][^\W\d_'’-]+) ([^\W\d_][^\W\d_'’-]+)(?!\w)")
_ACRONYM = re.compile(r"\(([A-ZА-ЯІЇЄҐ]{2,6})\)")
_BACKGROUND = re.compile(
    r"\bsince (?:the (?:start|beginning|outbreak)|moscow|russia|the full|february|the invasion)|full-scale (?:invasion|war)|\bhas long\b|\byears? ago\b|"
    r"\b(?:in|over) (?:recent|the past|the last) (?:\w+ )?(?:weeks|months|years)|\blast year\b|\bdecades?\b|"
    r"повномасштабн|полномасштабн|з початку (?:війни|вторгнення)|с начала (?:войны|вторжения)",
    re.IGNORECASE,
)

_CAPITAL = re.compile(r"(?<!\w)((?=[^\W\d_a-zа-яіїєґ])[^\W\d_][\w'’-]*)")
_DATELINE = re.compile(
    r"(?P<town>[^\W\d_][^\W\d_ .'’-]{2,30}|[^\W\d_]+(?:[ .'’-][^\W\d_]+){1,3})(?:, [\w. ]{2,20})?(?: \([\w. /-]{2,20}\))?\s+[—–-]+\s*(?=[\w\"“«])"
)
_ABOUT_THE_AUTHOR = re.compile(
    r"\b(?:is|was|covers|writes|joined|previously|works|worked|reports from|has been|є|пише|працює|пишет|работает)\b"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Candidate:
    """A sentence at its place: `order` sorts by article, paragraph, character; `previous` is the order of the sentence before it.

    `depth` counts the paragraphs in which its article speaks in the story, from 1; `opens` is true of the first sentence of
    one, whatever dateline stands before it; `event` is the one it tells of, from 0. `states` are kind, place and value of its
    figures, `outdated` kind and place of those that were revised since, which are not among them.
    """

    article: Article
    order: tuple[int, int, int]
    previous: tuple[int, int, int] | None
    depth: int
    opens: bool
    event: int = 0
    leads: bool = False
    passage: Passage
    text: str
    content: frozenset[str]
    numbers: frozenset[float]
    standing: Standing
    introduces: frozenset[str]
    names_needed: tuple[str, ...] = ()
    figures: tuple[Figure, ...] = ()
    states: frozenset[tuple[str, str, float]] = frozenset()
    outdated: frozenset[tuple[str, str]] = frozenset()
    worth: float = 0.0

    @property
    def length(self) -> int:
        """How many words it has."""
        return len(self.text.split())


def candidates(
    heard: Sequence[Voice], figures: Mapping[str, Sequence[Figure]], *, language: str, superseded: Collection[Passage] = ()
) -> tuple[Candidate, ...]:
    """The sentences of those who speak in a story, in the order of print; `figures` are all there are, by article id.

    At `superseded` stand figures that a later source revised: how they moved is told beside the story, not in it.

    `worth` is comparable within the story: how much a sentence says of what the story's articles say, where it stands,
    what it names, counts and dates.
    """
    raw = [
        candidate
        for number, voice in enumerate(heard[:MOST_ARTICLES])
        for candidate in _sentences(voice, number, figures.get(voice.article.id, ()))
    ]
    weights = _weights(raw)
    centre = _centre(raw, weights)
    length = math.sqrt(sum(value**2 for value in centre.values()))
    return tuple(_valued(candidate, _cosine(candidate, weights, centre, length), language, superseded) for candidate in raw)


def after_dateline(text: str, start: int, end: int) -> int:
    """Where the sentence at [start, end) goes on behind its dateline ("BROD, Lithuania — "), which says where the reporter sat, not what happened."""
    dateline = _DATELINE.match(text, start, end)
    return dateline.end() if dateline and dateline["town"].isupper() else start


def told(text: str) -> frozenset[str]:
    """What a printed text introduces: the stems of its words, its full names and the acronyms it spells out."""
    return frozenset(
        (*stems(text), *(fold(name) for name in _full_names(text)), *(f"({found})" for found in _ACRONYM.findall(text)))
    )


def _sentences(voice: Voice, number: int, figures: Iterable[Figure]) -> list[Candidate]:
    article, figures = voice.article, tuple(figures)
    whole = "\n".join(article.paragraphs)
    full = {fold(name).split()[1]: fold(name) for name in _full_names(whole)}
    acronyms = frozenset(_ACRONYM.findall(whole))
    found: list[Candidate] = []
    seen: set[str] = set()
    depth = last = 0
    for index, paragraph in enumerate(article.paragraphs, 1):
        if not voice.says(index):
            continue
        depth += 1
        previous = found[-1].order if found and last == index - 1 else None
        last = index
        for at, (start, end) in enumerate(sentences.spans(paragraph, article.language)):
            start = after_dateline(paragraph, start, end)  # noqa: PLW2901 - what stands before is none of the sentence
            text = paragraph[start : min(end, start + LONGEST_TEXT)]
            order = (number, index, start)
            if len(text) < LONGEST_TEXT and fold(text) not in seen:  # a standfirst that the body says again
                seen.add(fold(text))
                found.append(
                    Candidate(
                        article=article,
                        order=order,
                        previous=previous,
                        depth=depth,
                        opens=at == 0,
                        event=voice.event,
                        leads=voice.leads,
                        passage=Passage(article=article.id, paragraph=index, start=start, end=end, sha256=article.capture),
                        text=text,
                        content=frozenset(stems(text)),
                        numbers=frozenset(number.value for number in numbers(text)),
                        standing=_standing(text, article, index),
                        introduces=told(text),
                        names_needed=_names_needed(text, full, acronyms),
                        figures=_within(figures, index, start, end),
                    )
                )
            previous = order
        if len(found) >= (MOST_SENTENCES if voice.leads else MOST_SENTENCES // 2):
            break
    return found


def _standing(text: str, article: Article, paragraph: int) -> Standing:
    """How the sentence stands in its article: cross-heads, captions and its authors' lives are no news."""
    if any(author in text for author in article.authors if " " in author) and _ABOUT_THE_AUTHOR.search(text):
        return Standing(unfit="about the author")
    if paragraph > 2 and not _ended(text):
        return Standing(unfit="a heading or a caption")
    return standing(text)


def _ended(text: str) -> bool:
    return text.rstrip("\"'”’»)").endswith((".", "!", "?", "…"))


def _within(figures: Iterable[Figure], paragraph: int, start: int, end: int) -> tuple[Figure, ...]:
    return tuple(
        figure
        for figure in figures
        if figure.passage.paragraph == paragraph and figure.passage.start < end and start < figure.passage.end
    )


def _full_names(text: str) -> tuple[str, ...]:
    """Two words with capitals in a row ("Oleh Syniehubov"), overlapping ones too."""
    found, position = [], 0
    while match := _PERSON.search(text, position):
        if match[1][0].isupper() and match[2][0].isupper() and fold(match[1]) not in STOPWORDS:
            found.append(match.group())
        position = match.start(2)
    return tuple(found)


def _names_needed(text: str, full: Mapping[str, str], acronyms: frozenset[str]) -> tuple[str, ...]:
    """The full names and spelled-out acronyms of which `text` has the short form only."""
    needed = []
    for match in _CAPITAL.finditer(text):
        word = match[1]
        whole = full.get(fold(word).removesuffix("'s"))
        if whole and not text[: match.start()].rstrip().rpartition(" ")[2][:1].isupper() and whole not in fold(text):
            needed.append(whole)
        if word in acronyms and f"({word})" not in text:
            needed.append(f"({word})")
    return tuple(dict.fromkeys(needed))


def _weights(raw: Sequence[Candidate]) -> dict[str, float]:
    """How much a stem says here: those that few of many sentences have say more than those that all have, once ones little."""
    count = Counter(stem for candidate in raw for stem in candidate.content)
    return {stem: math.log(1 + len(raw) / times) for stem, times in sorted(count.items())}


def _centre(raw: Sequence[Candidate], weights: Mapping[str, float]) -> dict[str, float]:
    """The story as one vector; the first sentences of each article count more, because news is written that way."""
    centre: dict[str, float] = {}
    for candidate in raw:
        share = 2.0 if candidate.depth <= 2 else 1 / math.sqrt(candidate.depth)
        for stem in sorted(candidate.content):
            centre[stem] = centre.get(stem, 0.0) + share * weights[stem]
    return centre


def _cosine(candidate: Candidate, weights: Mapping[str, float], centre: Mapping[str, float], whole: float) -> float:
    dot = length = 0.0
    for stem in sorted(candidate.content):
        dot += weights[stem] * centre[stem]
        length += weights[stem] ** 2
    return dot / (math.sqrt(length) * whole) if length and whole else 0.0


def _valued(candidate: Candidate, centrality: float, language: str, superseded: Collection[Passage]) -> Candidate:
    text = candidate.text
    worth = 1.6 * centrality
    worth += (0.7 if candidate.opens else 0.35) / candidate.depth * (1.0 if candidate.leads else 0.5)
    worth += 0.04 * min(len(set(names(text))), 5)
    worth += 0.08 * bool(dates.written(text) or dates.weekdays(text))
    if not SHORTEST <= candidate.length <= LONGEST:
        worth -= 0.4
    elif candidate.length > 35:
        worth -= 0.1
    quoted = sum(end - start for start, end in quotations(text))
    if quoted > 0.5 * len(text):
        worth -= 0.45  # says what somebody thinks of it rather than what happened
    if _BACKGROUND.search(text) or _old(candidate):
        worth -= 0.3
    if not _ended(text):
        worth -= 0.3  # may be a standfirst, or a cross-head left in the text
    outdated = frozenset((figure.kind, figure.place or "") for figure in candidate.figures if figure.passage in superseded)
    if outdated:
        worth -= 0.5
    if not speaks(candidate.article, language):
        worth -= 0.5
    states = frozenset(
        (figure.kind, figure.place or "", figure.value) for figure in candidate.figures if figure.passage not in superseded
    )
    return replace(candidate, worth=round(worth, 6), states=states, outdated=outdated)


def _old(candidate: Candidate) -> bool:
    """Whether every date in the sentence lies more than a month before the article."""
    published = candidate.article.published
    if not published:
        return False
    days = [day for found in dates.written(outside_quotations(candidate.text)) if (day := found.near(published.day) or None)]
    return bool(days) and all((published.day - day).days > 31 for day in days)
