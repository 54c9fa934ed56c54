"""Which lines of a scrape are the article's text, and that every other line says why it is not."""

import time
from dataclasses import replace
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.language.words import squash
from briefing.stages.extract import phrases
from briefing.stages.extract.text import body, kinds
from briefing.stages.extract.text.features import NAMES, features, may_be_text
from briefing.stages.extract.text.lines import Line, read

TEXT = (
    "The night ferry between Orlivka and Isaccea stopped on Friday after ice tore a hole in its hull, the port office said.",
    "Sixty lorries were waiting on the northern bank by noon, and their drivers had been told to turn back to Reni.",
    "“We were given tea and a phone number,” said Halyna Dovhan, who was taking seed potatoes to a cousin in Tulcea.",
    "The owner of the ferry, a cooperative of eleven families, hopes to patch the hull within nine days.",
    "Ice of this thickness was last measured on the lower Danube in the winter of 2012, according to the river institute in Izmail.",
    "Until then the nearest crossing is the bridge at Galati, a detour of some eighty kilometres on a road with snow.",
)
MENU = ("Home", "Ports", "Fish and farms", "Weather", "Opinion", "Letters", "Sign in")


def page(*lines: str) -> body.Body:
    found = body.find(body.in_context(read("\n".join(lines))))
    assert found is not None
    return found


def kept(*lines: str) -> list[str]:
    return [line.text for line in page(*lines).paragraphs]


def scrape(*after: str, within: tuple[str, ...] = ()) -> tuple[str, ...]:
    return (*MENU, "Ice stops the night ferry at Orlivka", "12 January 2025", *TEXT[:3], *within, *TEXT[3:], *after)


def test_the_paragraphs_are_taken_and_the_menu_is_not():
    assert kept(*scrape()) == list(TEXT)


@pytest.mark.parametrize(
    "lines",
    [
        ("Most read", "Pelicans count themselves lucky in the delta", "Reed cutters ask for a longer season"),
        ("We use cookies and similar technologies to remember what you chose. Read our privacy policy.",),
        ("Sign up for our newsletter and get the news of the river in your inbox every morning.",),
        ("Photo: Ihor Bilyk / Danube Courier",),
        ("Лайк", "Читайте також", "Рибалки просять довший сезон на оселедця"),
        ("Lesen Sie auch", "Schilfschneider wollen eine längere Saison"),
        ("[1] https://example.org/river/ice; https://example.org/river/hulls", "[2] https://example.org/ferries"),
        ("12. Ice on the lower Danube, River Yearbook, accessed January 3, 2025, <https://example.org/yearbook>",),
        ("The views expressed here are those of the author and not of the Danube Courier.",),
        ("Click here to see our map of every crossing on the lower Danube, which we bring up to date each day.",),
        ("Oksana Melnyk is a senior lecturer at the School of Inland Shipping in Izmail.",),
    ],
    ids=lambda lines: lines[0][:30],
)
def test_what_every_site_adds_is_left_out_below_the_text_and_within_it(lines):
    assert kept(*scrape(*lines)) == list(TEXT)
    assert set(kept(*scrape(within=lines))) <= set(TEXT)


def test_a_box_within_a_long_text_does_not_end_it():
    box = ("Read also", "Pelicans count themselves lucky in the delta")
    longer = tuple(f"{text[:-1]}, as the harbour book of day {day} has it." for day in (3, 4) for text in TEXT)
    assert kept(*MENU, "Ice stops the night ferry at Orlivka", "12 January 2025", *TEXT, *longer[:4], *box, *longer[4:]) == [
        *TEXT,
        *longer,
    ]


def test_the_teasers_under_the_end_stay_out_even_where_they_read_as_sentences():
    teasers = (
        "News feed",
        "10:15",
        "The council of Kiliia has closed the sluice until the ice has gone, its mayor wrote in a message.",
    )
    assert kept(*scrape(*teasers)) == list(TEXT)


def test_readers_comments_are_not_the_article():
    comments = ("3 comments", "Vasyl77", "12 January 2025", "I crossed there as a child and the ice was thicker then.", "Reply")
    assert kept(*scrape(*comments)) == list(TEXT)


def test_a_text_cut_at_its_links_keeps_its_long_pieces_and_leaves_the_link_words_out():
    pieces = (
        TEXT[0],
        "told",
        TEXT[1],
        "The owner of the ferry, a cooperative of eleven families that was founded in the spring of 1996, hopes to",
        "patch",
        TEXT[2],
        "According to the institute in Izmail, ice that is as thick as this was last measured on the river in the winter",
        "2012",
        TEXT[5],
    )
    found = kept(*MENU, "Ice stops the night ferry at Orlivka", "12 January 2025", *pieces)
    assert found == [text for text in pieces if len(text.split()) > 2]


def test_items_of_a_list_within_the_text_are_kept_without_their_marks():
    items = [
        f"{year}: {days} days without a crossing over the river, most of them in the second half of January."
        for year, days in ((2023, 4), (2024, 11), (2025, 9))
    ]
    found = kept(*scrape(within=("These were the last stops:", *(f"  * {item}" for item in items))))
    assert [text for text in found if text in items] == items


def test_of_a_text_the_scraper_repeats_the_last_is_kept_and_the_first_says_so():
    found = page(*scrape(within=(TEXT[3], TEXT[4])))
    assert [line.text for line in found.paragraphs] == list(TEXT)
    assert [line.why for line in found.lines if line.text == TEXT[4]] == ["repeated by the scraper", "reads as sentences"]


def test_a_line_that_stands_on_unlike_pages_of_the_site_is_not_the_article():
    promise = "Every crossing of the river is on our map, which a man in Vylkove has drawn by hand since 1998."
    lines = read("\n".join(scrape(within=(promise,))))
    without = body.find(body.in_context(lines))
    found = body.find(body.in_context(lines, standing={squash(promise): 3}))
    assert without is not None
    assert found is not None
    assert promise in [line.text for line in without.paragraphs]
    assert [line.text for line in found.paragraphs] == list(TEXT)
    assert [line.why for line in found.lines if line.text == promise] == ["stands on 3 unlike pages of the site"]


def test_one_page_more_or_three_words_are_no_standing_text():
    lines = read("\n".join(scrape()))
    found = body.find(body.in_context(lines, standing={squash(TEXT[0]): 1, squash("Fish and farms"): 9}))
    assert found is not None
    assert [line.text for line in found.paragraphs] == list(TEXT)
    assert "stands on" not in " ".join(line.why for line in found.lines)


def test_every_line_has_a_final_kind_and_a_reason_a_person_understands():
    found = page(*scrape("Most read", "Pelicans count themselves lucky in the delta"))
    assert [line.number for line in found.lines] == sorted(line.number for line in found.lines)
    assert {line.number for line in found.lines if line.kind == "prose"} == {line.number for line in found.paragraphs}
    assert all(line.why for line in found.lines)
    menu = next(line for line in found.lines if line.text == "Fish and farms")
    assert menu.why.startswith("probability 0.")
    assert menu.why.endswith("short, no sentence end")
    assert [line.why for line in found.lines if line.text.startswith("Ice stops")] == ["the headline"]


def test_a_list_that_did_not_come_along_is_not_announced():
    announced = "The cooperative named three things it needs before the ferry can run again:"
    found = page(*scrape(announced))
    assert [line.text for line in found.paragraphs] == list(TEXT)
    assert "announces a list that did not come along" in [line.why for line in found.lines]


def test_where_much_text_stands_above_it_a_heading_is_no_headline():
    found = page(*TEXT[:4], "Ice of the winter on the lower Danube", *TEXT[4:])
    assert found.title is None
    assert [line.text for line in found.paragraphs] == list(TEXT)


def test_a_page_without_text_has_no_article():
    assert body.find(body.in_context(read("\n".join(MENU)))) is None
    assert body.find(body.in_context(())) is None


def test_the_lines_of_an_entry_are_taken_but_for_what_is_surely_not_text():
    lines = read("\n".join((TEXT[0], "Share this", "Photo: Ihor Bilyk / Danube Courier", TEXT[1])))
    title = Line(number=0, text="Ice stops the ferry", kind="heading")
    found = body.find(body.in_context(lines), title=title)
    assert found is not None
    assert [line.text for line in found.paragraphs] == [TEXT[0], TEXT[1]]


def test_lines_that_were_not_weighed_before_are_weighed_now():
    lines = body.by_neighbours(read("\n".join(scrape())))
    assert all(line.chance is None for line in lines)
    assert body.find(lines) == body.find(body.in_context(read("\n".join(scrape()))))


def test_numbers_of_a_list_go_and_numbers_that_open_a_sentence_stay():
    found = read("  1. The ferry is to be patched.\n12 lorries waited at the ramp.\n3. The third way is by Galati.")
    assert [(line.text, line.bullet) for line in found] == [
        ("The ferry is to be patched.", True),
        ("12 lorries waited at the ramp.", False),
        ("3. The third way is by Galati.", False),
    ]


def test_the_weights_name_every_number_the_model_looks_at_and_no_other():
    file = resources.files("briefing") / "stages" / "extract" / "text" / "line_weights.tsv"
    rows = [line.split("\t") for line in file.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    assert sorted(name for name, _ in rows) == sorted(("bias", *NAMES))
    assert len(file.read_bytes()) < 300_000


def test_a_line_has_as_many_numbers_as_have_names_or_none_where_rules_are_sure():
    lines = body.by_neighbours(read("\n".join(scrape("Most read", "https://example.org/river"))))
    for line, numbers in zip(lines, features(lines, body.best_run(lines)), strict=True):
        assert (numbers is None) == (not may_be_text(line))
        assert numbers is None or len(numbers) == len(NAMES)


@pytest.mark.parametrize("role", ["consent", "sign_up", "paywall", "published", "updated"])
def test_a_line_of_furniture_is_known_in_every_language_though_few_lines_are_searched_for_it(role):
    for some in phrases.phrases()[role].values():
        for phrase in some:
            text = phrase.replace("*", "").replace("…", "of them")
            if phrases.within(role, text):
                assert kinds.has_phrase(role, text), phrase


@pytest.mark.parametrize(
    "text",
    [
        "Слова йдуть за словами, і кінця їм нема. " * 120_000,
        "“" * 1_000_000,
        "note (" + "A-" * 100_000,
        "1. http:" + "/" * 190_000 + " a",
        "[a](b" * 40_000,
        "Read more\n" * 10_000,
        "\n".join(f"Line {number} tells of item {number * 7 % 101} and of nothing else." for number in range(10_000)),
    ],
    ids=["endless paragraph", "quotes", "hyphens", "address", "links", "cues", "many lines"],
)
def test_no_page_takes_long(text):
    started = time.process_time()
    body.find(body.in_context(read(text)))
    assert time.process_time() - started < 6  # a tenth of it on a quiet machine


LINES = st.one_of(
    st.sampled_from((*TEXT, *MENU, "Most read", "Photo: A. B.", "12 January 2025", "3 comments", "")),
    st.text(max_size=80).filter(lambda text: "\n" not in text and "\r" not in text),
)


@given(st.lists(LINES, max_size=40))
def test_paragraphs_are_lines_of_the_page_in_their_order_and_each_only_once(lines):
    judged = body.in_context(read("\n".join(lines)))
    found = body.find(judged)
    assert all(line.chance is not None and 0 <= line.chance <= 1 for line in judged)
    if found is None:
        return
    numbers = [line.number for line in found.paragraphs]
    assert numbers == sorted(set(numbers))
    texts = {line.number: line.text for line in judged}
    assert all(texts[line.number] == line.text for line in found.paragraphs)
    keys = [squash(line.text) for line in found.paragraphs]
    assert len(keys) == len(set(keys))


@given(st.lists(LINES, max_size=30))
def test_reading_the_same_page_twice_gives_the_same(lines):
    text = "\n".join(lines)
    first, second = body.in_context(read(text)), body.in_context(read(text))
    assert first == second
    assert body.find(first) == body.find([replace(line, chance=None) for line in first])
