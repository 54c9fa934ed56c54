"""What two articles have in common: words, meaning and time. All events are invented."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from briefing.model import Article, When
from briefing.stages.group import group
from briefing.stages.group.likeness import Likeness, sense_text
from briefing.stages.group.stories import tell


def article(name: str, title: str, text: str = "", day: str = "2031-03-04") -> Article:
    when = When(day=date.fromisoformat(day))
    return Article(id=name, capture=name, item=1, title=title, publisher=name, published=when, paragraphs=tuple(text.splitlines()))


def test_a_semantic_vector_is_made_of_the_headline_and_the_first_words():
    made = sense_text(article("a", "Ferry aground off Brenna", "one two\n" + "word " * 50))
    assert made.startswith("Ferry aground off Brenna one two word")
    assert len(made.split()) == 4 + 30
    assert sense_text(article("b", "Headline alone")) == "Headline alone"


HEADLINES = (
    article("a", "Ferry runs aground off Brenna"),
    article("b", "Passengers taken off stranded ship near Brenna"),
    article("c", "Brenna council raises rent for stalls"),
)


def test_vectors_handed_in_bring_headlines_together_and_hold_them_apart():
    def stories(**senses: tuple[float, float]) -> set[frozenset[str]]:
        return {frozenset(one.id for one in told.articles) for told in tell(HEADLINES, senses=senses)}

    assert stories(a=(1.0, 0.0), b=(1.0, 0.0), c=(-1.0, 0.0)) == {frozenset("ab"), frozenset("c")}
    assert stories(a=(1.0, 0.0), b=(-1.0, 0.0), c=(-1.0, 0.0)) >= {frozenset("a")}


def test_a_pair_not_listed_loses_kinship_where_the_days_speak_against_it():
    one = article("a", "Drone attack kills three in Kvarnby", day="2031-03-04")
    other = article("b", "Missile attack injures two in Skerry", day="2031-03-09")
    like = Likeness([one, other])
    assert like.doubt(0, 1) < 0
    assert Likeness([one, article("b", other.title)]).doubt(0, 1) == 0


words = st.sampled_from("missile Kharkiv harbour ferry bridge council vote Київ удар seven 12 talks Monday grain port".split())


@given(
    st.lists(st.tuples(st.lists(words, max_size=8).map(" ".join), st.integers(0, 3)), max_size=9),
    st.randoms(use_true_random=False),
)
def test_the_order_of_articles_changes_nothing_with_vectors_either(drawn, chance):
    made = [article(f"n{at}", title, day=f"2031-03-0{day + 1}") for at, (title, day) in enumerate(drawn)]
    senses = {one.id: (0.6, 0.8) if at % 2 else (0.8, -0.6) for at, one in enumerate(made)}
    shuffled = made.copy()
    chance.shuffle(shuffled)
    assert group(shuffled, senses=senses) == group(made, senses=senses)


def test_what_an_outlet_puts_under_everything_brings_nothing_together():
    def item(number: int, title: str, text: str) -> Article:
        made = article(f"n{number}", title, f"{text}\nThis piece on {title} first appeared on the Brenna Bladet news desk.")
        return Article(**{name: getattr(made, name) for name in made.__dataclass_fields__} | {"publisher": "Brenna Bladet"})

    told = (
        ("Bridge shut", "Divers found cracks in a pier."),
        ("Choir wins prize", "Forty singers travelled south."),
        ("Rent for stalls rises", "Traders at the fish market complained."),
        ("Goat stops train", "The driver braked in a tunnel."),
        ("Library gets roof", "Copper plates arrived by barge."),
        ("Snow in May", "Apple growers lit fires at night."),
        ("Oldest pupil is 91", "She learns Latin on weekdays."),
        ("Chess club moves", "Its rooms had been damp for years."),
        ("Lighthouse for sale", "The lamp was switched off last autumn."),
    )
    items = [item(at, *one) for at, one in enumerate(told)]
    assert len(tell(items)) == len(items)
    again = article("again", "Cracks close bridge", "Divers found cracks in a pier of the bridge, which was shut.")
    assert {frozenset({"n0", "again"})} <= {frozenset(one.id for one in story.articles) for story in tell([*items, again])}
