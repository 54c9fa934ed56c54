"""A correction is named when a source says another thing than it was printed to say; other words, cuts and walls are none."""

from dataclasses import replace

import pytest

from briefing.model import Memory
from briefing.stages.follow.corrections import corrections

TOLL = "The ferry sank in a storm off Karvala on Monday, killing at least 17 people, the coast guard said."
LOAD = "The Aurelia was carrying 112 passengers and 14 crew when water broke through its bow door."
OWNER = "Its owner, Northline Shipping of Brod, paid 3.2 million euros for a refit last year."
MASTER = "The ship was commanded by Ilmar Soone, who has worked for the company since 2011."
CHECK = "Inspectors found no fault with the bow door in January, the transport ministry said."
SEARCH = "Rescue boats from three ports searched the strait through the night."
WITNESS = "A cook who swam ashore told the harbour radio that no alarm was sounded on the lower deck."
TEXT = (TOLL, LOAD, OWNER, MASTER, CHECK, SEARCH, WITNESS)


@pytest.fixture
def page(desk):
    return desk.article("harbour", "Ferry Aurelia sinks off Karvala", *TEXT)


@pytest.fixture
def found(desk, page):
    """What is named once the page, printed whole on Monday, reads otherwise."""

    def of(*paragraphs, old=page, before=(), title=page.title, day=0, **fields):
        past = desk.edition(0, desk.story(old))
        new = replace(old, capture="harbour@later", paragraphs=paragraphs, title=title, **fields)
        return corrections(Memory(past=(*before, past), revised=(new,), cited=(old,)))

    return of


def changed(text, instead):
    return tuple(instead if one == text else one for one in TEXT)


def test_a_page_that_reads_as_it_did_has_nothing_corrected(found):
    assert found(*TEXT) == ()


@pytest.mark.parametrize(
    ("text", "now"),
    [
        (OWNER, "Its owner, Northline Shipping of Brod, paid 2.3 million euros for a refit last year."),
        (TOLL, "The ferry sank in a storm off Karvala on Monday, killing at least 12 people, the coast guard said."),
        (TOLL, "The ferry sank in a storm off Karvala on Sunday, killing at least 17 people, the coast guard said."),
        (MASTER, "The ship was commanded by Joonas Tarvainen, who has worked for the company since 2011."),
        (CHECK, "Inspectors found a fault with the bow door in January, the transport ministry said."),
        (SEARCH, "Rescue boats from two ports searched the strait through the night."),
    ],
)
def test_another_number_day_name_or_a_denial_is_a_correction(found, page, text, now):
    (one,) = found(*changed(text, now))
    assert one.kind == "corrected"
    assert one.printed.text == text
    assert one.now is not None
    assert one.now.text == now
    where = one.now.passages[0]
    assert (where.article, where.sha256) == (page.id, "harbour@later")
    assert changed(text, now)[where.paragraph - 1][where.start : where.end] == now
    assert (one.before.edition, one.before.headline) == ("2026-03-02", page.title)


def test_a_toll_that_the_page_let_rise_has_grown_and_is_no_mistake(found):
    (one,) = found(
        *changed(TOLL, "The ferry sank in a storm off Karvala on Monday, killing at least 23 people, the coast guard said.")
    )
    assert one.kind == "grown"


def test_a_rise_that_the_page_calls_a_correction_is_one(found):
    rise = "The Aurelia was carrying 121 passengers and 14 crew when water broke through its bow door."
    (one,) = found(*changed(LOAD, rise), "Correction: an earlier version of this article gave a wrong number of passengers.")
    assert one.kind == "corrected"


@pytest.mark.parametrize(
    ("text", "now"),
    [
        (
            TOLL,
            "At least 17 people were killed when the ferry sank off Karvala in a storm on Monday, according to the coast guard.",
        ),
        (OWNER, "Northline Shipping of Brod, its owner, spent €3.2 million on a refit last year."),
        (MASTER, "The ship was commanded by Ilmar Soone, 54, who has worked for the company since 2011, his wife Kaia said."),
        (MASTER, "The ship was commanded by Ilmar Soone, who has been with the company for years."),
        (SEARCH, "All through the night rescue boats from three ports searched the strait."),
        (LOAD, "The Aurelia was carrying 126 people, 112 passengers and 14 crew, when water broke through its bow door."),
        (CHECK, "Inspectors found no fault with the bow door when they looked in January, said the ministry of transport."),
    ],
)
def test_other_words_for_the_same_are_no_correction(found, text, now):
    assert found(*changed(text, now)) == ()


def test_another_spelling_of_a_name_is_no_correction(found):
    assert found(*changed(MASTER, MASTER.replace("Soone", "Sone"))) == ()


def test_a_sentence_taken_out_of_a_page_that_otherwise_stays_was_withdrawn(found):
    (one,) = found(*(text for text in TEXT if text != OWNER))
    assert (one.kind, one.now, one.printed.text) == ("withdrawn", None, OWNER)


@pytest.mark.parametrize(
    "paragraphs",
    [
        TEXT[:3],  # cut short
        (TOLL, "Subscribe to read the full story."),  # walled
        (),  # emptied
        ("Please enable JavaScript to read this page.",),
        (
            TOLL,
            LOAD,
            MASTER,
            SEARCH,
            "The port of Brod was closed on Tuesday.",
            "Two cranes fell.",
            "A mass was held.",
        ),  # rewritten
        tuple(f"At {hour} the harbour master reported wind of force {hour - 4}." for hour in range(10, 17)),  # rolled on
    ],
)
def test_pages_cut_short_walled_emptied_or_rewritten_withdraw_nothing(found, paragraphs):
    assert found(*paragraphs) == ()


def test_the_last_sentences_gone_are_a_page_cut_short(found):
    assert found(*TEXT[:-1]) == ()


def test_a_sentence_that_moved_or_was_split_is_still_there(found):
    assert found(TOLL, OWNER, MASTER, CHECK, SEARCH, WITNESS, LOAD) == ()
    halves = ("The Aurelia was carrying 112 passengers and 14 crew.", "Then water broke through its bow door.")
    assert found(TOLL, *halves, OWNER, MASTER, CHECK, SEARCH, WITNESS) == ()


def test_without_the_reading_that_was_cited_nothing_counts_as_withdrawn(desk, page):
    past = desk.edition(0, desk.story(page))
    new = replace(page, capture="later", paragraphs=tuple(text for text in TEXT if text != OWNER))
    assert corrections(Memory(past=(past,), revised=(new,))) == ()


def test_a_correction_is_told_once_and_again_only_when_the_source_changes_again(desk, page):
    first = desk.edition(0, desk.story(page))
    new = replace(page, capture="second", paragraphs=changed(OWNER, OWNER.replace("3.2", "2.3")))
    other = desk.story(
        desk.article("other", "Parliament votes on school meals", "Lawmakers in Lund approved free lunches for all pupils.", day=1)
    )
    second = desk.edition(1, other, past=[first], revised=(new,), cited=(page,))
    assert [one.kind for one in second.corrections] == ["corrected"]
    assert corrections(Memory(past=(second, first), revised=(new,), cited=(page,))) == ()
    third = replace(page, capture="third", paragraphs=changed(OWNER, OWNER.replace("3.2", "4.1")))
    assert len(corrections(Memory(past=(second, first), revised=(third,), cited=(page,)))) == 1


def test_what_the_readers_were_told_since_is_not_named_again(desk, page):
    first = desk.edition(0, desk.story(page))
    now = "The ferry sank in a storm off Karvala on Monday, killing at least 23 people, the coast guard said."
    new = replace(page, capture="second", paragraphs=changed(TOLL, now))
    second = desk.edition(1, desk.story(new), past=[first])
    assert corrections(Memory(past=(second, first), revised=(new,), cited=(page,))) == ()


def test_of_a_sentence_that_two_editions_printed_the_later_one_is_named(desk, page):
    first = desk.edition(0, desk.story(page))
    second = replace(first, name="2026-03-03", first=desk.window(1).first, last=desk.window(1).last, end=desk.window(1).end)
    new = replace(page, capture="later", paragraphs=changed(OWNER, OWNER.replace("3.2", "2.3")))
    for past in ((first, second), (second, first)):
        (one,) = corrections(Memory(past=past, revised=(new,), cited=(page,)))
        assert one.before.edition == "2026-03-03"


@pytest.mark.parametrize(
    ("language", "was", "now", "note"),
    [
        (
            "uk",
            "Пором «Аурелія» перевозив 112 пасажирів, коли вода прорвала носові двері, повідомила берегова охорона.",
            "Пором «Аурелія» перевозив 121 пасажира, коли вода прорвала носові двері, повідомила берегова охорона.",
            "Виправлено: у попередній версії статті помилково вказали кількість пасажирів.",
        ),
        (
            "ru",
            "Паром «Аурелия» перевозил 112 пассажиров, когда вода прорвала носовые двери, сообщила береговая охрана.",
            "Паром «Аурелия» перевозил 121 пассажира, когда вода прорвала носовые двери, сообщила береговая охрана.",
            "Исправлено: в предыдущей версии статьи ошибочно указано число пассажиров.",
        ),
    ],
)
def test_a_correction_stated_in_another_language_is_understood(desk, found, language, was, now, note):
    rest = ("Рятувальні катери шукали людей у протоці всю ніч.", "Порт Карвала закрито до середи.")
    old = desk.article("harbour", "Пором", was, *rest, language=language)
    (one,) = found(now, *rest, note, old=old)
    assert (one.kind, one.now.text) == ("corrected", now)
