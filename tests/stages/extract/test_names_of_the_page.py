"""What a page is called, who publishes it, who wrote it, on whose reporting it rests: names the page gives, and none it does not."""

from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.language.outlets import by_host, by_name, is_agency, outlets
from briefing.stages.extract.draft import Draft
from briefing.stages.extract.names.addresses import own_host
from briefing.stages.extract.names.agencies import agencies_in
from briefing.stages.extract.names.byline import sorted_out
from briefing.stages.extract.names.headline import site_off
from briefing.stages.extract.scrape import read_scrape

ZONE = ZoneInfo("Europe/Kyiv")
BODY = (
    "Engineers reopened the northern lock of the Bystra canal on Monday after eleven weeks of repairs, the port authority said.",
    "The lock had been closed since a barge struck its lower gate, and grain traffic was sent by rail in the meantime.",
    "Two thirds of the waiting barges passed through on the first day, and the remaining ones are expected to follow before the weekend.",
    "The authority put the cost of the repairs at four million euros and said that insurance would cover about half of it.",
    "A second gate will be replaced next year, when the canal is closed for its regular inspection in any case.",
)


def page(*above: str, below: tuple[str, ...] = (), body: tuple[str, ...] = BODY, url: str | None = None) -> Draft:
    """The draft read from a scrape with these lines above and below an article's text."""
    found = read_scrape("\n\n".join((*above, *body, *below)), url=url, zone=ZONE)
    assert isinstance(found, tuple), found
    (draft,) = found
    return draft


# Headlines


def test_the_headline_nearer_the_text_is_taken_over_the_title_line_and_its_site_falls_off() -> None:
    found = page(
        "Northern lock of Bystra canal reopens after repairs | Lowland Courier",
        *("Home", "World", "Sport", "Weather", "Opinion", "Markets", "Shipping", "Letters", "Archive"),
        "Northern lock of the Bystra canal reopens after eleven weeks of repairs",
        "12 March 2025",
    )
    assert found.title == "Northern lock of the Bystra canal reopens after eleven weeks of repairs"


def test_a_section_name_that_shares_a_word_with_the_text_is_no_headline() -> None:
    found = page("Canal & Port", "Bystra canal lock reopens after eleven weeks of repairs", "12 March 2025")
    assert found.title == "Bystra canal lock reopens after eleven weeks of repairs"


@pytest.mark.parametrize("mark", ["Reading now", "You are here:", "Now reading -", "Ви читаєте:", "Sie lesen gerade:"])
def test_a_headline_that_stands_only_at_the_foot_is_told_by_the_mark_of_the_page_being_read(mark: str) -> None:
    found = page(
        "Orysia Levchuk, Tomas Brenner and Ada Lind",
        below=(f"{mark} Canal traffic report, March 12, 2025", "Next up Canal traffic report, March 11, 2025"),
    )
    assert found.title == "Canal traffic report, March 12, 2025"
    assert found.authors == ("Orysia Levchuk", "Tomas Brenner", "Ada Lind")


def test_a_row_of_names_is_no_headline_and_a_page_without_one_has_none() -> None:
    assert page("Orysia Levchuk, Tomas Brenner and Ada Lind").title == ""


def test_a_headline_cut_short_gives_way_to_the_whole_one() -> None:
    whole = "Bystra canal lock reopens after eleven weeks of repairs to its gate"
    found = page("Bystra canal lock reopens after eleven weeks of…", "12 March 2025", below=("Share", whole))
    assert found.title == whole


@pytest.mark.parametrize(
    ("written", "names", "read"),
    [
        ("Lock of the canal reopens | Ports | Lowland Courier", (), "Lock of the canal reopens"),
        ("Lock of the canal reopens - Lowland Courier", ("Lowland Courier",), "Lock of the canal reopens"),
        ("Lock of the canal reopens – minister", ("Lowland Courier",), "Lock of the canal reopens – minister"),
        ("Canal report of the week | 12 March 2025", (), "Canal report of the week | 12 March 2025"),
        ("Lock of the canal reopens — der Talbote", ("der Talbote",), "Lock of the canal reopens"),
    ],
)
def test_only_the_site_is_taken_off_a_headline(written: str, names: tuple[str, ...], read: str) -> None:
    assert site_off(written, *names) == read


# Publishers


def test_a_page_that_names_nobody_has_no_publisher() -> None:
    assert page("Bystra canal lock reopens after eleven weeks of repairs", "12 March 2025").publisher is None


def test_a_crawlers_relative_links_say_whose_page_it_is() -> None:
    linked = f"{BODY[0]} [more](https://lowlandcourier.example/ports/<#note-1>)"
    assert own_host(linked) == "lowlandcourier.example"
    assert page("Bystra canal lock reopens", body=(linked, *BODY[1:])).publisher == "lowlandcourier.example"


def test_the_name_on_the_page_that_is_its_host_run_together_is_the_publisher() -> None:
    found = page(
        "Bystra canal lock reopens after repairs",
        below=(
            "Join the Lowland Courier community",
            "[](https://www.facebook.com/sharer.php?u=https%3A%2F%2Flowlandcourier.example%2Fa)",
        ),
    )
    assert found.publisher == "Lowland Courier"


def test_links_to_a_few_cited_pages_do_not_make_their_host_the_publisher() -> None:
    cited = "".join(f"[{name}](https://registry.example/{name}) " for name in ("one", "two", "three"))
    assert own_host(f"Regulations: {cited}") is None


def test_channels_that_every_site_links_to_are_nobodys_page() -> None:
    assert own_host("\n".join(f"[x](https://www.facebook.com/{name})" for name in "abcdef")) is None


def listed(kind: str) -> str:
    """The name of some outlet of the list that is no ordinary word."""
    return next(one.name for one in outlets() if one.kind == kind and not one.common and len(one.name.split()) > 1)


def told(name: str) -> str:
    """A sentence of which others told `name`."""
    return f"“We worked through every night,” the lock keeper told {name} on Tuesday, standing beside the new gate."


def test_whom_the_quoted_told_it_is_the_publisher_but_never_an_agency_nor_one_of_two() -> None:
    house, other = (
        one.name for one in [one for one in outlets() if one.kind == "press" and len(one.name.split()) > 2 and not one.common][:2]
    )
    assert page(body=(*BODY, told(house))).publisher == house
    assert page(body=(*BODY, told(listed("agency")))).publisher is None
    assert page(body=(*BODY, told(house), told(other))).publisher is None


def test_an_institute_speaks_for_itself_again_and_again_while_others_quote_it_with_its_article() -> None:
    short = next(
        form
        for one in outlets()
        if one.kind == "institute"
        for form in one.forms
        if form.isupper() and form.isalpha() and 2 < len(form) < 5
    )
    own = (
        f"{short} assesses that the lock will stay open.",
        f"{short} has observed no damage to it.",
        f"{short} assesses that traffic will grow by a tenth.",
    )
    assert page(body=(*BODY, *own)).publisher == short
    assert page(body=(*BODY, *(f"On Monday the {text}" for text in own))).publisher is None


def test_an_agencys_dateline_names_the_publisher_only_where_nothing_else_does() -> None:
    opening = "BYSTRA, March 12 (dpa) - " + BODY[0]
    alone = page(body=(opening, *BODY[1:]))
    assert alone.publisher == "dpa"
    assert alone.agencies == ("dpa",)
    carried = page("By The Lowland Courier news desk", body=(opening, *BODY[1:]))
    assert (carried.publisher, carried.agencies) == ("The Lowland Courier", ("dpa",))


def test_whose_rights_are_reserved_is_a_name_not_the_phrase() -> None:
    assert page("Bystra canal lock reopens", below=("© 2025 All rights reserved", "All rights reserved")).publisher is None


# Bylines


@pytest.mark.parametrize(
    ("line", "persons", "desks", "agencies"),
    [
        ("By Orysia Levchuk in Bystra and Tomas Brenner in London", ("Orysia Levchuk", "Tomas Brenner"), (), ()),
        ("By Orysia Levchuk, Senior Correspondent", ("Orysia Levchuk",), (), ()),
        ("By Orysia Levchuk with AP", ("Orysia Levchuk",), (), ("AP",)),
        ("by Orysia Levchuk and The Lowland Courier news desk", ("Orysia Levchuk",), ("The Lowland Courier news desk",), ()),
        ("Von Jörg Äckerlein und Maria von der Heide", ("Jörg Äckerlein", "Maria von der Heide"), (), ()),
        ("Автор: Орися Левчук", ("Орися Левчук",), (), ()),
        ("By ORYSIA LEVCHUK | 4 min read", ("ORYSIA LEVCHUK",), (), ()),
        ("By Orysia Levchuk olevchuk@lowland.example", ("Orysia Levchuk",), (), ()),
    ],
)
def test_a_byline_is_sorted_into_persons_desks_and_agencies(
    line: str, persons: tuple[str, ...], desks: tuple[str, ...], agencies: tuple[str, ...]
) -> None:
    found = page("Bystra canal lock reopens after eleven weeks of repairs", line, "12 March 2025")
    assert (found.authors, found.desks, found.agencies) == (persons, desks, agencies)


def test_a_by_alone_has_its_name_on_the_next_line() -> None:
    assert page("Bystra canal lock reopens after eleven weeks of repairs", "by", "Orysia Levchuk", "12 March 2025").authors == (
        "Orysia Levchuk",
    )


def test_a_list_of_researchers_under_the_text_is_its_byline() -> None:
    below = ("Researchers", "Orysia Levchuk", "Canal Analyst", "Tomas Brenner", "Security Fellow", "Subscribe", "Related reports")
    assert page("Bystra canal lock reopens after repairs", below=below).authors == ("Orysia Levchuk", "Tomas Brenner")


def test_who_reported_stands_under_the_text_and_its_editors_are_no_authors() -> None:
    found = page(
        "Bystra canal lock reopens after repairs", below=("Reporting by Orysia Levchuk; Editing by Tomas Brenner, Ada Lind",)
    )
    assert found.authors == ("Orysia Levchuk",)


def test_share_buttons_in_a_row_are_no_authors() -> None:
    assert page("Mail, Facebook Twitter, Copy Link").authors == ()


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=60), max_size=6))
def test_sorting_names_never_fails_nor_makes_one_up(names: list[str]) -> None:
    assert all(any(name in written for written in names) for name in sorted_out(names).persons)


# Whose reporting it is


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("The lock was hit by a barge, as reported by Kyodo.", ("Kyodo News",)),
        ("Сообщает ТАСС, что шлюз открыт.", ("TASS",)),
        ("Шлюз відкрили, повідомляє Укрінформ.", ("Ukrinform",)),
        ("Die Schleuse ist offen, wie die Nachrichtenagentur dpa meldet.", ("dpa",)),
        ("The lock has been open since noon (AFP)", ("AFP",)),
        ("The harbour master, an old hand, said nothing of it.", ()),
    ],
)
def test_what_the_text_says_it_has_from_others_is_recorded(sentence: str, found: tuple[str, ...]) -> None:
    assert agencies_in((), (BODY[0], sentence)) == found


# The list of outlets


def test_every_outlet_is_found_by_each_of_its_domains_and_by_its_name() -> None:
    for outlet in outlets():
        assert all(by_host(f"www.{domain}") == outlet for domain in outlet.domains), outlet.name
        assert by_name(outlet.name) is not None


def test_the_list_holds_no_domain_twice_and_no_line_without_a_name() -> None:
    domains = [domain for outlet in outlets() for domain in outlet.domains]
    assert len(domains) == len(set(domains))
    assert all(outlet.name and "\t" not in outlet.name and outlet.country.isupper() for outlet in outlets())


def test_a_host_that_is_not_listed_is_nobodys() -> None:
    assert by_host("lowlandcourier.example") is None
    assert not is_agency("Lowland Courier")
