"""Independent sources are never overcounted."""

from briefing.model import Article
from briefing.stages.group.origins import UNKNOWN, origins
from briefing.stages.group.outlets import outlet

TEXT = (
    "The ferry to Brenna ran aground on Monday with ninety people on board, the coast guard said, and all were taken off by boat."
)
OWN = (
    "Ninety passengers spent the night in a school after their ferry hit a rock outside Brenna; nobody was hurt, says the captain."
)


def article(name: str, publisher: str | None, text: str = OWN, agencies: tuple[str, ...] = ()) -> Article:
    return Article(id=name, capture=name, item=1, title=name, publisher=publisher, agencies=agencies, paragraphs=(text,))


def test_two_outlets_with_reports_of_their_own_are_two_origins():
    assert origins([article("a", "Brenna Bladet"), article("b", "Kvarnby Tidende", TEXT)], {}) == (
        "Brenna Bladet",
        "Kvarnby Tidende",
    )


def test_spellings_of_one_outlet_are_one_origin():
    assert origins(
        [article("a", "The Brenna Herald"), article("b", "brennaherald.com"), article("c", "Brenna Herald Online")], {}
    ) == ("The Brenna Herald",)
    assert outlet("The News") == outlet("The News")
    assert outlet("The News")


def test_a_family_is_one_origin_however_its_members_are_written():
    families = {"Brenna Bladet": "Fjord Media", "Kvarnby Tidende": "Fjord Media"}
    assert origins([article("a", "brenna bladet"), article("b", "Kvarnby Tidende")], families) == ("Fjord Media",)


def test_two_outlets_that_print_one_wire_are_that_wire():
    printed = [article("a", "Brenna Bladet", TEXT, ("Skerry",)), article("b", "Kvarnby Tidende", TEXT + " More soon.", ("Skerry",))]
    assert origins(printed, {}) == ("Skerry",)


def test_the_wire_itself_and_an_outlet_that_prints_it_are_one_origin():
    assert origins([article("a", "Skerry News Agency", TEXT), article("b", "Brenna Bladet", TEXT, ("Skerry",))], {}) == (
        "Skerry News Agency",
    )


def test_two_outlets_that_credit_one_wire_but_write_their_own_are_two():
    own = [article("a", "Brenna Bladet", TEXT, ("Skerry",)), article("b", "Kvarnby Tidende", OWN, ("Skerry",))]
    assert len(origins(own, {})) == 2


def test_pages_that_name_no_publisher_are_one_origin_together():
    assert origins([article("a", None), article("b", None, TEXT)], {}) == (UNKNOWN,)
    assert origins([article("a", None), article("b", "Brenna Bladet", TEXT)], {}) == (UNKNOWN, "Brenna Bladet")
