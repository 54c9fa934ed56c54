"""Copies are folded into what they copy; reports of their own are not. All texts are invented."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.model import Article, When
from briefing.stages.group.repeats import fold
from briefing.stages.group.wording import share

HARBOUR = (
    "The council of Brenna voted late on Monday to close the old ferry harbour and to move all traffic to the new quay "
    "north of the lighthouse. Nine councillors were for the plan and four against it after a debate of almost five hours. "
    "Fishermen in oilskins filled the gallery and left it in silence when the result was read out. The last ferry from the "
    "old harbour is due to leave at the end of October, and the warehouses behind it will be turned into flats and a market "
    "hall. Mayor Tilde Arnesen called the vote the end of a quarrel that had divided the town for a generation. Her rival "
    "Jonas Vik said the new quay lay open to the westerly storms and would cost the town more than it had been told."
)
BRIDGE = (
    "Engineers shut the road bridge at Kvarnby on Monday after divers found cracks in two of its six piers. Lorries now take "
    "the long way round by the dam, which adds forty minutes to the drive to the coast. The county expects the inspection to "
    "take three weeks and would not say whether the bridge could be saved. Bus passengers walk across and change on the "
    "other side, under the eyes of two guards with lanterns."
)
DAY = When(day=date(2031, 3, 4), precision="day")


def article(name: str, text: str, **fields: object) -> Article:
    made = Article(
        id=name,
        capture=f"page-{name}",
        item=1,
        title=f"Title of {name}",
        publisher=f"{name} Post",
        published=DAY,
        paragraphs=(text,),
    )
    return replace(made, **fields)


def folded(*articles: Article) -> dict[str, str]:
    return {repeat.article.id: repeat.of for repeat in fold(articles)[1]}


def swapped(text: str, every: int) -> str:
    return " ".join("lantern" if at % every == every - 1 else word for at, word in enumerate(text.split()))


def test_a_syndicated_copy_with_another_headline_is_a_repeat_with_a_readable_reason():
    kept, repeats = fold((article("a", HARBOUR), article("b", HARBOUR + " Reporting by our staff."), article("c", BRIDGE)))
    assert [one.id for one in kept] in (["a", "c"], ["b", "c"])
    assert [repeat.reason for repeat in repeats] == ["100% of the wording is the same"]


def test_a_copy_cut_short_is_folded_into_the_full_text():
    cut = " ".join(HARBOUR.split()[:60])
    assert folded(article("cut", cut), article("full", HARBOUR)) == {"cut": "full"}


def test_a_light_rewrite_is_a_repeat():
    assert folded(article("a", HARBOUR), article("b", swapped(HARBOUR, 5))) in ({"b": "a"}, {"a": "b"})


def test_two_reports_that_share_only_a_quotation_stand_both():
    said = "“The new quay lies open to the westerly storms and will cost us more than we were told,” said Jonas Vik."
    assert folded(article("a", HARBOUR + " " + said), article("b", BRIDGE + " " + said)) == {}


def test_a_round_up_does_not_swallow_the_reports_it_quotes_in_its_middle():
    round_up = " ".join([BRIDGE, swapped(BRIDGE, 3), HARBOUR, swapped(HARBOUR, 2)])
    assert "harbour" not in folded(article("harbour", HARBOUR), article("roundup", round_up))


def test_a_light_rewrite_by_the_same_outlet_is_a_repeat_too():
    text = HARBOUR + " " + BRIDGE
    first = article("a", text, publisher="Brenna Bladet")
    assert folded(first, article("b", swapped(text, 5), publisher="Brenna Bladet")) != {}


@pytest.mark.parametrize("publisher", ["Brenna Bladet", "Kvarnby Tidende"])
def test_two_stories_with_one_background_are_no_repeats_whoever_writes_them(publisher):
    background = " ".join(HARBOUR.split()[60:])
    first = article("a", BRIDGE + " " + background, publisher="Brenna Bladet")
    second = article("b", swapped(BRIDGE, 2) + " " + background, publisher=publisher)
    assert 0.4 < share(first, second) < 0.7
    assert folded(first, second) == {}


def test_the_wire_s_own_text_is_kept_even_where_a_copy_is_fuller_and_earlier():
    wire = article("wire", HARBOUR, publisher="Skerry News Agency", published=When(day=date(2031, 3, 5)))
    copy = article("copy", HARBOUR + " " + BRIDGE, agencies=("Skerry",))
    assert folded(wire, copy) == {"copy": "wire"}


def test_of_texts_of_one_length_the_earliest_is_kept_by_the_clock_and_not_by_the_writing_of_its_zone():
    early = datetime(2031, 3, 4, 9, tzinfo=UTC)
    oslo = article("b", HARBOUR, published=When(day=early.date(), at=early, precision="minute"))
    later = datetime.fromisoformat("2031-03-04T08:30:00-04:00")
    boston = article("a", HARBOUR, published=When(day=later.date(), at=later, precision="minute"))
    assert folded(oslo, boston) == {"a": "b"}


def test_two_readings_of_one_address_are_one_and_the_latest_stands():
    morning = article("am", HARBOUR, url="https://www.brenna.example/harbour/?utm_source=x", updated=When(day=date(2031, 3, 4)))
    evening = article("pm", BRIDGE, url="http://brenna.example/harbour", updated=When(day=date(2031, 3, 5)))
    assert fold((morning, evening))[1][0].reason == "the same address"
    assert folded(morning, evening) == {"am": "pm"}


def test_entries_of_a_live_blog_that_share_its_address_are_not_readings_of_one_page():
    address = "https://brenna.example/live"
    summary = article("s", "Brenna closes its harbour, Kvarnby shuts its bridge.", url=address, capture="live", kind="entry")
    entries = [article(name, text, url=address, capture="live", kind="entry") for name, text in (("h", HARBOUR), ("b", BRIDGE))]
    assert folded(summary, *entries) == {}


def test_a_long_headline_word_for_word_is_a_repeat_where_there_is_no_text_to_differ():
    title = "Brenna council votes to close ferry harbour after debate"
    assert folded(article("a", "", title=title), article("b", "", title=title.upper())) != {}
    assert folded(article("a", HARBOUR, title=title), article("b", BRIDGE, title=title)) == {}


def test_a_standing_headline_that_comes_back_is_no_repeat():
    assert folded(article("a", "", title="In pictures"), article("b", "", title="In pictures")) == {}
    column = "Letters to the editor and other voices from Brenna this week"
    later = When(day=date(2031, 3, 11))
    assert folded(article("a", "", title=column), article("b", "", title=column, published=later)) == {}


def test_two_short_notes_alike_by_their_formula_alone_are_not_repeats():
    formula = "the harbour office said on Monday. Read the full article at brenna.example"
    first = article("a", f"Two ferries collided in thick fog off the lighthouse, {formula}")
    second = article("b", f"A crane fell over and crushed three empty cars, {formula}")
    assert share(first, second) > 0.4
    assert folded(first, second) == {}


@given(st.permutations(["a", "b", "c", "d"]))
def test_the_order_of_the_articles_decides_nothing(order):
    texts = {"a": HARBOUR, "b": swapped(HARBOUR, 6), "c": " ".join(HARBOUR.split()[:70]), "d": BRIDGE}
    kept, repeats = fold([article(name, texts[name]) for name in order])
    assert {one.id for one in kept} | {repeat.article.id for repeat in repeats} == set(texts)
    assert {(repeat.article.id, repeat.of) for repeat in repeats} == {("b", "a"), ("c", "a")}


def test_of_several_lengths_the_fullest_stands_whatever_its_id_and_hour():
    cut = [article(f"{at}", " ".join(HARBOUR.split()[: 60 + 10 * at])) for at in range(1, 4)]
    assert set(folded(*cut, article("z", HARBOUR)).values()) == {"z"}


def test_a_copy_keeps_its_publisher_and_is_told_from_a_version_of_the_same_outlet():
    whole = article("a", HARBOUR)
    _, repeats = fold((whole, article("b", HARBOUR), article("c", HARBOUR, publisher=whole.publisher)))
    assert {repeat.article.publisher: repeat.kind for repeat in repeats} == {"b Post": "copy", "a Post": "version"}


def test_a_stub_of_a_page_does_not_stand_for_the_page_though_it_was_read_later():
    page = article("page", HARBOUR, url="https://brenna.example/harbour", updated=When(day=date(2031, 3, 4)))
    stub = article("stub", " ".join(HARBOUR.split()[:20]), url="https://brenna.example/harbour", updated=When(day=date(2031, 3, 5)))
    assert folded(page, stub) == {"stub": "page"}


def test_every_other_paragraph_is_a_copy_of_the_whole_but_a_report_within_a_round_up_is_not():
    sentences = (HARBOUR + " " + BRIDGE).split(". ")
    assert folded(article("a", ". ".join(sentences)), article("b", ". ".join(sentences[::3]))) == {"b": "a"}


RATES = (
    "The krone stands at {} ore to the dollar and {} to the pound on {} in the open market, the money changers of Brenna say. "
    "The rate is that of the morning and may differ from bank to bank, and from counter to counter by a few ore."
)


def test_each_day_s_rates_in_the_same_words_are_articles_of_their_own():
    monday = article("a", RATES.format(1071, 1310, "Monday"), publisher="Brenna Bladet")
    tuesday = article("b", RATES.format(1068, 1302, "Tuesday"), publisher="Brenna Bladet", published=When(day=date(2031, 3, 5)))
    assert share(monday, tuesday) > 0.7
    assert folded(monday, tuesday) == {}


def test_numbers_of_a_series_are_told_apart_by_their_headlines_on_one_day_too():
    first = article("a", HARBOUR, title="War at sea: list of key events, day 1,408", publisher="Brenna Bladet")
    second = article("b", HARBOUR, title="War at sea: list of key events, day 1,409", publisher="Brenna Bladet")
    assert folded(first, second) == {}


def test_a_standing_caption_does_not_make_one_outlet_s_stories_one():
    caption = "The town hall of Brenna seen from the water on a grey day in October. (Jonas Vik for Brenna Bladet)"
    one = article("a", caption, title="Council votes to close the ferry harbour", publisher="Brenna Bladet")
    two = article("b", caption, title="Mayor says schools get no new roofs this year", publisher="Brenna Bladet")
    assert folded(one, two) == {}
    assert folded(one, replace(two, title="Council closes the ferry harbour after vote")) != {}


def test_a_form_filled_in_for_another_town_is_no_repeat():
    text = (
        "The weather office of {0} expects mainly dry and cold weather in {0} and most parts of {1} for the next two days, with dense "
        "fog on the roads of {0} at night and in the morning. Drivers in {1} are asked to leave early, to keep their lamps lit and "
        "to listen to Radio {1}."
    )
    north = article("a", text.format("Brenna", "Nordland"), publisher="Skerry News", title="Weather for the north")
    south = article("b", text.format("Kvarnby", "Sorland"), publisher="Skerry News", title="Weather for the south")
    assert folded(north, south) == {}


def test_an_entry_of_a_live_blog_that_quotes_an_article_says_something_of_its_own():
    quoted = " ".join(HARBOUR.split()[:45])
    entry = article("e", quoted + " " + " ".join(BRIDGE.split()[:40]), kind="entry")
    assert share(entry, article("a", HARBOUR)) > 0.4
    assert folded(entry, article("a", HARBOUR)) == {}


@given(st.text(max_size=300), st.text(max_size=300))
def test_any_text_can_be_compared_and_a_text_shares_all_of_itself(one, other):
    assert 0 <= share(article("a", one), article("b", other)) <= 1
    if len(one.split()) > 20 and share(article("a", one), article("a", one)):
        assert share(article("a", one), article("b", one)) == 1


@pytest.mark.parametrize("url", ["", "not an address", "http://[", "https://brenna.example", "https://brenna.example/"])
def test_an_address_that_names_no_page_makes_nothing_one(url):
    assert folded(article("a", HARBOUR, url=url), article("b", BRIDGE, url=url)) == {}


def test_one_undated_page_with_the_day_it_was_read_left_in_its_text_is_one():
    monday = article("a", "Monday, 3 March 2031\n" + HARBOUR, published=None, publisher=None)
    tuesday = article("b", "Tuesday, 4 March 2031\n" + HARBOUR, published=None, publisher=None)
    assert folded(monday, tuesday) != {}


def test_a_page_of_many_items_at_one_address_keeps_them_all():
    address = "https://brenna.example/live"
    entries = [
        article(str(at), f"At {at} o'clock the ferry {at} left the quay.", url=address, capture="live", kind="entry")
        for at in range(50)
    ]
    assert folded(*entries) == {}
