"""What heads a story."""

LEAD = "Ferries between Brod and the islands stopped on Tuesday after the storm tore away two of the four landing stages of the old harbour."


def test_a_story_whose_only_title_is_cut_is_headed_by_its_lead(made, article, story):
    further = "The council of Brod will lend the islands two boats until Friday, it said."
    (report,) = made(story(article("a", LEAD[:88], LEAD, further))).chapters[0].reports
    assert report.headline.text == "Ferries between Brod and the islands stopped on Tuesday"
    assert [one.text for one in report.statements] == [LEAD, further]


def test_a_short_lead_that_heads_its_story_whole_does_not_open_it_too(made, article, story):
    lead, further = (
        "Ferries between Brod and the islands stopped on Tuesday.",
        "The council will lend the islands two boats until Friday.",
    )
    (report,) = made(story(article("a", "BROD —", lead, further))).chapters[0].reports
    assert report.headline.text == lead.rstrip(".")
    assert [one.text for one in report.statements] == [further]


def test_what_is_left_out_is_listed_by_its_opening_where_it_has_no_headline(made, article, story):
    silent = story(article("a", "BNA —", "Closed."))
    assert [one.title for one in made(silent).coverage.left_out] == ["Closed."]
