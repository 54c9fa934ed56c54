"""Live blogs as crawlers leave them: every build comes apart into its entries, and nothing else does."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.model import Article, Capture
from briefing.stages.extract import extract
from briefing.stages.extract.live import seams

KYIV = ZoneInfo("Europe/Kyiv")
# Clock time, headline, paragraphs; the newest first.
ENTRIES = (
    (
        "19.40",
        "Ferry company stops all night crossings",
        (
            "The company that runs the ferries on the lower Danube has stopped all crossings between dusk and dawn until further notice.",
            "“We will not ask a crew to sail past burning tanks,” its director Mircea Voicu told reporters in Tulcea.",
        ),
    ),
    (
        "16.15",
        "Insurers raise rates for river ships",
        ("Two insurers in London said they would charge ships bound for the river ports a fifth more from Monday on.",),
    ),
    (
        "12.05",
        "Soldiers find parts of a drone in the reeds",
        (
            "Romanian soldiers have found parts of a drone in a reed bed near the village of Plauru, the defence ministry in Bucharest said.",
            "A second search with dogs was called off at noon because of fog, according to the ministry.",
        ),
    ),
    (
        "08.30",
        "Grain store burns in Vylkove",
        (
            "Two drones hit a grain store in the port town of Vylkove before dawn, the harbour master told a local radio station.",
            "Nobody was hurt, but about 900 tonnes of barley were lost in the fire, he said.",
        ),
    ),
)
TITLES = tuple(title for _, title, _ in ENTRIES)
TEXTS = tuple(paragraphs for _, _, paragraphs in ENTRIES)
HEAD = "Danube live: ports under attack for a third night\n\nPublished 12 May 2025\n\n"


def read(page: str, url: str | None = None) -> tuple[Article, ...]:
    body = page.encode()
    capture = Capture(
        sha256=sha256(body).hexdigest(),
        name="page.txt",
        media_type="text/plain",
        body=body,
        fetched_at=datetime(2025, 5, 13, tzinfo=UTC),
        url=url,
    )
    return extract(capture, KYIV).articles


def entries_of(page: str, url: str | None = None) -> tuple[Article, ...]:
    return tuple(article for article in read(page, url) if article.kind == "entry")


def times(found: tuple[Article, ...]) -> list[str]:
    return [f"{one.published.at:%H.%M}" if one.published and one.published.at else "" for one in found]


def page(entry: Callable[[str, str, tuple[str, ...]], str], head: str = HEAD) -> str:
    return head + "\n".join(entry(*one) for one in ENTRIES)


TITLED = {
    "the time alone above the headline": lambda at, title, text: "\n".join((f"{at} GMT", title, *text, "Share")),
    "the time below the headline": lambda at, title, text: "\n".join((title, f"{at.replace('.', ':')}", *text)),
    "the time with a word before it": lambda at, title, text: "\n".join((f"Published at {at.replace('.', ':')} CET", title, *text)),
    "the time and when it was updated": lambda at, title, text: "\n".join((at, "Updated at 20.02", title, *text)),
    "the time and the author": lambda at, title, text: "\n".join((at, "Hanna Mazur", title, *text)),
    "a marked headline that opens with the time": lambda at, title, text: "\n\n".join(
        (f"## {at.replace('.', ':')}: {title}", *text)
    ),
    "a bold headline that opens with the time": lambda at, title, text: "\n\n".join((f"**{at} – {title}**", *text)),
    "a headline behind the hour in words": lambda at, title, text: "\n".join(
        (f"{datetime.strptime(at, '%H.%M'):%I:%M %p} {title}".lstrip("0"), *text)
    ),
    "the day and the time in brackets": lambda at, title, text: "\n".join(
        (f"12 May 2025 ({at.replace('.', ':')} EEST)", title, *text)
    ),
    "how long ago and the time": lambda at, title, text: "\n".join((f"2h ago({at.replace('.', ':')} EEST)", title, *text)),
    "the time behind the author's name": lambda at, title, text: "\n".join(
        (title, f"By Hanna Mazur 12 May 2025, {at.replace('.', ':')}", *text)
    ),
    "the time pinned": lambda at, title, text: "\n".join((*(("Pinned",) if at == "19.40" else ()), at, title, *text)),
    "a list of marked headlines": lambda _, title, text: f"  * ## {title}\n" + "\n".join(text),
    "headlines alone": lambda _, title, text: "\n\n".join((title, *text)) + "\n",
    "marked headlines alone": lambda _, title, text: "\n\n".join((f"### {title}", *text)) + "\n",
}


@pytest.mark.parametrize("build", TITLED)
def test_entries_with_headlines_come_out_whole_and_in_order(build: str):
    found = entries_of(page(TITLED[build]))
    assert tuple(one.title for one in found) == TITLES
    assert tuple(one.paragraphs for one in found) == TEXTS
    assert {one.published.day for one in found if one.published} <= {date(2025, 5, 12)}


UNTITLED = {
    "the time alone": lambda at, text: "\n".join((f"{at} EEST", *text)),
    "the time of day alone, the hour written with h": lambda at, text: "\n".join((at.replace(".", "h"), *text)),
    "a paragraph that opens with the time": lambda at, text: "\n".join((f"{at}: {text[0]}", *text[1:])),
    "a paragraph that opens with the time in brackets": lambda at, text: "\n".join(
        (f"[{at.replace('.', ':')}] {text[0]}", *text[1:])
    ),
}


@pytest.mark.parametrize("build", UNTITLED)
def test_entries_without_headlines_come_apart_at_their_times(build: str):
    found = entries_of(page(lambda at, _, text: UNTITLED[build](at, text)))
    assert tuple(one.paragraphs for one in found) == TEXTS
    assert times(found) == [at for at, _, _ in ENTRIES]


@pytest.mark.parametrize("build", ["the time alone above the headline", "the time below the headline"])
def test_an_entry_has_its_own_time_on_the_day_of_the_page(build: str):
    found = entries_of(page(TITLED[build]))
    assert times(found) == [at for at, _, _ in ENTRIES]
    assert all(one.published and one.published.day == date(2025, 5, 12) and one.published.precision == "minute" for one in found)
    zones = {one.published.at.utcoffset() for one in found if one.published and one.published.at}
    assert zones == {timedelta(0) if "above" in build else timedelta(hours=3)}


def test_when_an_entry_was_changed_is_not_when_it_was_published():
    found = entries_of(page(TITLED["the time and when it was updated"]))
    assert times(found) == [at for at, _, _ in ENTRIES]
    assert all(one.updated and one.updated.at and one.updated.at.hour == 20 for one in found)


LANGUAGES = {
    "uk": (
        "Дунай наживо: порти під ударом\n\nОпубліковано 12 травня 2025\n\n",
        "14:{0}\nУ порту горить склад номер {0}\nУ річковому порту вночі загорівся склад із зерном, повідомили рятувальники області.\nЛюди не постраждали, пожежу гасили до ранку три бригади.\n",
    ),
    "ru": (
        "Дунай онлайн: порты под ударом\n\nОпубликовано 12 мая 2025\n\n",
        "14.{0} мск\nВ порту горит склад номер {0}\nВ речном порту ночью загорелся склад с зерном, сообщили спасатели области.\nЛюди не пострадали, пожар тушили до утра три бригады.\n",
    ),
    "de": (
        "Liveblog: Häfen an der Donau unter Beschuss\n\nStand: 12.05.2025\n\n",
        "14:{0} Uhr\nLagerhaus Nummer {0} im Hafen brennt\nIm Flusshafen ist in der Nacht ein Lager mit Getreide in Brand geraten, teilte die Feuerwehr mit.\nVerletzt wurde niemand, gelöscht wurde bis zum Morgen.\n",
    ),
    "fr": (
        "En direct : les ports du Danube sous le feu\n\nPublié le 12 mai 2025\n\n",
        "14h{0}\nUn entrepôt numéro {0} brûle dans le port\nUn entrepôt de céréales a pris feu dans la nuit dans le port fluvial, ont indiqué les pompiers.\nPersonne n'a été blessé, et le feu a été éteint au matin.\n",
    ),
    "no": (
        "Siste nytt: havnene ved Donau under angrep\n\nPublisert 12. mai 2025\n\n",
        "kl. 14.{0}\nLagerhus nummer {0} i havnen brenner\nEt lager med korn tok fyr i elvehavnen i natt, opplyser brannvesenet i området.\nIngen ble skadet, og brannen ble slukket om morgenen.\n",
    ),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_live_blogs_of_other_languages_come_apart(language: str):
    head, entry = LANGUAGES[language]
    found = entries_of(head + "\n".join(entry.format(minute) for minute in (52, 41, 30, 19)))
    assert times(found) == ["14.52", "14.41", "14.30", "14.19"]
    assert all(len(one.paragraphs) == 2 and one.title for one in found)


def test_a_box_of_key_events_above_repeats_headlines_and_is_no_entry():
    box = "Key events\n" + "\n".join(f"{hours}h ago\n{title}" for hours, title in enumerate(TITLES, 1)) + "\n\n"
    found = entries_of(page(TITLED["the time alone above the headline"], HEAD + box))
    assert tuple(one.title for one in found) == TITLES


def test_a_page_over_midnight_counts_back_to_the_day_before():
    head = "Danube live: ports under attack\n\nPublished 12 May 2025, 07:00 — last updated 13 May 2025, 02:10\n\n"
    clock = ("01:50", "00:20", "23:30", "21:00")
    found = entries_of(head + "\n".join("\n".join((at, title, *text)) for at, (_, title, text) in zip(clock, ENTRIES, strict=True)))
    assert [one.published.day.day for one in found if one.published] == [13, 13, 12, 12]
    assert all(one.published and one.published.basis == "inferred" for one in found)


def test_a_page_that_starts_with_its_oldest_entry_counts_on_to_the_next_day():
    clock = ("21:00", "23:30", "00:20", "01:50")
    found = entries_of(HEAD + "\n".join("\n".join((at, title, *text)) for at, (_, title, text) in zip(clock, ENTRIES, strict=True)))
    assert [one.published.day.day for one in found if one.published] == [12, 12, 13, 13]


def test_without_a_day_on_the_page_an_entry_has_no_date():
    found = entries_of(page(TITLED["the time alone above the headline"], "Danube live: ports under attack for a third night\n\n"))
    assert len(found) == 4
    assert all(one.published is None for one in found)


def test_one_date_on_a_page_over_midnight_may_be_that_of_either_day():
    clock = ("01:50", "00:20", "23:30", "21:00")
    found = entries_of(HEAD + "\n".join("\n".join((at, title, *text)) for at, (_, title, text) in zip(clock, ENTRIES, strict=True)))
    assert len(found) == 4
    assert all(one.published is None for one in found)


def test_a_date_alone_is_the_day_of_the_entries_below_it():
    first, second, third, fourth = (TITLED["the time alone above the headline"](*one) for one in ENTRIES)
    found = entries_of("\n".join((HEAD, "12 May 2025", first, second, "11 May 2025", third, fourth)))
    assert [one.published.day.day for one in found if one.published] == [12, 12, 11, 11]


@pytest.mark.parametrize("build", ["the time alone above the headline", "headlines alone"])
def test_the_day_in_the_pages_address_is_that_of_its_entries(build: str):
    head = "Danube live: ports under attack for a third night\n\n"
    found = entries_of(page(TITLED[build], head), "https://herald.example/world/live/2025/may/12/danube-ports")
    assert len(found) == 4
    assert all(one.published and (one.published.day, one.published.basis) == (date(2025, 5, 12), "inferred") for one in found)
    assert all(one.published and "address" in one.published.evidence for one in found)


def test_how_long_ago_counts_from_when_the_page_was_fetched():
    builds = ("3h ago", "5h ago(21:10 EEST)", "20 min ago", "2 days ago")
    text = "\n".join("\n".join((at, title, *paragraphs)) for at, (_, title, paragraphs) in zip(builds, ENTRIES, strict=True))
    head = "Danube live: ports under attack for a third night\n\n"
    found = entries_of(head + text, "https://herald.example/live/danube")  # fetched at 3 in the morning of the 13th, Kyiv time
    when = [(one.published.day.day, one.published.at and f"{one.published.at:%H:%M}") for one in found if one.published]
    assert when == [(13, None), (12, "21:10"), (13, "02:40"), (11, None)]
    assert all(one.published is None for one in entries_of(head + text))


def linked(at: str, title: str, text: tuple[str, ...]) -> str:
    return "\n".join((f"[{at}](https://herald.example/live/danube#post-{at.replace('.', '')})", title, *text))


def test_an_entry_has_the_address_its_time_leads_to():
    found = entries_of(page(linked))
    assert [one.url for one in found] == [
        f"https://herald.example/live/danube#post-{at}" for at in ("1940", "1615", "1205", "0830")
    ]


def test_a_permalink_within_the_page_is_joined_to_its_address():
    found = entries_of(page(linked).replace("https://herald.example/live/danube#", "#"), "https://herald.example/live/danube")
    assert found[0].url == "https://herald.example/live/danube#post-1940"


def test_buttons_to_share_an_entry_are_no_address_of_it():
    page_ = page(linked).replace("https://herald.example/live/danube#post-", "https://www.facebook.com/sharer?u=x&id=post")
    assert [one.url for one in entries_of(page_)] == [None] * 4


@pytest.mark.parametrize("url", [None, "https://herald.example/live/danube"])
@pytest.mark.parametrize("build", ["the time alone above the headline", "headlines alone"])
def test_an_entry_keeps_its_id_when_its_text_changes_and_others_come_above_it(build: str, url: str | None):
    before = entries_of(page(TITLED[build]), url)
    newer = (
        "20.20",
        "Port of Izmail opens again",
        ("Ships may enter the port of Izmail again from six in the morning, its captain said.",),
    )
    grown = HEAD + "\n".join(TITLED[build](*one) for one in (newer, *ENTRIES)).replace("about 900 tonnes", "about 1,100 tonnes")
    after = entries_of(grown, url)
    assert len(after) == 5
    if build == "headlines alone" and url is None:
        before, after = before[:-1], after[:-1]  # without address, time and publisher, changed words are a new entry
    assert [one.id for one in after[1:]] == [one.id for one in before]
    assert len({one.id for one in after}) == len(after)


SENSE = (
    "Romanian Defence Minister Ileana Petrescu said on Monday her country would send two more radar stations to the delta.",
    "“They will stand there before the month is out,” Petrescu told reporters. She did not say what they cost.",
    "The union of river pilots has called on ship owners to stop sailing at night, Danube Radio reported.",
    "The pilots also want armoured cabins, the union added.",
    "A court in Odesa sentenced two men to six years in prison on Monday for stealing fuel from a navy depot.",
    "The men, who had worked at the depot as guards, denied the charges. Their lawyer said he would appeal.",
    "At least three people were hurt when a bus hit a mine near Bolhrad, regional governor Taras Melnyk wrote on Telegram.",
    "Melnyk said two of them were children. The road was closed after the blast.",
    "Hungarian Prime Minister Ferenc Balogh has ruled out paying for the repair of the pipeline, his office said.",
    "“It is not our pipe,” he wrote.",
)
NOTICE = "Issued on: 12/05/2025 - 06:59\n\nThis live blog is no longer being updated.\n\n"


def test_entries_that_kept_no_mark_are_told_apart_by_sense_on_a_live_page():
    found = entries_of(NOTICE + "\n\n".join(SENSE))
    assert [one.paragraphs for one in found] == [SENSE[at : at + 2] for at in range(0, 10, 2)]
    assert all(one.published and (one.published.day, one.published.basis) == (date(2025, 5, 12), "inferred") for one in found)
    assert found[0].title == SENSE[0]


def test_a_paragraph_that_the_crawler_broke_is_whole_again():
    first, second = SENSE[4].split(" in prison ")
    found = entries_of(NOTICE + "\n\n".join((*SENSE[:4], f"{first}\nin prison {second}", *SENSE[5:])))
    assert SENSE[4] in [text for one in found for text in one.paragraphs]


def test_a_day_to_come_is_not_the_day_of_an_entry():
    notice = NOTICE.replace("06:59", "06:59 Modified: 13/05/2025 - 03:57")
    text = list(SENSE)
    text[2] = "The union of river pilots meets the ship owners on Tuesday, Danube Radio reported."
    text[6] = "At least three people were hurt when a bus hit a mine near Bolhrad, regional governor Taras Melnyk said on Tuesday."
    found = entries_of(notice + "\n\n".join(text))
    days = {one.paragraphs[0]: one.published.day.day for one in found if one.published}
    assert days[text[2]] == 12
    assert days[text[6]] == 13


def test_the_same_paragraphs_on_a_page_that_is_not_live_are_one_article():
    (article,) = read("A Monday on the lower Danube\n\nPublished 12 May 2025\n\n" + "\n\n".join(SENSE))
    assert article.kind == "article"
    assert article.paragraphs == SENSE


@pytest.mark.parametrize(
    "notice",
    [
        "Our live coverage has ended. Thank you for reading.",
        "We are closing this live page now.",
        "This page is no longer being updated.",
        "Dieser Liveblog ist beendet.",
        "Ce direct est terminé.",
        "Текстову трансляцію завершено.",
        "Онлайн завершён.",
        "Direkterapporten er slutt. Direktestudio avsluttet.",
        "The night's attacks on the ports, and what followed them on both banks of the river until Monday evening: stay with our live blog for the latest from Tulcea and Izmail.",
    ],
)
def test_a_page_says_that_it_is_live_in_many_words(notice: str):
    assert len(entries_of(f"{notice}\n\n" + "\n\n".join(SENSE))) == 5


@pytest.mark.parametrize(
    "url",
    [
        "https://herald.example/world/live/2025/may/12/danube-ports",
        "https://herald.example/liveblog/danube-ports",
        "https://herald.example/en/20250512-live-ports-on-the-danube-attacked",
        "https://herald.example/danube-ports-live-updates",
        "https://herald.example/en-direct/ports-du-danube",
    ],
)
def test_an_address_says_that_a_page_is_live(url: str):
    assert len(entries_of("\n\n".join(SENSE), url)) == 5
    assert len(entries_of(f"[Share](https://www.facebook.com/sharer.php?u={url})\n\n" + "\n\n".join(SENSE))) == 5


@pytest.mark.parametrize(
    "url",
    [
        "https://herald.example/how-people-live-in-tulcea",
        "https://herald.example/2025/life/alive-and-well",
        "https://herald.example/live-music-by-the-river",
    ],
)
def test_an_address_in_which_people_live_says_nothing(url: str):
    assert entries_of("A Monday on the lower Danube\n\n" + "\n\n".join(SENSE), url) == ()


@pytest.mark.parametrize(
    "promise",
    [
        "Follow our live blog for the latest on the ports.",
        "LIVE UPDATES: Ports on the lower Danube under attack",
        "Read more: our live coverage of the attacks on the ports",
    ],
)
def test_an_article_that_points_to_a_live_blog_is_not_cut(promise: str):
    text = "\n\n".join((*SENSE[:4], promise, *SENSE[4:]))
    (article,) = read(f"A Monday on the lower Danube\n\nPublished 12 May 2025\n\n{text}")
    assert article.kind == "article"


def test_a_summary_in_headlines_is_left_out_of_the_entries_it_names():
    points = "\n".join(
        ("* Radar stations for the delta", "* Union of river pilots wants night sailing to stop", "* Two jailed over navy fuel")
    )
    found = entries_of(NOTICE + "\n\n".join((*SENSE[:4], points, *SENSE[4:])))
    assert [one.paragraphs for one in found] == [SENSE[at : at + 2] for at in range(0, 10, 2)]


EVENTS = """Danube ports: List of key events, day 1,174

Here is how things stand on Monday, 12 May 2025:

Fighting

* Two drones hit a grain store in the port town of Vylkove before dawn, the harbour master said.
* Romanian soldiers have found parts of a drone in a reed bed near the village of Plauru.
* Three people were hurt when a bus hit a mine near Bolhrad, the governor of the region said.

Economy

* Two insurers in London said they would charge ships bound for the river a fifth more.
* The company that runs the ferries has stopped all crossings between dusk and dawn.
"""


def test_a_list_of_the_days_key_events_comes_apart_into_its_events():
    found = entries_of(EVENTS)
    assert [len(one.paragraphs) for one in found] == [1] * 5
    assert found[2].title.startswith("Three people were hurt")
    assert not any("Fighting" in one.title or "Economy" in one.title for one in found)


def test_the_same_list_on_a_page_that_does_not_say_what_it_is_stays_one_article():
    (article,) = read(
        EVENTS.replace("List of key events, day 1,174", "what the night brought").replace(
            "Here is how things stand on Monday, 12 May 2025:", "12 May 2025"
        )
    )
    assert article.kind == "article"
    assert len(article.paragraphs) == 5


TEASER = "{}\n{} May 2025\nThe council of the island votes on Tuesday on what to do with the empty hotel by the pier and the road to it.\n"


def test_an_article_with_dated_teasers_under_it_is_not_a_live_blog():
    text = "\n\n".join(SENSE[:2] * 1 + TEXTS[0] + TEXTS[2] + TEXTS[3])
    teasers = "\n".join(TEASER.format(title, day) for day, title in enumerate(TITLES, 3))
    found = read(f"A Monday on the lower Danube\n\n12 May 2025\n\n{text}\n\n{teasers}")
    assert [one.kind for one in found] in (["article"], [])


def test_comments_under_an_article_are_no_entries():
    comments = "\n".join(
        f"Reader number {at}\n{at} hours ago\nI have lived by the river for {at} years and never saw the water so low as this."
        for at in range(2, 8)
    )
    found = read(f"A Monday on the lower Danube\n\nPublished 12 May 2025\n\n{chr(10).join(SENSE)}\n\n{comments}")
    assert all(one.kind == "article" for one in found)


def test_a_transcript_with_times_is_not_a_live_blog():
    turns = "\n\n".join(f"[{at // 60}:{at % 60:02}] {SENSE[at % len(SENSE)]}" for at in range(0, 600, 50))
    found = read(f"Transcript of the debate in Tulcea\n\nPublished 12 May 2025\n\n{turns}")
    assert all(one.kind == "article" for one in found)


@given(st.lists(st.text(max_size=80), max_size=12))
def test_every_paragraph_gets_a_chance_and_the_first_is_certain(paragraphs: list[str]):
    found = seams.chances(paragraphs)
    assert len(found) == len(paragraphs)
    assert all(0 <= one <= 1 for one in found)
    assert found[:1] in ((), (1.0,))


@given(
    st.lists(
        st.sampled_from(
            [*SENSE, "12:05", "12 May 2025", "This live blog is closed.", *TITLES, "* A list item that is rather long, they said."]
        ),
        max_size=30,
    )
)
def test_no_sentence_of_a_live_page_is_printed_twice(lines: list[str]):
    found = read("Danube live: ports under attack\n\n" + "\n".join(dict.fromkeys(lines)))
    printed = [text for one in found for text in one.paragraphs]
    assert len(printed) == len(set(printed))
