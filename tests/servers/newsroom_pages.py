"""What an invented newsroom prints: the same numbers give the same words, pages and feeds, on every machine.

A site has a number; its items are numbered from 0 and are published ten minutes apart. A page has the shape and the size of a
real one: menus, scripts, styles, teasers of other articles, and somewhere among them the article.
"""

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import format_datetime
from functools import lru_cache
from typing import Literal

# Of the items: their full text in the feed; a summary there and a page of their own; or the one at every third site, else the other.
Shape = Literal["whole", "pages", "mixed"]

EVERY = timedelta(minutes=10)
_OPENINGS = "b br ch d dr f g gl h k kr l m n p pl r s sk st t tr v w z".split()
_MIDDLES = "a e i o u ai ea ou".split()
_CLOSINGS = "b ck d l lm n nd r rn s st t th v x".split()
_THINGS = "bridge ferry weir school clinic market depot tramway library harbour tower kiln bakery archive station mill".split()
_DEEDS = "closed reopened inspected flooded repaired emptied surveyed sealed raised rebuilt painted fenced".split()
_WHYS = """after a week of rain|because its roof leaks|as the river fell|to make room for a pump|for want of spare parts|
before the frost|since nobody had the key|while the crane is away|on the advice of two engineers|once the grant was paid
""".replace("\n", "").split("|")
# Most words of an item are its own, invented ones: else all items would be about one thing.
_SENTENCES = (
    "The {org} {deed} the {a} {thing} of {other} on {day} {why}.",
    "{person} said that the {a} of {other} had never been {deed} by a {b} before.",
    "The {a} {thing} at {other} had stood open for {h} days, and the {b} {c} with it.",
    "Without the {a}, {person} wrote, no {b} would have reached {other} by {day}.",
    "It took {h} {a} crews to bring the {b} from {other} to the {c} {thing}.",
    "A {a} of {n} {b}s lay beside the {thing} when the {c} was {deed}.",
    "“We counted {n} {a}s and one broken {b},” said {person}.",
    "Nobody in {place} remembers a {a} {thing} being {deed} {why}.",
    "{other} lent its {a} and asked for {n} {b}s in return, which the {org} calls {c}.",
    "By {day} evening the {a} at {place} showed {h} {b}s less than the {c} before.",
    "{person} wants the {a} {deed} before the {b} of {other} opens {why}.",
    "Some {n} readers of the {a} signed a letter that calls the {b} a {c} {thing}.",
)
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()


@dataclass(frozen=True, kw_only=True, slots=True)
class Item:
    """One article: `number` of its site, where its page lies on it, what it says."""

    site: int
    number: int
    title: str
    author: str
    published: datetime
    paragraphs: tuple[str, ...]

    @property
    def path(self) -> str:
        return f"/{self.published:%Y/%m}/item-{self.number}.html"


def name_of(site: int) -> str:
    """What the publication of a site is called."""
    chance = random.Random(f"site {site}")
    return (
        f"The {_name(chance)}{chance.choice(('ford', 'ham', 'mouth', 'wick'))} {('Post', 'Courier', 'Ledger', 'Gazette')[site % 4]}"
    )


@lru_cache(maxsize=4096)
def item(site: int, number: int, first: datetime) -> Item:
    """An item of a site whose item 0 was published at `first`: six to twelve paragraphs, some 2,500 characters."""
    chance = random.Random(f"item {site} {number}")
    known = {"org": f"{_name(chance)} River Board", "person": f"{_name(chance)} {_name(chance)}", "place": f"{_name(chance)}ton"}
    thing, deed = chance.choice(_THINGS), chance.choice(_DEEDS)
    paragraphs = tuple(" ".join(_sentences(known, chance, chance.randint(2, 3))) for _ in range(chance.randint(6, 12)))
    return Item(
        site=site,
        number=number,
        title=f"{known['place']} {_name(chance).lower()} {thing} {deed} {chance.choice(_WHYS)}",
        author=f"{_name(chance)} {_name(chance)}",
        published=first + number * EVERY,
        paragraphs=paragraphs,
    )


def page(one: Item, base: str, kilobytes: int) -> bytes:
    """The HTML page of an item of the site at `base`, of some size."""
    head, before, after = _chrome(one.site, kilobytes)
    said = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": one.title, "inLanguage": "en"}
    said |= {"datePublished": one.published.isoformat(), "author": {"@type": "Person", "name": one.author}}
    said |= {"publisher": {"@type": "Organization", "name": name_of(one.site)}, "mainEntityOfPage": base + one.path}
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{one.title} | {name_of(one.site)}</title>'
        f'<link rel="canonical" href="{base}{one.path}"><meta property="og:title" content="{one.title}">'
        f'<meta property="og:site_name" content="{name_of(one.site)}"><meta property="og:type" content="article">'
        f'<meta property="article:published_time" content="{one.published.isoformat()}">'
        f'<script type="application/ld+json">{json.dumps(said)}</script>{head}</head><body>{before}'
        f'<main><article><header><h1>{one.title}</h1><p class="byline">By <a rel="author" href="/staff">{one.author}</a></p>'
        f'<time datetime="{one.published.isoformat()}">{one.published:%d %B %Y, %H:%M} UTC</time></header>'
        f'<div class="article-body">{"".join(f"<p>{each}</p>" for each in one.paragraphs)}</div></article></main>'
        f"{after}</body></html>"
    ).encode()


def feed(site: int, items: tuple[Item, ...], base: str, shape: Shape) -> bytes:
    """The feed of a site, newest first: RSS of even sites, Atom of odd ones; with full texts where `shape` is "whole"."""
    if shape == "mixed":
        shape = "pages" if site % 3 else "whole"
    write = _atom if site % 2 else _rss
    newest = sorted(items, key=lambda one: one.number, reverse=True)
    return write(name_of(site), newest, base, shape).encode()


def _rss(name: str, items: list[Item], base: str, shape: Shape) -> str:
    entries = "".join(
        f"<item><title>{one.title}</title><link>{base}{one.path}</link><guid>{base}{one.path}</guid>"
        f"<pubDate>{format_datetime(one.published)}</pubDate><dc:creator>{one.author}</dc:creator>"
        f"<description>{one.paragraphs[0]}</description>"
        + (f"<content:encoded><![CDATA[{_html(one)}]]></content:encoded>" if shape == "whole" else "")
        + "</item>"
        for one in items
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        f'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>{name}</title><link>{base}/</link>'
        f"<description>News of the river towns</description><language>en</language>{entries}</channel></rss>"
    )


def _atom(name: str, items: list[Item], base: str, shape: Shape) -> str:
    entries = "".join(
        f'<entry><title>{one.title}</title><link href="{base}{one.path}"/><id>{base}{one.path}</id>'
        f"<published>{one.published.isoformat()}</published><updated>{one.published.isoformat()}</updated>"
        f"<author><name>{one.author}</name></author><summary>{one.paragraphs[0]}</summary>"
        + (f'<content type="html"><![CDATA[{_html(one)}]]></content>' if shape == "whole" else "")
        + "</entry>"
        for one in items
    )
    updated = items[0].published.isoformat() if items else "2020-01-01T00:00:00+00:00"
    return (
        f'<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>{name}</title>'
        f'<id>{base}/</id><updated>{updated}</updated><link href="{base}/"/>{entries}</feed>'
    )


def _html(one: Item) -> str:
    return "".join(f"<p>{each}</p>" for each in one.paragraphs)


@lru_cache(maxsize=1024)
def _chrome(site: int, kilobytes: int) -> tuple[str, str, str]:
    """What surrounds every article of a site: the rest of the head, what stands before the article, what after it."""
    chance = random.Random(f"chrome {site}")
    words = [_name(chance).lower() for _ in range(200)]
    menu = "".join(f'<li><a href="/{word}/{number}">{word.title()}</a></li>' for number, word in enumerate(words[:80]))
    teasers = "".join(f'<li><a href="/old/{number}"><h4>{_title(chance)}</h4></a></li>' for number in range(12))
    style = (
        "<style>" + "".join(f".{word}-{number}{{margin:{number}px;color:#333}}" for number, word in enumerate(words)) + "</style>"
    )
    before = f'<header class="site"><a href="/">{name_of(site)}</a></header><nav class="menu"><ul>{menu}</ul></nav>'
    after = (
        f'<aside class="related"><h3>Read next</h3><ul>{teasers}</ul></aside>'
        f"<footer><p>© {name_of(site)}</p><ul>{menu}</ul><p>About · Contact · Privacy · Advertise</p></footer>"
    )
    held = len(style) + len(before) + len(after)
    script = "".join(_script(words, chance) for _ in range(max(0, kilobytes * 1000 - held - 4000) // 100))
    return f"{style}<script>{script}</script>", before, after


def _script(words: list[str], chance: random.Random) -> str:
    """A line of script of 100 characters."""
    one, two, three = chance.choices(words, k=3)
    return (
        f'window.{one}=window.{one}||[];window.{one}.push({{"{two}":"{three}","at":{chance.randint(0, 99999)}}});'.ljust(99) + "\n"
    )


def _title(chance: random.Random) -> str:
    return f"{_name(chance)}ton {chance.choice(_THINGS)} {chance.choice(_DEEDS)} {chance.choice(_WHYS)}"


def _sentences(known: dict[str, str], chance: random.Random, most: int) -> Iterator[str]:
    for pattern in chance.sample(_SENTENCES, most):
        yield pattern.format(
            **known,
            thing=chance.choice(_THINGS),
            deed=chance.choice(_DEEDS),
            why=chance.choice(_WHYS),
            other=f"{_name(chance)}ham",
            day=chance.choice(_DAYS),
            n=chance.randint(20, 900),
            h=chance.randint(2, 19),
            **{slot: _name(chance).lower() for slot in "abc"},
        )


def _name(chance: random.Random) -> str:
    parts = (chance.choice(_OPENINGS) + chance.choice(_MIDDLES) + chance.choice(_CLOSINGS) for _ in range(2))
    return "".join(parts).capitalize()
