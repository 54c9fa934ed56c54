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
