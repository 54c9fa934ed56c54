"""Which of several versions stands, and what the others are to it. All texts are invented."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from briefing.model import Article, When
from briefing.stages.group import assign, group

TEXT = (
    "A ferry hit the rocks off Brenna on Tuesday night, killing {killed} people, the harbour master Tilde Arnesen said.",
    "Divers searched the wreck until the morning and brought the last passengers ashore in fishing boats.",
    "The ship had left Kvarnby two hours late because of fog, and its lamp was seen from the lighthouse shortly before the accident.",
    "An inquiry by the county is to begin next week, and the owner of the ferry has stopped its other ships for the time being.",
)


def article(
    name: str, hour: int | None, killed: object = 17, *, publisher: str = "", paragraphs: int = 4, url: str | None = None
) -> Article:
    at = datetime(2031, 3, 5, hour, tzinfo=UTC) if hour is not None else None
    return Article(
        id=name,
        capture=f"page-{name}",
        item=1,
        title="Ferry hits rocks off Brenna",
        publisher=publisher or f"{name} Post",
        published=When(day=datetime(2031, 3, 5).date(), at=at, precision="minute" if at else "day"),
        paragraphs=tuple(text.format(killed=killed) for text in TEXT[:paragraphs]),
        url=url,
    )


def told(*articles: Article) -> tuple[str, dict[str, tuple[str, str]]]:
    (story,) = group(articles)
    assert len(story.articles) == 1
    return story.lead.id, {repeat.article.id: (repeat.of, repeat.kind) for repeat in story.repeats}


def test_of_two_versions_with_a_moved_number_the_later_leads_and_the_earlier_is_an_update_of_it():
    lead, repeats = told(article("a", 6, 17), article("b", 14, 19))
    assert (lead, repeats) == ("b", {"a": ("b", "update")})
    assert told(article("a", 14, 17), article("b", 6, 19))[0] == "a"


def test_the_reason_names_both_numbers():
    (story,) = group([article("a", 6, 17), article("b", 14, 19)])
    assert story.repeats[0].reason.endswith("it has 17 where the other has 19")


def test_copies_of_an_older_version_are_copies_of_that_version_though_they_came_later():
    lead, repeats = told(article("a", 6, 17), article("late", 20, 17, paragraphs=3), article("b", 14, 19))
    assert lead == "b"
    assert repeats == {"a": ("b", "update"), "late": ("a", "copy")}


def test_an_earlier_state_on_a_page_of_its_own_is_no_duplicate_and_an_earlier_reading_of_the_page_is():
    pages = assign([article("a", 6, 17), article("b", 14, 19)])
    assert [(one.id, one.duplicate_of) for one in pages] == [("a", None), ("b", None)]
    assert len({one.story for one in pages}) == 1
    address = "https://brenna.example/ferry"
    readings = assign([article("a", 6, 17, url=address), article("b", 14, 19, url=address)])
    assert [(one.id, one.duplicate_of) for one in readings] == [("a", "b"), ("b", None)]


def test_where_no_time_tells_which_is_later_the_fuller_leads_and_the_other_is_a_duplicate_with_its_number_kept():
    whole, cut = article("z", None, 17), article("a", None, 19, paragraphs=3)
    assert told(whole, cut) == ("z", {"a": ("z", "update")})
    assert [one.duplicate_of for one in assign([whole, cut])] == [None, "z"]


def test_a_late_note_with_a_new_number_does_not_take_the_place_of_the_full_text():
    lead, repeats = told(article("a", 6, 17), article("b", 14, 19, paragraphs=1))
    assert (lead, repeats) == ("a", {"b": ("a", "update")})


def test_an_update_adds_no_origin():
    (story,) = group([article("a", 6, 17), article("b", 14, 19)])
    assert story.origins == ("b Post",)


@given(st.permutations([("a", 6, 17), ("b", 14, 19), ("c", 9, 17), ("d", 16, 19), ("e", 11, 18)]))
def test_the_order_of_versions_given_decides_nothing(order):
    found = group([article(name, hour, killed) for name, hour, killed in order])
    assert found == group([article(name, hour, killed) for name, hour, killed in sorted(order)])
    assert found[0].lead.id == "b"
