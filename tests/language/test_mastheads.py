"""Publishers are counted as outlets, however they are written."""

from hypothesis import given
from hypothesis import strategies as st

from briefing.language.mastheads import UNNAMED, masthead, publishers, same_publisher
from briefing.model import Article


def article(name: str, publisher: str | None, url: str | None = None) -> Article:
    return Article(id=name, capture=name, item=1, title=name, publisher=publisher, url=url)


def count(*names: str | None) -> int:
    return len(publishers([article(str(number), name) for number, name in enumerate(names)]))


def test_a_name_with_the_online_its_article_or_its_address_is_one_publisher():
    assert count("The Brenna Herald", "Brenna Herald Online", "brennaherald.com", "www.brennaherald.com") == 1


def test_a_name_in_two_scripts_is_one_publisher():
    assert count("Вісник Бренни", "Visnyk Brenny") == 1
    assert count("Українська правда", "Ukrainska Pravda", "pravda.com.ua") == 1


def test_an_outlet_of_the_list_is_known_by_its_address_and_short_name():
    assert count("Deutsche Welle", "DW", "dw.com") == 1
    assert count("Reuters", "Reuters.com", "reuters.com") == 1


def test_outlets_with_unlike_names_are_several():
    assert count("Brenna Bladet", "Kvarnby Tidende", "Öre Dagblad") == 3
    assert count("Interfax", "Interfax-Ukraine") == 2


def test_an_address_is_the_publisher_named_on_other_pages_at_it_where_that_is_one():
    named = article("a", "Brenna Bladet", "https://www.bb-nett.example/ferry")
    bare = article("b", "bb-nett.example")
    assert publishers([named, bare]) == ("Brenna Bladet",)
    shared = article("c", "Kvarnby Tidende", "https://bb-nett.example/storm")
    assert len(publishers([named, bare, shared])) == 3


def test_pages_that_name_no_publisher_count_as_one_together():
    assert publishers([article("a", None), article("b", None), article("c", "Brenna Bladet")]) == (UNNAMED, "Brenna Bladet")


def test_a_publisher_is_cited_by_its_usual_name_and_not_by_its_address():
    assert publishers([article("a", "brennaherald.com"), article("b", "The Brenna Herald")]) == ("The Brenna Herald",)


def test_two_articles_of_no_named_publisher_are_not_taken_for_one_outlets():
    assert not same_publisher(article("a", None), article("b", None))
    assert same_publisher(article("a", "The Brenna Herald"), article("b", "Brenna Herald"))


@given(st.lists(st.none() | st.text(max_size=30), max_size=8))
def test_no_article_is_lost_and_none_counted_twice(names: list[str | None]):
    found = publishers([article(str(number), name) for number, name in enumerate(names)])
    assert len(found) <= len({name or "" for name in names})
    assert bool(found) == bool(names)


@given(st.text(alphabet=st.characters(categories=("L", "N")), min_size=1, max_size=30))
def test_every_name_with_letters_has_a_key_that_spaces_and_capitals_do_not_change(name: str):
    assert masthead(name)
    assert masthead(f" {name} ") == masthead(name)
