"""Claims of one event that stand against each other.

Two claims are set side by side only where those who make them speak for two countries (or one denies what the other says),
where their words bear on one matter from its two ends, and where nothing says that they are of another place or day
(`clash.py`). A false clash is worse than a missed one.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from briefing.language.catalogue import Catalogue, catalogue
from briefing.language.words import fold
from briefing.model import Article, Claim, Opposed, Passage, Placed, Report, Side, Statement
from briefing.stages.compose.clashes.bearings import weight
from briefing.stages.compose.clashes.clash import DENIED, MATTERS, Said, clash, denies, named_countries, said, says_again
from briefing.stages.compose.telling.candidates import after_dateline
from briefing.stages.compose.telling.choose import FEWEST
from briefing.stages.compose.telling.standing import standing
from briefing.stages.compose.telling.voices import speaks
from briefing.stages.compose.wording import paragraph_of, words_at

BLOCKS, SIDES, OF_ONE_CAMP = 2, 4, 2  # of a story; in a block; of one country in a block
LONGEST, SHORTEST = 45, 4  # words of a claim that can be printed
OPENING = 3  # paragraphs that say what an article is about
BESIDE = 1  # paragraphs between a claim and the remark that it could not be verified
# ", he said.", " сказала вона."
_UNNAMED_TAIL = re.compile(
    r"[\s,–—-]*(?:(?:he|she|they)\s+[a-z]+|[a-z]+\s+(?:he|she|they)|[а-яіїєґ]+\s+(?:він|вона|вони|он|она|они))\s*[.!]?\s*"
)
Doubt = tuple[Claim, Article]  # that something could not be verified


def opposed(placed: Sequence[Placed], claims: Sequence[Claim], *, language: str) -> Mapping[int, tuple[Opposed, ...]]:
    """The clashes of each story, by its order in print: at most two, each with two to four sides, claims before what is said against them."""
    by_article: dict[str, list[Claim]] = {}
    for claim in claims:
        by_article.setdefault(claim.passage.article, []).append(claim)
    found: dict[int, tuple[Opposed, ...]] = {}
    for number, one in enumerate(placed):
        heard = _heard(one, by_article)
        native = [one for one in heard if speaks(one.article, language)]
        doubts = _doubts(one, by_article)
        if blocks := _blocks(native, doubts, catalogue(language)) or _blocks(heard, doubts, catalogue(language)):
            found[number] = blocks
    return found


def told_once(report: Report) -> Report:
    """The report without those of its sentences that its clashes print again: but the first, which leads it, and as far as it keeps two."""
    again = {
        (where.article, where.paragraph, where.sha256, where.start)
        for block in report.opposed
        for side in block.sides
        for where in side.statement.passages
    }
    kept = tuple(
        one
        for number, one in enumerate(report.statements)
        if number == 0 or not any((where.article, where.paragraph, where.sha256, where.start) in again for where in one.passages)
    )
    return replace(report, statements=kept) if len(kept) >= FEWEST else report


def _heard(placed: Placed, by_article: Mapping[str, Sequence[Claim]]) -> list[Said]:
    """The claims of a story that can be printed, in the order of print. Headlines put claims shortly, the text says who made them."""
    story = placed.story
    articles = {one.id: one for one in (*story.articles, *(lent.article for lent in story.lent))}
    found: list[Said] = []
    for number, article in enumerate(articles.values()):
        made = [
            (claim, words)
            for claim in by_article.get(article.id, ())
            if claim.passage.sha256 == article.capture
            and claim.passage.paragraph > 0
            and claim.stance != "unverified"
            and claim.speaker
            and story.speaks(article.id, claim.passage.paragraph)
            and (words := _printable(claim, article))
        ]
        if made:
            about = named_countries(" · ".join((article.title, *article.paragraphs[:OPENING])))
            found.extend(said(claim, article, words, number, about) for claim, words in made)
    return found


def _printable(claim: Claim, article: Article) -> Passage | None:
    """What of a claim is printed: its sentence, of a long one what is asserted; None where neither can stand by itself.

    Of a sentence that says "he said" behind what is asserted that alone: who he is stands before it in print.
    """
    sentence, paragraph = claim.passage, paragraph_of(article, claim.passage.paragraph)
    whole = replace(sentence, start=after_dateline(paragraph, sentence.start, sentence.end))
    if _fits_print(words_at(whole, article)):
        unnamed = _UNNAMED_TAIL.fullmatch(paragraph, claim.said.end, sentence.end)
        cut = unnamed is not None and claim.said.start == whole.start and len(words_at(claim.said, article).split()) >= SHORTEST
        return claim.said if cut else whole
    return claim.said if _fits_print(words_at(claim.said, article)) else None


def _fits_print(text: str) -> bool:
    return SHORTEST <= len(text.split()) <= LONGEST and not standing(text).unfit


def _doubts(placed: Placed, by_article: Mapping[str, Sequence[Claim]]) -> list[Doubt]:
    return [
        (claim, article)
        for article in placed.story.articles
        for claim in by_article.get(article.id, ())
        if claim.stance == "unverified" and claim.speaker and claim.passage.sha256 == article.capture
    ]


def _blocks(heard: Sequence[Said], doubts: Sequence[Doubt], words: Catalogue) -> tuple[Opposed, ...]:
    if len({one.camp for one in heard if one.camp}) < 1:
        return ()
    printed: set[str] = set()
    found = [_block(DENIED, [(other, one) for one in heard for other in heard if denies(one, other)], doubts, printed, words)]
    for label, one_end, other_end in MATTERS:
        ends = [one for one in heard if one.bears & one_end], [one for one in heard if one.bears & other_end]
        pairs = [(one, other) for one in ends[0] for other in ends[1] if one is not other and clash(one, other, label)]
        found.append(_block(label, pairs, doubts, printed, words))
    return tuple(block for block in found if block)[:BLOCKS]


def _block(
    label: str, pairs: Sequence[tuple[Said, Said]], doubts: Sequence[Doubt], printed: set[str], words: Catalogue
) -> Opposed | None:
    """The claims of the weightiest pair and of others that clash with them; words that another block prints are not printed again."""
    ranked = sorted(pairs, key=lambda pair: (-weight(pair[0].text) - weight(pair[1].text), pair[0].order, pair[1].order))
    ends: tuple[list[Said], list[Said]] = ([], [])
    clashing = {(id(one), id(other)) for one, other in pairs}
    for pair in ranked:
        if any(fold(one.text) in printed for one in pair) or pair[0].words == pair[1].words:
            continue
        for end, one in zip(ends, pair, strict=True):
            if _fits(one, end, ends, clashing):
                end.append(one)
    if not ends[0] or not ends[1]:
        return None
    taken = [*sorted(ends[0], key=lambda one: one.order), *sorted(ends[1], key=lambda one: one.order)]
    printed.update(fold(one.text) for one in taken)
    sides = [_side(one) for one in taken]
    shared = frozenset.intersection(*(one.places for one in taken))
    what = words.text(label)
    return Opposed(
        label=words.say("%(what)s, %(place)s", what=what, place=words.place(min(shared))) if len(shared) == 1 else what,
        sides=(*sides, *_doubted(taken, doubts)[: SIDES - len(sides)]),
    )


def _fits(one: Said, end: Sequence[Said], ends: tuple[list[Said], list[Said]], clashing: set[tuple[int, int]]) -> bool:
    """Whether a claim can be added at its end: of the same country as the others there, saying something else, clashing with the other end."""
    if len(end) >= OF_ONE_CAMP or any(other.camp != one.camp for other in end):
        return False
    if any(other.words == one.words or other.speaker == one.speaker for some in ends for other in some):
        return False
    if any(says_again(one, other) for other in end):
        return False
    if end is ends[0]:
        return all((id(one), id(other)) in clashing for other in ends[1])
    return all((id(other), id(one)) in clashing for other in ends[0])


def _doubted(taken: Iterable[Said], doubts: Sequence[Doubt]) -> list[Side]:
    """The remarks that a claim could not be verified, where they stand beside one of those taken."""
    found: dict[str, Side] = {}
    for one in taken:
        for claim, article in doubts:
            apart = claim.passage.paragraph - one.claim.passage.paragraph
            if article.id != one.article.id or not 0 <= apart <= BESIDE or claim.passage == one.claim.passage:
                continue
            if words := _printable(claim, article):
                found.setdefault(words_at(words, article), _as_side(claim, article, words))
    return list(found.values())


def _side(one: Said) -> Side:
    return _as_side(one.claim, one.article, one.words)


def _as_side(claim: Claim, article: Article, words: Passage) -> Side:
    return Side(
        statement=Statement(text=words_at(words, article), passages=(words,), language=article.language),
        said_by=claim.speaker,
        as_of=article.published.day if article.published else None,
        party=claim.party,
        stance=claim.stance,
    )
