"""Archived copies: a small page for each reading that an edition cites, its paragraphs numbered as the references number them.

They hold whole texts of others and are meant for those who make and check the edition; a profile leaves them out by its `formats`.
"""

import re
from collections import Counter
from collections.abc import Mapping
from hashlib import sha256

from markupsafe import Markup, escape

from briefing.language.catalogue import Catalogue, catalogue
from briefing.model import Article, Briefing, Design
from briefing.stages.typeset import wording
from briefing.stages.typeset.address import link, shown
from briefing.stages.typeset.environment import sandbox
from briefing.stages.typeset.inert import language_tag, tidy

FOLDER = "sources"
LONGEST = 100_000  # characters of a paragraph
_AT_ONCE = 40  # copies filled in before what a template may take is counted anew
_NAME = re.compile(r"[0-9a-f]{12}(?:-[1-9]\d{0,6})?")
ADDRESS = rf"{FOLDER}/{_NAME.pattern}(?:-x[0-9a-f]{{8}})?\.html(?:#p\d+)?"  # of a copy, as the page may link to it
_LINK = re.compile(rf'<a class="copy" href="(?P<address>{ADDRESS})">(?P<words>.*?)</a>', re.DOTALL)


def names_of(briefing: Briefing) -> Mapping[tuple[str, str], str]:
    """The files of the copies of a briefing's readings, below the edition's folder, by article and capture.

    A file is called as the references call the reading, in every edition that cites it. Where two begin alike, which nobody
    but the author of both can bring about, each has more to its name.
    """
    readings = {(read.id, read.capture): read for read in briefing.articles}
    called = Counter(map(_plain_name, readings.values()))
    return {
        key: f"{FOLDER}/{_plain_name(read)}{f'-x{_hashed(read)[:8]}' if called[_plain_name(read)] > 1 else ''}.html"
        for key, read in readings.items()
    }


def _plain_name(read: Article) -> str:
    name = archived_as(read)
    return name if _NAME.fullmatch(name) else _hashed(read)[:12]


def _hashed(read: Article) -> str:
    return sha256(f"{read.id} {read.capture}".encode("utf-8", "surrogatepass")).hexdigest()


def archived_as(read: Article) -> str:
    """What a reading is found by with `briefing source`: the first 12 digits of its capture, and its number there after the first."""
    return read.capture[:12] + (f"-{read.item}" if read.item > 1 else "")


def published(html: str, public_url: str, briefing: Briefing) -> str:
    """HTML whose links to copies lead to where editions are published; where that is nowhere, their words alone are left.

    `html` is cleaned, and such a link in it made by our own template.
    """
    base = link(f"{public_url.rstrip('/')}/{briefing.profile}/{briefing.window.name}/") if public_url else None

    def placed(match: re.Match[str]) -> str:
        if base is None or base.startswith("mailto:"):
            return match["words"]
        return f'<a class="copy" href="{escape(str(base))}{match["address"]}">{match["words"]}</a>'

    return _LINK.sub(placed, html)


def copies(briefing: Briefing, design: Design) -> Mapping[str, bytes]:
    """The archived copies of what a briefing cites, by the names of their files."""
    cited = {(reference.article, reference.capture) for reference in briefing.references}
    names = names_of(briefing)
    readings = {names[read.id, read.capture]: read for read in briefing.articles if (read.id, read.capture) in cited}
    words = catalogue(briefing.language)
    style = Markup(design.text("source.css"))  # noqa: S704 - the edition's own style sheet
    made: dict[str, bytes] = {}

    def phrase(message: str, /, **values: object) -> Markup:
        said = escape(words.text(message))
        return said % values if values else said

    for at, (name, read) in enumerate(sorted(readings.items())):
        if at % _AT_ONCE == 0:
            template = sandbox(design, names={"_": phrase}).get_template("source.html.j2")
        made[name] = template.render(_copied(read, briefing, words), style=style).encode("utf-8")
    return made


def _copied(read: Article, briefing: Briefing, words: Catalogue) -> Mapping[str, object]:
    """What the template of a copy is given: text that it escapes, made fit to look at."""
    url = link(read.url) if read.url else None

    return {
        "page_language": language_tag(words.tag) or "en",
        "language": language_tag(read.language),
        "title": tidy(read.title, LONGEST),
        "publisher": tidy(read.publisher, 200) if read.publisher else words.text("Publisher not named"),
        "byline": tidy(words.together([*read.authors, *read.desks]), 400) if read.authors or read.desks else "",
        "agencies": tidy(words.together(read.agencies), 400) if read.agencies else "",
        "published": wording.dated(read.published, briefing.window, words),
        "updated": wording.dated(read.updated, briefing.window, words) if read.updated else "",
        "url": url,
        "address": shown(read.url) if url and read.url else tidy(read.url or "", 400) if read.url else "",
        "notes": [tidy(note, 400) for note in read.notes],
        "paragraphs": [tidy(text, LONGEST) for text in read.paragraphs],
        "capture": read.capture,
        "name": archived_as(read),
        "edition": tidy(briefing.title, 200),
        "days": wording.days(briefing.window, words),
    }
