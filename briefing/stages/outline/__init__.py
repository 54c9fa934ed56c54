"""Stories to sections: what belongs where, what leads, how much of each, what stays out, each with its reasons.

stories ─placing→ a section ─ranking→ an order ─lengths→ what is printed, in how many words; the rest is left out
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from briefing.language.headlines import title_of
from briefing.model import OTHER, Figure, LeftOut, Outline, Placed, Section, Story, Window
from briefing.settings import Length, Ranking, SectionPlan
from briefing.stages.outline.lengths import fitting, minutes_for, share, words_for
from briefing.stages.outline.placing import place
from briefing.stages.outline.ranking import rank
from briefing.stages.outline.sections import Verdict, classify

__all__ = ["Verdict", "classify", "outline"]

_AS_BUILT, _A_DAY = Ranking(), Length()


def outline(
    stories: Sequence[Story],
    figures: Sequence[Figure],
    *,
    plans: tuple[SectionPlan, ...],
    window: Window,
    subject: tuple[str, ...] = (),
    elsewhere: tuple[str, ...] = (),
    ranking: Ranking = _AS_BUILT,
    length: Length = _A_DAY,
    moves: Mapping[str, str] | None = None,
) -> Outline:
    """The sections of the profile with their stories, highest rank first, each with the words it may have; the rest is left out.

    Stories that fit no section, or are not about the `subject` where one is named, are `others`, ranked too. `moves` are the
    editor's decisions, thread to section. The result does not depend on the order of stories or figures.
    """
    by_article: dict[str, list[Figure]] = {}
    for figure in sorted(figures, key=lambda figure: (figure.passage, figure.kind, figure.value)):
        by_article.setdefault(figure.passage.article, []).append(figure)
    placed = []
    for story in stories:
        at = place(story, plans, subject, elsewhere, moves or {})
        read = dict.fromkeys(article.id for article in (*story.articles, *(lent.article for lent in story.lent)))
        reasons = rank(story, [one for name in read for one in by_article.get(name, ())], window, ranking)
        total = round(sum(reason.weight for reason in reasons), 3)
        placed.append(Placed(story=story, section=at.section, also=at.also, why=at.why, rank=total, rank_why=reasons))
    placed.sort(key=lambda one: (-one.rank, one.story.id))
    sections, left_out = _limited(plans, placed, length, (window.last - window.first).days + 1)
    others = tuple(one for one in placed if one.section == OTHER)
    return Outline(sections=sections, others=others, left_out=left_out)


def _limited(
    plans: tuple[SectionPlan, ...], placed: Sequence[Placed], length: Length, days: int
) -> tuple[tuple[Section, ...], tuple[LeftOut, ...]]:
    """The stories that are printed, in the order of rank they came in, and the articles of the others with the limit they met."""
    words = words_for(length, days)
    limits = [plan.limit or length.stories for plan in plans]
    found = [[one for one in placed if one.section == plan.id] for plan in plans]
    within = [stories[:limit] for stories, limit in zip(found, limits, strict=True)]
    counts = fitting([[one.rank for one in stories] for stories in within], words)
    shares = share([[_length(one.story) for one in stories[:count]] for stories, count in zip(within, counts, strict=True)], words)
    sections, left_out = [], []
    for plan, limit, stories, count, given in zip(plans, limits, found, counts, shares, strict=True):
        printed = tuple(replace(one, words=some) for one, some in zip(stories, given, strict=False))
        sections.append(Section(id=plan.id, title=plan.title, stories=printed))
        over = f"{plan.title} holds {_several(limit, 'story', 'stories')}, and this one ranks lower"
        late = f"{_several(round(minutes_for(length, days)), 'minute', 'minutes')} of reading hold {sum(counts)} stories, and this one ranks lower"
        for number, one in enumerate(stories[count:], count):
            left_out += _left_out(one.story, over if number >= limit else late)
    return tuple(sections), tuple(left_out)


def _length(story: Story) -> int:
    """The words its articles have to say, headlines not counted."""
    return sum(len(paragraph.split()) for article in story.articles for paragraph in article.paragraphs)


def _left_out(story: Story, reason: str) -> list[LeftOut]:
    return [
        LeftOut(title=title_of(one.title, one.paragraphs), publisher=one.publisher, url=one.url, reason=reason)
        for one in story.articles
    ]


def _several(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
