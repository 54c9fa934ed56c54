"""Stories of one affair on several days of a window, made one story with its events in order: a range of days tells it once."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from briefing.language.event_days import age
from briefing.model import Figure, Lent, Story
from briefing.stages.follow.sketch import of_story, rarity
from briefing.stages.follow.threads import Threads


def joined(stories: Sequence[Story], figures: Mapping[str, Sequence[Figure]]) -> tuple[Story, ...]:
    """The stories of a window with those of one affair made one, in the order of their first events.

    Day after day, as if each day were an edition: a story goes on with what the days before it told.
    """
    in_order = sorted(stories, key=_begins)
    sketches = {story.id: of_story(story, figures) for story in in_order}
    threads = Threads(rarity(sketches[story.id] for story in in_order))
    events: dict[str, list[Story]] = {}
    days: dict[str, list[Story]] = {}
    for story in in_order:
        days.setdefault(_begins(story)[0], []).append(story)
    for of_day in days.values():
        found = threads.join([sketches[story.id] for story in of_day], [story.id for story in of_day])
        for story, one in zip(of_day, found, strict=True):
            thread = one.thread or story.id
            events.setdefault(thread, []).append(story)
            threads.add(thread, sketches[story.id])
    return tuple(_one(some) for some in events.values())


def _one(some: Sequence[Story]) -> Story:
    """One story of several, in order of events: it leads with the latest, and is named after the first."""
    if len(some) == 1:
        return some[0]
    lead = some[-1].lead
    own = {article.id: article for story in some for article in story.articles}
    folded = {repeat.article.id for story in some for repeat in story.repeats}
    lent = _merged([part for story in some for part in story.lent])
    elsewhere = _merged([part for story in some for part in story.elsewhere])
    return replace(
        some[0],
        articles=(lead, *(article for name, article in own.items() if name != lead.id)),
        repeats=tuple(repeat for story in some for repeat in story.repeats),
        origins=tuple(dict.fromkeys(origin for story in some for origin in story.origins)),
        lent=tuple(part for part in lent if part.article.id not in own and part.article.id not in folded),
        elsewhere=tuple(left for part in elsewhere if (left := _without(part, lent)).paragraphs),
        events=tuple(_members(story, own, folded) for story in some),
    )


def _members(story: Story, own: Mapping[str, object], folded: set[str]) -> tuple[str, ...]:
    """The ids of an event's articles: its own, their repeats, and those that lend it passages without being another event's own."""
    ids = [article.id for article in story.articles] + [repeat.article.id for repeat in story.repeats]
    return tuple(
        dict.fromkeys(
            [*ids, *(part.article.id for part in story.lent if part.article.id not in own and part.article.id not in folded)]
        )
    )


def _merged(parts: Sequence[Lent]) -> list[Lent]:
    """One entry an article, with all its paragraphs in order."""
    found: dict[str, Lent] = {}
    for part in parts:
        before = found[part.article.id].paragraphs if part.article.id in found else ()
        found[part.article.id] = Lent(article=part.article, paragraphs=tuple(sorted({*before, *part.paragraphs})))
    return list(found.values())


def _without(part: Lent, lent: Sequence[Lent]) -> Lent:
    """What of an article tells of another event still, once the story it was lent to is this one."""
    home = {(one.article.id, paragraph) for one in lent for paragraph in one.paragraphs}
    return replace(part, paragraphs=tuple(at for at in part.paragraphs if (part.article.id, at) not in home))


def _begins(story: Story) -> tuple[str, str, str]:
    day, at, _ = min(age(article) for article in story.articles)
    return day, at, story.id
