"""An earlier version of a text folded into its later one: its toll is shown as revised, its words are not printed."""

from briefing.model import Coverage, Repeat
from briefing.stages.compose import compose

BEFORE = "A ferry hit the rocks off Korsun on Tuesday, killing three passengers, harbour master Ilona Marsh said."
AFTER = "A ferry hit the rocks off Korsun on Tuesday, killing five passengers, harbour master Ilona Marsh said."
REST = "Divers searched the wreck for two hours and brought forty others ashore, the harbour office reported."


def test_the_figure_of_an_earlier_version_is_revised_and_its_unchanged_ones_agree_with_nobody(
    profile, window, article, figure, story, outline, morning, evening
):
    earlier = article("a", "Ferry hits rocks off Korsun", BEFORE, REST, at=morning)
    later = article("b", "Ferry hits rocks off Korsun", AFTER, REST, publisher="Brod Daily", at=evening)
    dated = {"place": "Korsun", "event_date": later.published.day, "as_of": later.published.day}
    marsh = {"attributed_to": "harbour master Ilona Marsh", **dated}
    figures = [
        figure(earlier, "killed", 3, "three", **marsh),
        figure(later, "killed", 5, "five", **marsh),
        figure(earlier, "evacuated", 40, "forty", **dated),
        figure(later, "evacuated", 40, "forty", **dated),
    ]
    wreck = story(later, repeats=(Repeat(article=earlier, of="b", reason="three, then five", kind="update"),))
    made = compose(
        outline(wreck),
        figures,
        profile=profile,
        window=window,
        next_due=evening,
        made_at=evening,
        coverage=Coverage(),
        articles=(earlier, later),
    )
    rows = {tally.kind: tally for tally in made.tallies}
    assert [side.statement.text for side in rows["killed"].sides] == ["three", "five"]
    assert rows["killed"].relation == "revised"
    assert rows["evacuated"].relation == "single"
    printed = [statement.text for chapter in made.chapters for report in chapter.reports for statement in report.statements]
    assert any("five passengers" in text for text in printed)
    assert not any("three passengers" in text for text in printed)


def test_a_sentence_with_a_toll_since_revised_gives_way(article, figure, story, made, morning, evening):
    """How a number moved is told beside the story; in it stands the last one."""
    text = (
        "Five passengers died when a ferry hit the rocks off Korsun, harbour master Ilona Marsh said.",
        REST,
        "Salvage tugs from Brod will try to lift the wreck on Thursday, its owner told reporters.",
        "The strait was closed to ships of more than 300 tonnes until Friday, the transport ministry announced.",
        "Police questioned the first officer, who had steered the ship alone that night, in the harbour of Brod.",
    )
    early = "Three people have died on board a ferry that ran aground near Korsun at dawn, police told local radio."
    first = article("a", "Ferry aground", early, publisher="Coast Radio", at=morning)
    second = article("b", "Korsun ferry: five dead", *text, publisher="Brod Daily", at=evening)
    dated = {"place": "Korsun", "event_date": second.published.day, "as_of": second.published.day}
    figures = [figure(first, "killed", 3, "Three", **dated), figure(second, "killed", 5, "Five", **dated)]
    briefing = made(story(second, first), figures=figures)
    (report,) = briefing.chapters[0].reports
    told = " ".join(statement.text for statement in report.statements)
    assert "Five passengers" in told
    assert early not in told
    assert [side.statement.text for side in briefing.tallies[0].sides] == ["Three", "Five"]
