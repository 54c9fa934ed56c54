"""What tells of one event is one story; what looks like it is not. All events are invented."""

from dataclasses import replace
from datetime import date

from briefing.model import Article, When
from briefing.stages.group import group


def article(name: str, title: str, text: str = "", day: str | None = "2031-03-04", **fields: object) -> Article:
    return Article(
        id=name,
        capture=name,
        item=1,
        title=title,
        publisher=f"{name} Post",
        published=When(day=date.fromisoformat(day)) if day else None,
        paragraphs=tuple(text.splitlines()),
        **fields,
    )


def stories(*articles: Article) -> set[frozenset[str]]:
    return {frozenset(one.id for one in story.articles) for story in group(articles)}


MONDAY = (
    article("m1", "Missile kills two in Kharkiv", "A missile hit a bakery in Kharkiv on Monday, killing two people and injuring nine, Governor Petro Hlyba said.", "2031-03-03"),
    article("m2", "Two dead as Russian missile strikes bakery in Kharkiv", "Two people died in Kharkiv on Monday when a missile struck a bakery, the region's governor Petro Hlyba wrote. Nine were wounded.", "2031-03-03"),
)  # fmt: skip
TUESDAY = (
    article("t1", "Drones hit Kharkiv, three killed", "Drones struck a tram depot in Kharkiv on Tuesday, killing three people and wounding seven, Governor Petro Hlyba said."),
    article("t2", "Three killed in drone attack on tram depot in Kharkiv", "Three people were killed in Kharkiv on Tuesday in a drone attack on a tram depot, said the governor, Petro Hlyba. Seven were hurt."),
)  # fmt: skip


def test_yesterday_s_attack_on_the_same_city_is_another_story():
    assert stories(*MONDAY, *TUESDAY) == {frozenset({"m1", "m2"}), frozenset({"t1", "t2"})}


def test_headlines_alone_of_attacks_two_days_apart_are_two_stories():
    later = [article(f"w{at}", one.title, day="2031-03-06") for at, one in enumerate(TUESDAY)]
    earlier = [article(one.id, one.title, day="2031-03-03") for one in MONDAY]
    assert stories(*earlier, *later) == {frozenset({"m1", "m2"}), frozenset({"w0", "w1"})}


def test_the_next_day_s_report_on_yesterday_s_attack_belongs_to_it():
    toll = article("m3", "Death toll in Kharkiv rises to four", "Two more people were found dead on Tuesday in the bakery in Kharkiv that a missile hit on Monday, Governor Petro Hlyba said.")  # fmt: skip
    assert frozenset({"m1", "m2", "m3"}) in stories(*MONDAY, toll)


def test_strikes_on_two_towns_told_in_the_same_words_are_two_stories():
    port = article(
        "a",
        "Missile hits river port of Izmail",
        "A Russian missile struck the river port of Izmail before dawn on Monday, the regional administration said.",
    )
    plant = article(
        "b",
        "Drone attack on Sumy leaves power plant burning",
        "Russian drones hit a power plant in Sumy on Monday night, the regional administration said.",
    )
    again = article(
        "c",
        "Power plant in Sumy burns after drones strike",
        "A power plant burned in Sumy after an attack with drones on Monday night, said the administration.",
    )
    assert stories(port, plant, again) == {frozenset("a"), frozenset("bc")}


def test_a_report_years_later_is_another_story_however_alike():
    first = article(
        "a",
        "Grain ships leave Odesa under deal",
        "Three ships with corn for Egypt left the port of Odesa under the grain deal, the port authority said.",
    )
    same = article(
        "b",
        "Ships with grain leave port of Odesa under deal",
        "The port authority of Odesa said three ships left with corn for Cairo under the grain deal.",
    )
    later = article(
        "c",
        "Grain ships leave port of Odesa under deal",
        "Under the grain deal three ships with corn for Egypt have left Odesa, its port authority said.",
        day="2033-05-04",
    )
    assert stories(first, same, later) == {frozenset("ab"), frozenset("c")}
    assert stories(first, same, replace(later, published=first.published)) == {frozenset("abc")}


def test_attacks_on_two_cities_in_one_night_are_two_stories():
    odesa = (
        article("o1", "Drones set grain silo on fire in Odesa port", "A grain silo in the port of Odesa burned on Monday after a drone attack that killed a docker, officials said.", "2031-03-03"),
        article("o2", "Docker dies in drone attack on port of Odessa", "One docker died on Monday when drones hit a grain silo in the port of Odessa.", "2031-03-03"),
    )  # fmt: skip
    assert stories(*MONDAY, *odesa) == {frozenset({"m1", "m2"}), frozenset({"o1", "o2"})}


def test_two_meetings_of_one_group_are_two_stories():
    march = (
        article("a1", "Contact group meets in Ghent to discuss air defence", "Ministers of some 50 countries met in Ghent on Tuesday to discuss air defence."),
        article("a2", "Ministers promise air defence at contact group meeting", "The contact group gathered in Ghent on Tuesday; its ministers promised air defence."),
    )  # fmt: skip
    april = (
        article("b1", "Contact group meets in Turin to discuss shells", "Ministers of some 50 countries met in Turin on Wednesday to discuss artillery shells.", "2031-04-16"),
        article("b2", "Ministers promise shells at contact group meeting", "The contact group gathered in Turin on Wednesday; its ministers promised artillery shells.", "2031-04-16"),
    )  # fmt: skip
    assert stories(*march, *april) == {frozenset({"a1", "a2"}), frozenset({"b1", "b2"})}


def test_numbers_of_a_daily_series_stay_apart():
    text = "The lines moved little. Both sides spoke of gains. The report lists the day's fighting by sector, from north to south."
    one = article("d1", "War diary, day 1402", text, "2031-03-03")
    other = article("d2", "War diary, day 1403", text.replace("little", "slightly").replace("gains", "losses"), "2031-03-04")
    assert stories(one, other) == {frozenset({"d1"}), frozenset({"d2"})}


def test_one_event_is_one_story_in_every_spelling_and_script():
    assert stories(
        article("a", "Kiev: Zelensky visits Odessa after drone strike on port", "President Volodymyr Zelensky visited Odessa on Tuesday after drones struck the port, killing one."),
        article("b", "Zelenskyy travels to Odesa in wake of port attack", "Volodymyr Zelenskyy, president of Ukraine, travelled to Odesa on Tuesday, a day after drones hit its port."),
        article("c", "Зеленський приїхав до Одеси після удару дронів по порту", "Президент Володимир Зеленський у вівторок приїхав до Одеси після удару дронів по порту, одна людина загинула."),
        article("d", "Зеленский приехал в Одессу после удара дронов по порту", "Президент Украины Владимир Зеленский во вторник посетил Одессу после атаки дронов на порт, погиб один человек."),
        article("e", "Уряд схвалив закон про ринок землі", "Уряд у вівторок схвалив законопроєкт про ринок землі."),
        article("f", "Budget talks stall in Lisbon", "Talks on the budget stalled on Tuesday in Lisbon."),
    ) == {frozenset("abcd"), frozenset("e"), frozenset("f")}  # fmt: skip


def test_a_round_up_does_not_glue_unlike_stories_together():
    round_up = article(
        "r",
        "What happened on Monday",
        "A missile hit Kharkiv and killed two people.\nPortugal's budget talks stalled.\nThe parliament of Norway discussed fish.\nA bridge at Kvarnby was shut.",
        "2031-03-03",
    )
    bridge = (
        article("k1", "Bridge at Kvarnby shut after divers find cracks", "Engineers shut the bridge at Kvarnby on Monday after divers found cracks in its piers.", "2031-03-03"),
        article("k2", "Cracks in piers close Kvarnby bridge", "The bridge at Kvarnby was closed on Monday; divers had found cracks in two piers.", "2031-03-03"),
    )  # fmt: skip
    found = stories(*MONDAY, round_up, *bridge)
    assert not any({"m1", "k1"} <= story for story in found)
    assert any({"m1", "m2"} <= story for story in found)
    assert any({"k1", "k2"} <= story for story in found)


def test_the_lead_is_no_round_up_and_of_equals_the_earlier():
    lead = group(TUESDAY)[0].lead
    assert lead.id in {"t1", "t2"}
    twins = [
        article(name, "Ferry harbour in Brenna is to close in October", day=day) for name, day in (("b", "2031-03-03"), ("a", None))
    ]
    assert group(twins)[0].lead.id == "b"


def test_a_story_keeps_its_id_when_a_later_article_joins():
    later = article("m3", "Kharkiv bakery: missile strike kills two, injures nine", "A missile killed two people in a bakery in Kharkiv on Monday and injured nine.")  # fmt: skip
    before, after = group(MONDAY), group((*MONDAY, later))
    assert len(before) == len(after) == 1
    assert before[0].id == after[0].id == "story-m1"


def test_two_events_of_a_kind_that_name_no_day_are_two_stories():
    found = stories(
        article("b1", "Two killed in shooting at Brenna plastics plant", "A worker shot two people dead at a plastics factory in Brenna after a quarrel with his foreman over safety goggles, then gave himself up, police said.", None),
        article("b2", "Brenna factory gunman quarrelled with foreman over goggles", "The man who killed two at the plastics factory in Brenna had quarrelled with his foreman over safety goggles, police said on finding his letter.", None),
        article("k1", "Three shot at Kvarnby biscuit plant", "A woman suspended from her job at a biscuit factory in Kvarnby came back with a gun and shot three colleagues in the canteen, one of whom died, police said.", None),
        article("k2", "Suspended worker charged over Kvarnby biscuit factory shooting", "A suspended worker was charged with murder over the shooting of three colleagues in the canteen of the Kvarnby biscuit factory.", None),
    )  # fmt: skip
    assert found == {frozenset({"b1", "b2"}), frozenset({"k1", "k2"})}
