"""The Markdown template filled with a briefing: once for people, once for conversion.

The template never escapes by itself: what it prints goes through one function (Jinja's `finalize`) that lets pass only text
it has escaped, whole numbers, and the marks made here.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from types import MappingProxyType

from markupsafe import Markup

from briefing.language.catalogue import Catalogue, catalogue
from briefing.language.headlines import title_of
from briefing.language.numbers.digits import in_digits
from briefing.language.quotes import is_unnamed
from briefing.model import Article, Briefing, Design, Earlier, Passage, Quoted, Reason, Reference, Report, Statement
from briefing.stages.typeset import attributed, marks, speakers, wording
from briefing.stages.typeset.address import link, shown
from briefing.stages.typeset.citations import Citations
from briefing.stages.typeset.compiled import compiled
from briefing.stages.typeset.copies import archived_as, names_of
from briefing.stages.typeset.drawings import MAP_CREDIT
from briefing.stages.typeset.environment import sandbox
from briefing.stages.typeset.fragment import to_words
from briefing.stages.typeset.inert import inert, language_tag, readable, tidy
from briefing.stages.typeset.mistakes import MistakeError, kind
from briefing.stages.typeset.restraint import printable
from briefing.stages.typeset.spacing import respaced

_THREAD = re.compile(r"t-[a-z0-9-]{1,60}")  # no other id of the page begins so
_PLACE = re.compile(r"%\((\w+)\)s")
_MARK = re.compile(r"[#.][a-z0-9-]+|scope=(?:col|row)")


def fill(
    briefing: Briefing,
    design: Design,
    *,
    for_page: bool,
    template: str = "briefing.md.j2",
    copies: bool = False,
    more: Mapping[str, object] = MappingProxyType({}),
) -> str:
    """The Markdown of a briefing: for conversion with `inert` text and marks for the page's style, else as a file to read.

    `copies` says whether archived copies lie beside it, to which it then leads; `more` are further names for the template.
    """
    escape = inert if for_page else readable
    words = catalogue(briefing.language)
    articles = {article.id: article for article in reversed(briefing.articles)}
    citations = Citations(briefing)
    files = names_of(briefing)
    filters: dict[str, Callable[..., object]] = {
        "day": partial(_worded, wording.day, words),
        "short_day": partial(_with, wording.short_day, briefing, words),
        "days": partial(_worded, wording.days, words),
        "moment": partial(_with, wording.moment, briefing, words),
        "zone": partial(_worded, wording.zone, words),
        "dated": partial(_with, wording.dated, briefing, words),
        "edition": lambda before: wording.edition(before.edition, before.day, briefing.window, words),
        "by_edition": partial(_with, wording.by_edition, briefing, words),
        "differences": partial(_worded, wording.differences, words),
        "corrected": wording.corrected,
        "words": lambda reasons: [words.retold(reason.what) or reason.what for reason in reasons if reason.passage is None],
        "retold": lambda record: words.retold(record) or record,
        "together": words.together,
        "called": partial(_with, wording.called, briefing, words),
        "related": partial(_worded, wording.related, words),
        "place": words.place,
        "number": words.number,
        "figure": lambda side: in_digits(side.statement.text, words.number),
        "party": lambda side: speakers.party(side.party, side.said_by, words),
        "stance": partial(_worded, speakers.stance, words),
        "speaker": partial(_worded, speakers.speaker, words),
        "camp": partial(_worded, speakers.camp, words),
        "tells": attributed.tells,
        "opening": attributed.opening,
        "closed": attributed.closed,
        "of_several_parties": speakers.of_several_parties,
        "summed": partial(_worded, speakers.summed, words),
        "by_label": speakers.by_label,
        "in_words_of": partial(_worded, speakers.in_words_of, words),
        "of_days": partial(_with, speakers.of_days, briefing, words),
        "grid": speakers.grid,
        "without": partial(_worded, speakers.without, words),
        "kinds": lambda chart: [wording.kind(kind, words) for kind in speakers.columns(chart)],
        "by_reason": wording.by_reason,
        "short": tidy,
        "titled": lambda read: title_of(read.title, read.paragraphs),
        "classified": marks.classification,
        "colours": marks.colours,
        "address": shown,
        "link": lambda url: link(url) if url else None,
    }
    names: dict[str, object] = {
        "_": partial(_phrase, words, escape),
        "ngettext": partial(_counted, words, escape),
        "cites": lambda statement: citations.marks(statement.passages, for_page=for_page),
        "cites_all": lambda sides: citations.marks((at for side in sides for at in side.statement.passages), for_page=for_page),
        "decided": lambda report, reasons: citations.marks(_decided(report, reasons), for_page=for_page),
        "archived_as": partial(_archived_as, for_page, escape),
        "to_copy": lambda read: _to_copy(files, read) if copies else None,
        "to_paragraph": partial(_to_paragraph, for_page, files if copies else {}),
        "to_words": lambda read, quoted: _to_words(read, quoted) if for_page else None,
        "since": _since(briefing),
        "anchor": _anchors(briefing),
        "heading": partial(_mark, " {{: {} }}", for_page),
        "block": partial(_mark, "\n{{: {} }}", for_page),
        "inline": partial(_mark, "{{: {} }}", for_page),
        "line": Markup("  \n  "),
        "map_credit": MAP_CREDIT,
        "drawing": partial(_drawing, for_page, escape),
        "said": partial(_said, for_page, words.language, articles, escape),
        "named": partial(_named, for_page, words.language, articles, escape),
        "told": partial(_told, for_page, words, escape),
        "source": partial(_source, briefing, articles),
        "superseded": partial(_superseded, briefing),
        "section_titles": partial(_titles, {chapter.id: chapter.title for chapter in briefing.chapters}),
    }
    kept = compiled(words.language, for_page=for_page)
    environment = sandbox(design, finalize=_printed(escape), filters=filters, names=names, compiled=kept)
    filled = environment.get_template(template).render(briefing=briefing, window=briefing.window, **more)
    return re.sub(r"\n{3,}", "\n\n", filled).strip() + "\n"


def _printed(escape: Callable[[str], str]) -> Callable[[object], object]:
    def finalize(value: object) -> object:
        if isinstance(value, str) and not isinstance(value, Markup):
            return Markup(escape(value))  # noqa: S704 - this is where foreign text is escaped
        return printable(value)

    return finalize


def _phrase(words: Catalogue, escape: Callable[[str], str], message: str, /, **values: object) -> Markup:
    """A message of ours in the edition's language, its %(names)s filled in with values, which are escaped like all text."""
    return _filled(words.text(message), escape, values)


def _counted(words: Catalogue, escape: Callable[[str], str], one: str, many: str, count: int, /, **values: object) -> Markup:
    """The form of a message that goes with a count, which stands in it as %(n)s."""
    return _filled(words.counted(one, many, count), escape, {"n": words.number(count)} | values)


def _filled(message: str, escape: Callable[[str], str], values: Mapping[str, object]) -> Markup:
    parts = _PLACE.split(message)
    if lacking := next((name for name in parts[1::2] if name not in values), None):
        raise MistakeError(f"nothing is given for '{lacking}'")
    return Markup("").join(
        _finished(values[part], escape) if number % 2 else _kept(part, escape) for number, part in enumerate(parts)
    )


def _finished(value: object, escape: Callable[[str], str]) -> Markup:
    if isinstance(value, Markup):
        return value
    if not isinstance(value, str | int | float | date):
        raise MistakeError(f"only text, numbers and days are filled into a phrase; this is {kind(value)}")
    return _kept(str(value), escape)


def _kept(text: str, escape: Callable[[str], str]) -> Markup:
    """Our own words escaped, the spaces around them as they are."""
    inside = text.strip(" ")
    if not inside:
        return Markup(text)  # noqa: S704 - spaces
    before, _, after = text.partition(inside)
    return Markup(f"{before}{escape(inside)}{after}")  # noqa: S704 - escaped just here


def _with(write: Callable[..., object], briefing: Briefing, words: Catalogue, value: object) -> object:
    return write(value, briefing.window, words)


def _worded(write: Callable[..., object], words: Catalogue, value: object) -> object:
    return write(value, words)


def _decided(report: Report, reasons: Iterable[Reason]) -> Sequence[Passage]:
    """The first sentence that decided where a story stands and that its report prints."""
    printed = {
        (spot.article, spot.paragraph, spot.sha256)
        for statement in (report.headline, *report.statements)
        for spot in statement.passages
    }
    deciding = (reason.passage for reason in reasons if reason.passage is not None)
    return [passage for passage in deciding if (passage.article, passage.paragraph, passage.sha256) in printed][:1]


def _archived_as(for_page: bool, escape: Callable[[str], str], read: Article) -> Markup:
    """What a reading is archived as, on the page marked as a name that is not broken at the end of a line."""
    name = escape(archived_as(read))
    return Markup(f'<span class="id">{name}</span>' if for_page else name)  # noqa: S704 - escaped


def _to_copy(files: Mapping[tuple[str, str], str], read: Article) -> Markup | None:
    """The file of the archived copy of a reading, where there is one."""
    name = files.get((read.id, read.capture))
    return Markup(name) if name else None  # noqa: S704 - hexadecimal digits


def _to_paragraph(for_page: bool, files: Mapping[tuple[str, str], str], read: Article, quoted: Quoted) -> Markup | None:
    """Where the number of a paragraph leads: on the page into the archived copy, in the file for people to the words at the source."""
    if for_page:
        copy = _to_copy(files, read)
        return Markup(f"{copy}#p{int(quoted.paragraph)}") if copy else None  # noqa: S704 - digits
    return _to_words(read, quoted)


def _to_words(read: Article, quoted: Quoted) -> Markup | None:
    return to_words(read.url or "", quoted.text, read.paragraphs)


def _since(briefing: Briefing) -> str:
    """The edition this one is compared with, by its days; empty where there was none."""
    changes = briefing.changes
    if changes.since is None or changes.day is None:
        return ""
    return wording.edition(changes.since, changes.day, briefing.window, catalogue(briefing.language))


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
        raise MistakeError(f"{bad[0]!r} marks nothing: an id is #…, a class is .…, in lower-case letters, digits and hyphens")
    return Markup(pattern.format(" ".join(names)) if for_page else "")  # noqa: S704 - checked just above


def _drawing(for_page: bool, escape: Callable[[str], str], name: str, caption: str = "\u2060") -> Markup:
    """The place of a drawing on the page, with what stands below it; the file for people has the table alone.

    The page is filled in, and places that stay empty taken out, once it is cleaned (`page.convert`).
    """
    if not _MARK.fullmatch(f"#{name}"):
        raise MistakeError(f"{name!r} is no name of a drawing")
    below = caption if isinstance(caption, Markup) or caption == "\u2060" else escape(caption)
    return Markup(f"\n{below}\n{{: #drawing-{name} .drawing }}\n" if for_page else "")  # noqa: S704 - checked and escaped


def _said(
    for_page: bool,
    own: str,
    articles: Mapping[str, Article],
    escape: Callable[[str], str],
    text: str,
    source: Statement | Article | None,
) -> Markup:
    """Words of a source, on the page marked as a statement's, and with their language where it is not the edition's."""
    spoken = _language(source, articles)
    escaped = escape(respaced(text, spoken))
    tag = language_tag(spoken)
    marks = (' class="said"' if isinstance(source, Statement) else "") + (
        f' lang="{tag}"' if tag and tag.split("-")[0] != own else ""
    )
    if for_page and marks:
        escaped = f"<span{marks}>{escaped}</span>"
    return Markup(escaped)  # noqa: S704 - escaped, and a tag of letters, digits and hyphens


def _named(
    for_page: bool, own: str, articles: Mapping[str, Article], escape: Callable[[str], str], who: str, statement: Statement
) -> Markup:
    """Who says something, as its source calls them, on the page marked with the language where it is not the edition's."""
    tag = language_tag(_language(statement, articles))
    marked = for_page and tag and tag.split("-")[0] != own and not is_unnamed(who)
    return Markup(f'<span lang="{tag}">{escape(who)}</span>' if marked else escape(who))  # noqa: S704 - escaped, a checked tag


def _told(for_page: bool, words: Catalogue, escape: Callable[[str], str], record: str, most: int) -> Markup:
    """What a record says in the edition's language, at most so many characters; one not known there is marked as English."""
    said = words.retold(record)
    escaped = escape(tidy(said or record, most))
    if for_page and said is None:
        escaped = f'<span lang="en">{escaped}</span>'
    return Markup(escaped)  # noqa: S704 - escaped


def _language(source: Statement | Article | None, articles: Mapping[str, Article]) -> str | None:
    if source is None or isinstance(source, Article) or source.language:
        return source.language if source else None
    cited: Iterable[Passage] = source.passages
    known = {articles[passage.article].language for passage in cited if passage.article in articles}
    return known.pop() if len(known) == 1 else None


def _titles(titles: Mapping[str, str], ids: Iterable[str]) -> list[str]:
    return [titles.get(section, section) for section in ids]
