"""Independent sources are never overcounted."""

from briefing.language.mastheads import UNNAMED
from briefing.model import Article
from briefing.stages.group import group
from briefing.stages.group.origins import origins

TEXT = (
    "The ferry to Brenna ran aground on Monday with ninety people on board, the coast guard said, and all were taken off by boat."
)
OWN = (
    "Ninety passengers spent the night in a school after their ferry hit a rock outside Brenna; nobody was hurt, says the captain."
)
UKRAINIAN = (
    "Пором до Бренни сів на мілину в понеділок; на борту було дев'яносто людей, усіх зняли човнами, повідомила берегова охорона."
)


def article(
    name: str,
    publisher: str | None,
    text: str = OWN,
    agencies: tuple[str, ...] = (),
    *,
    authors: tuple[str, ...] = (),
    language: str | None = None,
) -> Article:
    return Article(
        id=name,
        capture=name,
        item=1,
        title=name,
        publisher=publisher,
        authors=authors,
        agencies=agencies,
        language=language,
        paragraphs=(text,),
    )


def test_two_outlets_with_reports_of_their_own_are_two_origins():
    assert origins([article("a", "Brenna Bladet"), article("b", "Kvarnby Tidende", TEXT)], {}) == (
        "Brenna Bladet",
        "Kvarnby Tidende",
    )


def test_spellings_of_one_outlet_are_one_origin():
    spelled = [article("a", "The Brenna Herald"), article("b", "brennaherald.com"), article("c", "Brenna Herald Online")]
    assert origins(spelled, {}) == ("The Brenna Herald",)


def test_a_family_is_one_origin_however_its_members_are_written():
    families = {"Brenna Bladet": "Fjord Media", "Kvarnby Tidende": "Fjord Media"}
    assert origins([article("a", "brenna bladet"), article("b", "Kvarnby Tidende", TEXT)], families) == ("Fjord Media",)


def test_a_family_that_is_generally_known_needs_no_profile():
    """The list of outlets knows owners; outlets of one state are two origins where it names no family they share."""
    sisters = [article("a", "The Wall Street Journal"), article("b", "New York Post", TEXT)]
    assert len(origins(sisters, {})) == 1
    assert len(origins([article("a", "BBC"), article("b", "Channel 4 News", TEXT)], {})) == 2


def test_two_outlets_that_print_one_wire_are_that_wire():
    printed = [article("a", "Brenna Bladet", TEXT, ("Skerry",)), article("b", "Kvarnby Tidende", TEXT + " More soon.", ("Skerry",))]
    assert origins(printed, {}) == ("Skerry",)


def test_the_wire_itself_and_an_outlet_that_prints_it_are_one_origin():
    assert origins([article("a", "Skerry News Agency", TEXT), article("b", "Brenna Bladet", TEXT, ("Skerry",))], {}) == (
        "Skerry News Agency",
    )


def test_a_text_is_one_origin_even_where_nobody_credits_its_wire():
    longer = article("b", "Kvarnby Tidende", f"{OWN[:40]} {TEXT} {OWN[40:]}")
    assert len(origins([article("a", "Brenna Bladet", TEXT), longer], {})) == 1


def test_two_outlets_that_credit_one_wire_but_write_their_own_are_two():
    own = [article("a", "Brenna Bladet", TEXT, ("Skerry",)), article("b", "Kvarnby Tidende", OWN, ("Skerry",))]
    assert len(origins(own, {})) == 2


def test_a_wire_printed_in_two_languages_is_one_origin_unless_somebody_signs_it():
    english, ukrainian = (
        article("a", "Brenna Bladet", TEXT, ("Skerry",), language="en"),
        article("b", "Вісник Бренни", UKRAINIAN, ("Skerry",), language="uk"),
    )
    assert origins([english, ukrainian], {}) == ("Skerry",)
    signed = article("b", "Вісник Бренни", UKRAINIAN, ("Skerry",), authors=("Олена Кравчук",), language="uk")
    assert len(origins([english, signed], {})) == 2


def test_another_report_of_an_outlet_that_prints_a_wire_too_is_an_origin_of_its_own():
    wire = [article("a", "Brenna Bladet", TEXT, ("Skerry",)), article("b", "Kvarnby Tidende", TEXT, ("Skerry",))]
    assert origins([*wire, article("c", "Brenna Bladet", OWN)], {}) == ("Skerry", "Brenna Bladet")


def test_pages_that_name_no_publisher_are_one_origin_together():
    assert origins([article("a", None), article("b", None, TEXT)], {}) == (UNNAMED,)
    assert origins([article("a", None), article("b", "Brenna Bladet", TEXT)], {}) == (UNNAMED, "Brenna Bladet")


def test_an_agency_text_under_three_mastheads_of_two_owners_is_one_story_of_one_origin():
    report = " ".join(
        [TEXT, "The harbour master closed the sound to larger ships until Tuesday noon.", "A tug from Kvarnby stands by."]
    )
    printed = [
        article("a", "Brenna Bladet", f"BRENNA (Skerry) — {report}", ("Skerry",)),
        article("b", "Kvarnby Tidende", f"{report} Passengers may call the company.", ("Skerry",)),
        article("c", "Öre Dagblad", report.replace("ran aground", "was stranded"), ("Skerry",)),
    ]
    families = {"Brenna Bladet": "Fjord Media", "Kvarnby Tidende": "Fjord Media"}
    (story,) = group(printed, families=families)
    assert len(story.origins) == 1
    assert len(story.articles) + len(story.repeats) == 3
