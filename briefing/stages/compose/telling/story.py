"""One story as printed: its headline, its sentences, and which of them can stand in the at-a-glance block."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from briefing.language.headlines import is_headline
from briefing.language.mastheads import publishers
from briefing.language.proof import can_be_of
from briefing.model import Article, Figure, Passage, Placed, Report, Statement, Story
from briefing.stages.compose.telling.candidates import SHORTEST, Candidate, candidates, told
from briefing.stages.compose.telling.choose import FEWEST, Order, choose, unresolved
from briefing.stages.compose.telling.heading import heading
from briefing.stages.compose.telling.reasons import told_why
from briefing.stages.compose.telling.sources import statement
from briefing.stages.compose.telling.voices import Voice, counted, speaks, voices

SHORT, PER_WORD = 28, 0.02  # words of a line at a glance, and what each further one costs
OPENS = 0.4  # what it counts for that the story opens with the sentence
REACH = timedelta(days=7)  # how long before its first report an event of a thread may lie: a week, as sources name days


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """A report, and its statement that says most on its own."""

    report: Report
    brief: Statement


def tell(
    placed: Placed,
    figures: Mapping[str, Sequence[Figure]],
    *,
    language: str,
    superseded: Collection[Passage] = (),
    by_day: bool = False,
) -> Told | None:
    """The report of a story, without its differences; `figures` are all there are, by article id; at `superseded` stand revised ones.

    `by_day` is true of an edition of several days, where each sentence is of a day: that of its event, else of its report. None where its articles have no sentence that can be printed, or an update none that is new.
    """
    story = placed.story
    heard = voices(story, language, by_day=by_day)
    found = candidates(heard, figures, language=language, superseded=superseded)
    title = _title(_for_headline(story, language))
    headline = title.title if title else ""
    chosen = _chosen(found, headline, placed, language, one_event=by_day and len(story.events) < 2)
    if not chosen:
        return None
    days = _days(story, heard, figures)
    dated = [(candidate, _day(candidate, days.get(candidate.event), by_day=by_day)) for candidate in chosen]
    if all(day for _, day in dated):
        dated.sort(key=lambda one: one[1] or date.min)  # an event's day may have moved to that of a report
    chosen = tuple(candidate for candidate, _ in dated)
    statements = tuple(replace(statement(candidate, found), day=day) for candidate, day in dated)
    brief = _brief(chosen, statements, story)
    headed = _headline(title) if title else heading(brief)
    whole = len(headed.text) >= len(brief.text) - 1
    if not title and whole and len(statements) > 1 and brief == statements[0] and not chosen[1].standing.bound:
        statements = statements[1:]  # the sentence that heads the story need not open it too
    report = Report(
        story=story.id,
        headline=headed,
        statements=statements,
        articles=tuple(dict.fromkeys(article.id for article in story.carriers)),
        publishers=len(publishers(story.carriers)),
        origins=story.origins,
        why=told_why(placed.why, story.articles, (language, *(one.language for one in statements))),
        also=placed.also,
        thread=story.thread,
        news=story.news.kind,
        before=story.news.before,
        rank_why=placed.rank_why,
    )
    return Told(report=report, brief=brief)


def is_fresh(story: Story, passage: Passage) -> bool:
    """Whether what stands at a passage is new in a story: all of a new one, else what touches a fresh passage.

    A new story of which some was printed before all the same has fresh passages too.
    """
    return (story.news.kind == "new" and not story.news.fresh) or any(
        (one.article, one.paragraph, one.sha256) == (passage.article, passage.paragraph, passage.sha256)
        and one.start < passage.end
        and passage.start < one.end
        for one in story.news.fresh
    )


def _chosen(found: Sequence[Candidate], headline: str, placed: Placed, language: str, *, one_event: bool) -> tuple[Candidate, ...]:
    """The sentences to print, in the edition's language where it has enough of them: two, or of an update one."""
    update = placed.story.news.kind == "update"
    fresh: frozenset[Order] | None = None
    if update or placed.story.news.fresh:
        fresh = frozenset(candidate.order for candidate in found if is_fresh(placed.story, candidate.passage))
    native = [candidate for candidate in found if speaks(candidate.article, language)]
    chosen = choose(native, headline, words=placed.words, fresh=fresh, one_event=one_event)
    length = sum(candidate.length for candidate in chosen)
    if len(chosen) < (1 if update else FEWEST) and (placed.words is None or length + SHORTEST <= placed.words):
        chosen = choose(found, headline, words=placed.words, fresh=fresh, one_event=one_event)
    return chosen


def _day(candidate: Candidate, of_event: date | None, *, by_day: bool) -> date | None:
    """The day a sentence is told under: that of its event where its own article bears it out, else that of its report."""
    if of_event and can_be_of(candidate.article, of_event):
        return of_event
    reported = candidate.article.published.day if candidate.article.published else None
    return reported if by_day or of_event else None


def _days(story: Story, heard: Sequence[Voice], figures: Mapping[str, Sequence[Figure]]) -> Mapping[int, date]:
    """The day of each event of a story that has several: the one most of its figures are dated to, else that of its first report."""
    if len(story.events) < 2:
        return {}
    days: dict[int, date] = {}
    dated = list(counted(story, figures))
    for event in {voice.event for voice in heard}:
        articles = [voice.article for voice in heard if voice.event == event]
        first = min((article.published.day for article in articles if article.published), default=None)
        if first is None:
            continue
        ids = {article.id for article in articles}
        stated = Counter(
            figure.event_date
            for article, figure in dated
            if article.id in ids and figure.event_date and first - REACH <= figure.event_date <= first
        )
        days[event] = max(sorted(stated), key=lambda day: stated[day], default=first)
    return days


def _for_headline(story: Story, language: str) -> list[Article]:
    """The story's articles, those first that may best head it: in the edition's language, of an update with something new, the lead."""
    news = {passage.article for passage in story.news.fresh} if story.news.kind == "update" else set()
    return sorted(story.articles, key=lambda article: (not speaks(article, language), bool(news) and article.id not in news))


def _title(articles: Sequence[Article]) -> Article | None:
    """The first article whose title can head the story."""
    return next((article for article in articles if is_headline(article.title, article.paragraphs)), None)


def _headline(article: Article) -> Statement:
    end = len(article.title)
    return Statement(
        text=article.title,
        passages=(Passage(article=article.id, paragraph=0, start=0, end=end, sha256=article.capture),),
        language=article.language,
    )


def _brief(chosen: Sequence[Candidate], statements: Sequence[Statement], story: Story) -> Statement:
    """The statement that tells the story in one line: new, leaning on nothing, weighty, not long."""

    def merit(number: int) -> tuple[bool, bool, float, int]:
        candidate = chosen[number]
        things, _ = unresolved(candidate, told(""))
        stands = not candidate.standing.bound and things == 0
        new = is_fresh(story, candidate.passage)
        return (
            stands and new,
            stands,
            candidate.worth + OPENS * (number == 0) - PER_WORD * max(0, candidate.length - SHORT),
            -number,
        )

    return statements[max(range(len(statements)), key=merit)]
