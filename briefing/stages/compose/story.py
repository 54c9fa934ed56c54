"""One story as printed: its headline, its sentences, and which of them can stand in the at-a-glance block."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from briefing.model import Article, Figure, Passage, Placed, Report, Statement, Tally
from briefing.stages.compose.candidates import Candidate, candidates, speaks, told
from briefing.stages.compose.choose import FEWEST, choose, unresolved
from briefing.stages.compose.sources import statement

LONGEST_TITLE = 200  # characters; what is longer is a paragraph that was taken for a title
SHORT, PER_WORD = 28, 0.02  # words of a line at a glance, and what each further one costs
OPENS = 0.4  # what it counts for that the story opens with the sentence


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """A report, and its statement that says most on its own."""

    report: Report
    brief: Statement


def tell(placed: Placed, figures: Mapping[str, Sequence[Figure]], differences: Sequence[Tally], *, language: str) -> Told | None:
    """The report of a story; `figures` by article id. None where its articles have no sentence that can be printed."""
    story = placed.story
    articles = sorted(story.articles, key=lambda article: not speaks(article, language))  # sorted() keeps the lead first
    found = candidates(articles, figures, language=language)
    title = _title(articles)
    headline = title.title if title else ""
    chosen = choose([candidate for candidate in found if speaks(candidate.article, language)], headline)
    if len(chosen) < FEWEST:
        chosen = choose(found, headline)
    if not chosen:
        return None
    statements = tuple(statement(candidate, found) for candidate in chosen)
    brief = _brief(chosen, statements)
    known = [*story.articles, *(repeat.article for repeat in story.repeats)]
    publishers = {article.publisher for article in known if article.publisher}
    unknown = any(article.publisher is None for article in known)
    if not title and len(statements) > FEWEST and brief == statements[0] and not chosen[1].standing.bound:
        statements = statements[1:]  # the sentence that heads the story need not open it too
    report = Report(
        story=story.id,
        headline=_headline(title) if title else brief,
        statements=statements,
        differences=tuple(differences),
        articles=tuple(dict.fromkeys(article.id for article in known)),
        publishers=len(publishers) + unknown,
        origins=story.origins,
        why=placed.why,
        also=placed.also,
    )
    return Told(report=report, brief=brief)


def _title(articles: Sequence[Article]) -> Article | None:
    """The first article whose title can head the story. A title that the text opens with is its first sentence: the page had no headline."""
    return next((article for article in articles if _has_headline(article)), None)


def _has_headline(article: Article) -> bool:
    title = article.title
    opens = bool(article.paragraphs) and article.paragraphs[0].startswith(title) and title.endswith((".", "!", "?", "”", '"', "…"))
    return 0 < len(title) <= LONGEST_TITLE and any(map(str.isalpha, title)) and not opens


def _headline(article: Article) -> Statement:
    end = len(article.title)
    return Statement(
        text=article.title,
        passages=(Passage(article=article.id, paragraph=0, start=0, end=end, sha256=article.capture),),
        language=article.language,
    )


def _brief(chosen: Sequence[Candidate], statements: Sequence[Statement]) -> Statement:
    """The statement that tells the story in one line: leaning on nothing, weighty, not long."""

    def merit(number: int) -> tuple[bool, float, int]:
        candidate = chosen[number]
        things, _ = unresolved(candidate, told(""))
        stands = not candidate.standing.bound and things == 0
        return stands, candidate.worth + OPENS * (number == 0) - PER_WORD * max(0, candidate.length - SHORT), -number

    return statements[max(range(len(statements)), key=merit)]
