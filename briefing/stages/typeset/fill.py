"""The Markdown template filled with a briefing: once for people, once for conversion.

The template never escapes by itself: what it prints goes through one function (Jinja's `finalize`) that lets pass only text
it has escaped, whole numbers, and the marks made here.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from functools import partial

from jinja2 import Undefined
from markupsafe import Markup

from briefing.language.catalogue import Catalogue, catalogue
from briefing.model import Article, Briefing, Design, Earlier, Passage, Reason, Reference, Report, Statement
from briefing.stages.typeset import speakers, wording
from briefing.stages.typeset.address import link, shown
from briefing.stages.typeset.drawings import MAP_CREDIT
from briefing.stages.typeset.environment import sandbox
from briefing.stages.typeset.inert import inert, readable, tidy

_TAG = re.compile(r"([A-Za-z]{2,3})((?:-[A-Za-z0-9]{1,8})*)")
_THREAD = re.compile(r"t-[a-z0-9-]{1,60}")  # no other id of the page begins so
_PLACE = re.compile(r"%\((\w+)\)s")
_MARK = re.compile(r"[#.][a-z0-9-]+|scope=(?:col|row)")


def fill(briefing: Briefing, design: Design, *, for_page: bool, template: str = "briefing.md.j2") -> str:
    """The Markdown of a briefing: for conversion with `inert` text and marks for the page's style, else as a file to read."""
    escape = inert if for_page else readable
    environment = sandbox(design, finalize=_printed(escape))
    words = catalogue(briefing.language)
    articles = {article.id: article for article in reversed(briefing.articles)}
    numbers = {(reference.article, reference.capture): reference.number for reference in briefing.references}
    environment.filters |= {
        "day": wording.day,
        "short_day": partial(_with, wording.short_day, briefing),
        "days": wording.days,
        "moment": partial(_with, wording.moment, briefing),
        "zone": wording.zone,
        "dated": partial(_with, wording.dated, briefing),
        "count": wording.count,
        "edition": lambda before: wording.edition(before.edition, before.day, briefing.window),
        "by_edition": lambda some: wording.by_edition(some, briefing.window),
        "differences": wording.differences,
        "corrected": wording.corrected,
        "words": lambda reasons: [reason.what for reason in reasons if reason.passage is None],
        "together": wording.together,
        "called": partial(_with, wording.called, briefing),
        "related": wording.related,
        "party": lambda side: speakers.party(side.party, side.said_by),
        "stance": speakers.stance,
        "of_several_parties": speakers.of_several_parties,
        "shown_sides": speakers.shown_sides,
        "summed": speakers.summed,
        "by_label": speakers.by_label,
        "in_words_of": speakers.in_words_of,
        "of_days": partial(_with, speakers.of_days, briefing),
        "grid": speakers.grid,
        "without": speakers.without,
        "kinds": lambda chart: [wording.kind(kind) for kind in speakers.columns(chart)],
        "by_reason": wording.by_reason,
        "short": tidy,
        "address": shown,
        "link": lambda url: link(url) if url else None,
    }
    environment.globals = {
        "_": partial(_phrase, words, escape),
        "ngettext": partial(_counted, words, escape),
        "cites": partial(_cites, numbers),
        "decided": partial(_decided, numbers),
        "since": _since(briefing),
        "anchor": _anchors(briefing),
        "heading": partial(_mark, " {{: {} }}", for_page),
        "block": partial(_mark, "\n{{: {} }}", for_page),
        "line": Markup("  \n  "),
        "map_credit": MAP_CREDIT,
        "drawing": partial(_drawing, for_page),
        "said": partial(_said, for_page, briefing.language, articles, escape),
        "source": partial(_source, briefing, articles),
        "superseded": partial(_superseded, briefing),
        "section_titles": partial(_titles, {chapter.id: chapter.title for chapter in briefing.chapters}),
    }
    filled = environment.get_template(template).render(briefing=briefing, window=briefing.window)
    return re.sub(r"\n{3,}", "\n\n", filled).strip() + "\n"


def language_tag(tag: str | None) -> str | None:
    """A language tag in its usual case ("uk", "pt-BR"), None where it is none; safe in an attribute."""
    match = _TAG.fullmatch(tag or "")
    return match[1].lower() + match[2] if match else None


def _printed(escape: Callable[[str], str]) -> Callable[[object], object]:
    def finalize(value: object) -> object:
        if isinstance(value, Markup | Undefined):
            return value
        if isinstance(value, str):
            return Markup(escape(value))  # noqa: S704 - this is where foreign text is escaped
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        raise TypeError(f"the template prints {value!r}: only text and whole numbers are printed")

    return finalize


def _phrase(words: Catalogue, escape: Callable[[str], str], message: str, /, **values: object) -> Markup:
    """A message of ours in the edition's language, its %(names)s filled in with values, which are escaped like all text."""
    return _filled(words.text(message), escape, values)


def _counted(words: Catalogue, escape: Callable[[str], str], one: str, many: str, count: int, /, **values: object) -> Markup:
    """The form of a message that goes with a count, which stands in it as %(n)s."""
    return _filled(words.counted(one, many, count), escape, {"n": words.number(count)} | values)


def _filled(message: str, escape: Callable[[str], str], values: Mapping[str, object]) -> Markup:
    parts = _PLACE.split(message)
    return Markup("").join(
        _finished(values[part], escape) if number % 2 else _kept(part, escape) for number, part in enumerate(parts)
    )


def _finished(value: object, escape: Callable[[str], str]) -> Markup:
    return value if isinstance(value, Markup) else _kept(str(value), escape)


def _kept(text: str, escape: Callable[[str], str]) -> Markup:
    """Our own words escaped, the spaces around them as they are."""
    inside = text.strip(" ")
    if not inside:
        return Markup(text)  # noqa: S704 - spaces
    before, _, after = text.partition(inside)
    return Markup(f"{before}{escape(inside)}{after}")  # noqa: S704 - escaped just here


def _with(write: Callable[..., str], briefing: Briefing, value: object) -> str:
    return write(value, briefing.window)


def _cites(numbers: Mapping[tuple[str, str], int], statement: Statement) -> Markup:
    """The references a statement rests on, in the order of its passages: "[^1][^4]"."""
    return _references(numbers, statement.passages)


def _decided(numbers: Mapping[tuple[str, str], int], report: Report, reasons: Iterable[Reason]) -> Markup:
    """The reference of the first sentence that decided where a story stands and that is printed in its report."""
    printed = {(spot.article, spot.paragraph, spot.sha256) for statement in report.statements for spot in statement.passages}
    deciding = (reason.passage for reason in reasons if reason.passage is not None)
    shown = [passage for passage in deciding if (passage.article, passage.paragraph, passage.sha256) in printed]
    return _references(numbers, shown[:1])


def _references(numbers: Mapping[tuple[str, str], int], passages: Iterable[Passage]) -> Markup:
    """The marks of the references; one that names no reading of its article stands for all."""
    found = (numbers.get((passage.article, passage.sha256), numbers.get((passage.article, ""))) for passage in passages)
    return Markup("".join(f"[^{number}]" for number in dict.fromkeys(found) if number is not None))  # noqa: S704 - numbers


def _since(briefing: Briefing) -> str:
    """The edition this one is compared with, by its days; empty where there was none."""
    changes = briefing.changes
    if changes.since is None or changes.day is None:
        return ""
    return wording.edition(changes.since, changes.day, briefing.window)


def _anchors(briefing: Briefing) -> Callable[[Report], str]:
    """A function: the id of a story on the page, the same in every edition that goes on with it; "" where it can be none."""
    threads = Counter(report.thread for chapter in briefing.chapters for report in chapter.reports)

    def anchor(report: Report) -> str:
        return f"#{report.thread}" if threads[report.thread] == 1 and _THREAD.fullmatch(report.thread) else ""

    return anchor


def _source(briefing: Briefing, articles: Mapping[str, Article], reference: Reference) -> Article | None:
    """The reading of an article that a reference quotes."""
    readings = (one for one in briefing.articles if (one.id, one.capture) == (reference.article, reference.capture))
    return next(readings, None) or articles.get(reference.article)


def _superseded(briefing: Briefing, reference: Reference) -> Earlier | None:
    """The edition that printed words of this reading which the page no longer has."""
    read = (reference.article, reference.capture)
    return next(
        (
            correction.before
            for correction in briefing.changes.corrections
            if read in {(passage.article, passage.sha256) for passage in correction.printed.passages}
        ),
        None,
    )


def _mark(pattern: str, for_page: bool, *names: str) -> Markup:
    """Ids and classes of the element before, for the style of the page; nothing in the file for people."""
    bad = [name for name in names if not _MARK.fullmatch(name)]
    if bad:
        raise ValueError(f"the template marks {bad!r}: an id is #…, a class is .…, in lower-case letters, digits and hyphens")
    return Markup(pattern.format(" ".join(names)) if for_page else "")  # noqa: S704 - checked just above


def _drawing(for_page: bool, name: str, caption: str = "\u2060") -> Markup:
    """The place of a drawing on the page, with what stands below it; the file for people has the table alone.

    The page is filled in, and places that stay empty taken out, once it is cleaned (`page.convert`).
    """
    if not _MARK.fullmatch(f"#{name}"):
        raise ValueError(f"{name!r} is no name of a drawing")
    return Markup(f"\n{caption}\n{{: #drawing-{name} .drawing }}\n" if for_page else "")  # noqa: S704 - checked, our own words


def _said(
    for_page: bool,
    own: str,
    articles: Mapping[str, Article],
    escape: Callable[[str], str],
    text: str,
    source: Statement | Article | None,
) -> Markup:
    """Words of a source, marked with their language on the page where it is not the edition's."""
    escaped = escape(text)
    tag = language_tag(_language(source, articles))
    if for_page and tag and tag.split("-")[0] != own.split("-", maxsplit=1)[0].lower():
        escaped = f'<span lang="{tag}">{escaped}</span>'
    return Markup(escaped)  # noqa: S704 - escaped, and a tag of letters, digits and hyphens


def _language(source: Statement | Article | None, articles: Mapping[str, Article]) -> str | None:
    if source is None or isinstance(source, Article) or source.language:
        return source.language if source else None
    cited: Iterable[Passage] = source.passages
    known = {articles[passage.article].language for passage in cited if passage.article in articles}
    return known.pop() if len(known) == 1 else None


def _titles(titles: Mapping[str, str], ids: Iterable[str]) -> list[str]:
    return [titles.get(section, section) for section in ids]
