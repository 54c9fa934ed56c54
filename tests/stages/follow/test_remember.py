"""What an edition leaves for those after it: what it told and all that its sources said by then, and nothing that nobody was told."""

from dataclasses import replace
from datetime import date

from briefing.model import Lent, Repeat
from briefing.stages.follow import remember
from briefing.stages.follow.sketch import KEPT


def test_a_printed_story_is_remembered_with_all_that_its_sources_said(desk, ferry):
    copy = desk.article("copy", ferry.lead.title, *ferry.lead.paragraphs)
    past = desk.edition(
        0, desk.story(*ferry.articles, repeats=(Repeat(article=copy, of="harbour", reason="same words", kind="copy"),))
    )
    (one,) = past.stories
    assert (past.name, past.first, past.last, past.profile) == ("2026-03-02", date(2026, 3, 2), date(2026, 3, 2), "desk")
    assert one.headline == ferry.lead.title
    assert one.section == "all"
    assert [statement.text for statement in one.statements] == [text for each in ferry.articles for text in each.paragraphs]
    assert one.articles == (("copy", "copy@0"), ("harbour", "harbour@0"), ("tidewater", "tidewater@0"))
    assert one.sentences[0] == ferry.lead.title
    assert set(one.sentences) == {text for each in ferry.articles for text in (each.title, *each.paragraphs)}
    assert {(figure.kind, figure.value) for figure in one.figures} >= {("killed", 17.0)}
    assert one.events == (date(2026, 3, 2),)


def test_an_edition_of_several_days_is_named_after_its_first_and_last(desk, ferry):
    window = desk.window(0, 3)
    followed = desk.follow(0, ferry, last=3)
    briefing = desk.printed(followed, 0, ())
    past = remember(replace(briefing, window=window), followed.stories, ())
    assert (past.name, past.last, past.end) == ("2026-03-02_2026-03-05", window.last, window.end)


def test_what_was_left_out_is_not_remembered(desk, ferry, trial):
    past = desk.edition(0, ferry, trial, without=[ferry.id])
    assert [one.headline for one in past.stories] == [trial.lead.title]


def test_sentences_are_bounded_and_begin_with_what_each_article_leads_with(desk):
    pages = [
        desk.article(f"p{at:02}", f"Report {at} from Karvala", *(f"Fact {at} point {n} holds." for n in range(30)))
        for at in range(12)
    ]
    (one,) = desk.edition(0, desk.story(*pages)).stories
    assert len(one.sentences) == KEPT
    assert {f"Report {at} from Karvala" for at in range(12)} <= set(one.sentences)
    assert {f"Fact {at} point 0 holds." for at in range(12)} <= set(one.sentences)
    assert len(one.said) == 12 * 31


def test_what_an_article_says_of_other_events_is_not_remembered_as_told(desk, ferry):
    mixed = desk.article(
        "mixed", "Ferry Aurelia, and a fire", ferry.lead.paragraphs[0], "A warehouse fire in Lund killed 31 workers."
    )
    past = desk.edition(0, desk.story(mixed, elsewhere=(Lent(article=mixed, paragraphs=(2,)),)))
    fire = desk.story(mixed, elsewhere=(Lent(article=mixed, paragraphs=(1,)),))
    assert not any("fire" in text for text in past.stories[0].sentences if text != mixed.title)
    assert len(past.stories[0].said) == 2
    assert desk.follow(1, fire, past=[past]).stories
