"""Our own words in key figures and comparisons, and the stretch of a sentence that states a figure."""

import re
from datetime import date

from briefing.language.catalogue import Catalogue
from briefing.language.dates import MONTHS, WEEKDAYS
from briefing.language.quotes import outside_quotations
from briefing.language.recorded import recorded
from briefing.language.words import fold
from briefing.model import Article, Figure, FigureKind, Passage
from briefing.stages.compose.figures.scope import scope

NAMED: dict[FigureKind, str] = {
    "killed": recorded("Killed"),
    "injured": recorded("Injured"),
    "missing": recorded("Missing"),
    "captured": recorded("Captured"),
    "missiles_launched": recorded("Missiles launched"),
    "missiles_shot_down": recorded("Missiles shot down"),
    "drones_launched": recorded("Drones launched"),
    "drones_shot_down": recorded("Drones shot down"),
    "buildings_damaged": recorded("Buildings damaged"),
    "without_power": recorded("Without power"),
    "evacuated": recorded("Evacuated"),
    "displaced": recorded("Displaced"),
    "money": recorded("Money"),
    "equipment": recorded("Equipment"),
    "troops": recorded("Troops"),
    "other": recorded("Other"),
}
# What is done with money and equipment.
_DONE = {
    ("money", "pledged"): recorded("Money pledged"),
    ("money", "delivered"): recorded("Money delivered"),
    ("money", "sought"): recorded("Money sought"),
    ("money", "spent"): recorded("Money spent"),
    ("equipment", "pledged"): recorded("Equipment pledged"),
    ("equipment", "delivered"): recorded("Equipment delivered"),
    ("equipment", "sought"): recorded("Equipment sought"),
    ("equipment", "spent"): recorded("Equipment spent"),
}
_CLAUSE_ENDS = re.compile(r",(?=\s)|[;:](?=\s)|\s[–—-]\s|[()]")
_OPENERS = re.compile(
    r"^(?:and|but|while|with|(?:(?:in|of|by|during) )?which|who|where|а|та|і|й|и|но|(?:у |в |під час )?(?:яких|якому|якій|якого|якої)|що|хто|котор\w+)\s+",
    re.IGNORECASE,
)
_RELATIVE = re.compile(r"\b(?:that|which|who|when|where|after|said|says|reported)\s+", re.IGNORECASE)
_DOUBT = re.compile(
    r"\b(?:den(?:y|ied|ies|ying)|false|untrue|not|no|never|if|could|might|would|without)\b|\b(?:не|без|якщо|если)\b", re.IGNORECASE
)
# What a number counts stands behind it: up to a verb, a joint of clauses or a word of time.
_NEXT_WORD = re.compile(r"[ \u00a0-]((?:[^\W\d_]\.){2,}|[^\W_](?:[\w’'./-]*\w)?)")
_CONVERSION = re.compile(r"\s*\([^()]{0,40}\d[^()]{0,20}\)")
_JOINTS = frozenset("of in for to the a an its their from over and".split())
_UNFINISHED = frozenset(
    "new more additional further extra annual total first us u.s. president prime".split()
)  # what they go with comes later
_ENDS_PHRASE = re.compile(
    r"and|or|but|that|which|who|whose|as|after|before|when|while|because|if|since|until|by|per|with|at|on|into|through|"
    r"is|are|was|were|be|been|being|has|have|had|do|does|did|will|would|could|can|may|might|should|must|"
    r"said|says|told|according|this|last|next|earlier|yesterday|today|due|instead|anyway|so|such|than|(?:19|20)\d\d|"
    r"began|begun|fell|rose|came|went|took|hit|left|lost|met|held|made|gave|got|sent|set|struck|sank|flew|drove|ran|stood|broke|burst|found|"
    r"kept|saw|sought|brought|bought|fought|spent|won|grew|fled|blew|threw|shot|here|there|again|also|only|now|still|"
    r"\w+ly|\w{3,}ing|(?!(?:un)?(?:armou?red|mann?ed|crewed|guided|allied|united|advanced|combined|needed|used|towed|tracked|wheeled|propelled)$)\w+ed|"
    r"і|й|та|що|який|яка|які|коли|як|був|була|були|буде|на|и|что|который|которая|которые|когда|как|был|была|были|будет",
    re.IGNORECASE,
)
LONGEST_PHRASE = 7  # words behind the number
LONG_CLAUSE = 16  # words
_PLAIN = ("troops",)  # scopes that the kind's name says already


def label(figure: Figure, place: str | None, day: date | None, *, year: int, words: Catalogue) -> str:
    """What a row counts, where and on which day ("Killed, Kharkiv, 2 January") in our `words`; the year is said where it is not `year`.

    Money says what is done with it, and what is not all of its kind what it is: "Money pledged", "Equipment delivered (shells)",
    "Injured (workers)", "Drones launched (Shahed)".
    """
    named = words.text(_DONE.get((figure.kind, figure.act or ""), NAMED[figure.kind]))
    part = scope(figure) not in ("", figure.kind, *_PLAIN) and (figure.make or figure.unit)
    if part and part.isascii():
        named = words.say("%(what)s (%(part)s)", what=named, part=_part(part, figure, words))
    if place:
        named = words.say("%(what)s, %(place)s", what=named, place=words.place(place))
    if day:
        named = words.say("%(what)s, %(day)s", what=named, day=words.day(day, year=day.year != year))
    return named


def _part(part: str, figure: Figure, words: Catalogue) -> str:
    """What is counted of its kind: a make as it is, a thing in our words, or in quotation marks where these lack it."""
    if figure.make or words.language == "en":
        return part
    known = words.text(fold(part))
    return known if known != fold(part) else words.say("“%(words)s”", words=part)


def number_span(figure: Figure, article: Article) -> Passage | None:
    """Where exactly the number stands as written; None where it does not stand in the figure's passage."""
    where = figure.passage
    at = paragraph_of(article, where.paragraph).find(figure.written, where.start, where.end) if figure.written else -1
    return _passage(figure, at, at + len(figure.written)) if at >= 0 else None


def sentence_span(figure: Figure, article: Article) -> Passage | None:
    """Where the sentence that states the figure stands; None where its words are not in the article."""
    at = paragraph_of(article, figure.passage.paragraph).find(figure.sentence) if figure.sentence else -1
    return _passage(figure, at, at + len(figure.sentence)) if at >= 0 else None


def clause_span(figure: Figure, article: Article) -> Passage | None:
    """The clause that states the figure ("25 people were killed, including five children"), or the whole sentence where
    cutting could change the sense (a denial, a condition).
    """
    number, sentence = number_span(figure, article), sentence_span(figure, article)
    if number is None or sentence is None or not sentence.start <= number.start < number.end <= sentence.end:
        return number
    start, end = _clause(figure.sentence, number.start - sentence.start, number.end - sentence.start)
    return _passage(figure, sentence.start + start, sentence.start + end)


def phrase_span(figure: Figure, article: Article) -> Passage | None:
    """The number with what it is a number of ("$61 billion in aid to Ukraine", "120 armoured vehicles"); alone where no words after
    it say that: a clause is no figure.
    """
    number, sentence = number_span(figure, article), sentence_span(figure, article)
    if number is None or sentence is None or not sentence.start <= number.start < number.end <= sentence.end:
        return number
    end = sentence.start + _phrase_end(figure.sentence, number.end - sentence.start)
    return _passage(figure, number.start, max(end, number.end))


def _phrase_end(sentence: str, end: int) -> int:
    """Where the words end that say what the number ending at `end` counts: before a verb, another clause, a date; `end` if none do."""
    at = match.end() if (match := _CONVERSION.match(sentence, end)) else end
    last = end
    taken: list[str] = []
    while len(taken) < LONGEST_PHRASE and (word := _NEXT_WORD.match(sentence, at)):
        text = word[1]
        if _ENDS_PHRASE.fullmatch(text) or _names_a_day(text):
            break
        if taken and taken[-1] == "to" and text[:1].islower() and text not in ("the", "a", "an", "its", "their"):
            break  # "to help", not "to Ukraine"
        taken.append(text)
        at = word.end()
        if text.casefold() not in _JOINTS and text.casefold() not in _UNFINISHED:
            last = at
    return last


def _names_a_day(word: str) -> bool:
    return fold(word) in MONTHS or fold(word) in WEEKDAYS


def _clause(sentence: str, start: int, end: int) -> tuple[int, int]:
    whole = (0, len(sentence.rstrip(".")))
    if _DOUBT.search(sentence) or outside_quotations(sentence)[start:end] != sentence[start:end]:
        return whole
    cuts = [match.span() for match in _CLAUSE_ENDS.finditer(sentence)]
    left = max((cut_end for _, cut_end in cuts if cut_end <= start), default=0)
    rights = [cut for cut in cuts if cut[0] >= end]
    right = rights[0][0] if rights else whole[1]
    if len(rights) > 1 and re.match(r",\s+(?:including|among them|зокрема|у тому числі|в том числе)\b", sentence[right:]):
        right = rights[1][0]
    if len(sentence[left:right].split()) > LONG_CLAUSE:
        left = max((match.end() for match in _RELATIVE.finditer(sentence, left, start)), default=left)
    piece = sentence[left:right]
    lead = len(piece) - len(piece.lstrip())
    if opener := _OPENERS.match(piece.lstrip()):
        lead += opener.end()
    return left + lead, left + len(piece.rstrip())


def words_at(passage: Passage, article: Article) -> str:
    """The characters of `article` that `passage` points at."""
    return paragraph_of(article, passage.paragraph)[passage.start : passage.end]


def paragraph_of(article: Article, number: int) -> str:
    """The text of paragraph `number`, 0 being the title; "" where there is none."""
    if number == 0:
        return article.title
    return article.paragraphs[number - 1] if number <= len(article.paragraphs) else ""


def _passage(figure: Figure, start: int, end: int) -> Passage:
    where = figure.passage
    return Passage(article=where.article, paragraph=where.paragraph, start=start, end=end, sha256=where.sha256)
