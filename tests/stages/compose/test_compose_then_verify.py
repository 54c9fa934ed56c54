"""What compose drafts, verify accepts: from any articles whose words stand in their captures, nothing has to be dropped."""

import hashlib
from datetime import UTC, date, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.language import sentences
from briefing.model import Article, Capture, Coverage, Figure, Lent, News, Outline, Passage, Placed, Section, Story, When, Window
from briefing.settings import built_in
from briefing.stages.cite import cite
from briefing.stages.compose import compose
from briefing.stages.verify import recheck, verify

NOW = datetime(2025, 3, 5, 6, 30, tzinfo=UTC)
DAY = date(2025, 3, 4)
WINDOW = Window(first=DAY, last=DAY, start=NOW, end=NOW, zone="UTC")
PIECES = [
    "Six drones hit the port of Korsun before dawn on Tuesday, killing three dockers.",
    "Three dockers were killed in Korsun on Tuesday when six drones hit its port, the governor said.",
    "“We counted nine impacts in the harbour,” said Governor Maryna Holub.",
    "He added that the ferry to Brod would stay in port until Friday.",
    "Троє докерів загинули внаслідок удару по порту Корсуня у вівторок.",
    "Kosten: 1.200 € für «drei» Kräne — sagte der Hafen <b>heute</b> & morgen.",
    "KORSUN, Strait (Wire) — Two cranes burned down in the harbour overnight.",
    "The ferry",
    "???",
    "a\u202eb \u200dword \ufeff mixed “ marks",
]
TEXTS = st.one_of(st.sampled_from(PIECES), st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), max_size=60))
PARAGRAPHS = st.lists(TEXTS, min_size=1, max_size=3).map(lambda pieces: " ".join(" ".join(pieces).split())).filter(bool)
PAGES = st.lists(
    st.tuples(
        TEXTS,
        st.lists(PARAGRAPHS, max_size=4),
        st.sampled_from(["Brod Daily", "The Harbour Times", None]),
        st.sampled_from(["en", "uk", None]),
    ),
    min_size=1,
    max_size=4,
)


def counted(article: Article) -> list[Figure]:
    found = []
    for number, paragraph in enumerate(article.paragraphs, 1):
        for start, end in sentences.spans(paragraph, article.language):
            for word, value in (("three", 3), ("Three", 3), ("six", 6), ("Six", 6), ("nine", 9), ("Троє", 3)):
                if word in paragraph[start:end]:
                    passage = Passage(article=article.id, paragraph=number, start=start, end=end, sha256=article.capture)
                    sentence = paragraph[start:end]
                    found.append(
                        Figure(
                            kind="killed",
                            value=value,
                            written=word,
                            place="Korsun",
                            event_date=DAY,
                            passage=passage,
                            sentence=sentence,
                        )
                    )
    return found


def filed(pages) -> tuple[list[Article], dict[str, Capture]]:
    """The pages as articles, and the captures their words stand in."""
    articles, captures = [], {}
    for number, (title, paragraphs, publisher, language) in enumerate(pages):
        body = "\n".join((title, *paragraphs)).encode()
        sha256 = hashlib.sha256(body).hexdigest()
        captures[sha256] = Capture(sha256=sha256, name=f"{number}.txt", media_type="text/plain", body=body, fetched_at=NOW)
        articles.append(
            Article(
                id=f"a{number}",
                capture=sha256,
                item=1,
                title=title,
                publisher=publisher,
                published=When(day=DAY),
                language=language,
                paragraphs=tuple(paragraphs),
            )
        )
    return articles, captures


def drafted(stories, articles):
    return compose(
        Outline(sections=(Section(id="strikes", title="Strikes", stories=stories),)),
        [figure for article in articles for figure in counted(article)],
        profile=built_in(),
        window=WINDOW,
        next_due=NOW,
        made_at=NOW,
        coverage=Coverage(),
        articles=articles,
    )


@settings(max_examples=60)
@given(PAGES, st.integers(1, 3))
def test_a_draft_holds_whatever_the_pages_say(pages, per_story):
    articles, captures = filed(pages)
    stories = tuple(
        Placed(story=Story(id=f"s{first}", articles=tuple(articles[first : first + per_story])), section="strikes")
        for first in range(0, len(articles), per_story)
    )
    draft = drafted(stories, articles)
    verified = verify(draft, captures)
    assert verified.coverage.checked.dropped == ()
    assert verified.chapters == draft.chapters
    assert recheck(cite(verified), captures).dropped == ()


@settings(max_examples=60)
@given(PAGES, st.data())
def test_a_draft_of_updates_threads_and_lent_passages_holds_too(pages, data):
    articles, captures = filed(pages)
    own, others = articles[: len(articles) // 2 + 1], articles[len(articles) // 2 + 1 :]

    def some(article):
        return Lent(article=article, paragraphs=tuple(data.draw(st.sets(st.integers(1, 4), min_size=1, max_size=2))))

    spots = [
        Passage(article=article.id, paragraph=number, start=start, end=end, sha256=article.capture)
        for article in own
        for number, paragraph in enumerate(article.paragraphs, 1)
        for start, end in sentences.spans(paragraph, article.language)
    ]
    fresh = tuple(data.draw(st.lists(st.sampled_from(spots), unique=True))) if spots else ()
    update = data.draw(st.booleans())
    story = Story(
        id="s",
        articles=tuple(own),
        lent=tuple(some(article) for article in others),
        elsewhere=tuple(some(article) for article in own if data.draw(st.booleans())),
        events=data.draw(st.sampled_from([(), tuple((article.id,) for article in own)])),
        news=News(kind="update", fresh=fresh) if update else News(),
    )
    placed = Placed(story=story, section="strikes", words=data.draw(st.one_of(st.none(), st.integers(1, 90))))
    draft = drafted((placed,), articles)
    verified = verify(draft, captures)
    assert verified.coverage.checked.dropped == ()
    assert verified.chapters == draft.chapters
    reports = draft.chapters[0].reports
    assert (draft.changes.new, draft.changes.updated) == (len(reports) * (not update), len(reports) * update)
    for statement in (statement for report in reports for statement in report.statements):
        spot = statement.passages[0]
        assert story.speaks(spot.article, spot.paragraph)
    if update and reports:
        printed = [statement.passages[0] for statement in reports[0].statements]
        assert any(touches(spot, one) for spot in printed for one in fresh)


def touches(one: Passage, other: Passage) -> bool:
    return (one.article, one.paragraph) == (other.article, other.paragraph) and one.start < other.end and other.start < one.end
