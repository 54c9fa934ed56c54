"""The Markdown template filled with a briefing: once for people, once for conversion.

The template never escapes by itself: what it prints goes through one function (Jinja's `finalize`) that lets pass only text
it has escaped, whole numbers, and the marks made here.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import partial

from jinja2 import StrictUndefined, Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from briefing.model import Article, Briefing, Passage, Statement
from briefing.stages.typeset import wording
from briefing.stages.typeset.address import link, shown
from briefing.stages.typeset.inert import inert, readable, tidy

_TAG = re.compile(r"([A-Za-z]{2,3})((?:-[A-Za-z0-9]{1,8})*)")
_MARK = re.compile(r"[#.][a-z0-9-]+|scope=(?:col|row)")


def fill(briefing: Briefing, template: str, *, for_page: bool) -> str:
    """The Markdown of a briefing: for conversion with `inert` text and marks for the page's style, else as a file to read."""
    environment = ImmutableSandboxedEnvironment(
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_printed(inert if for_page else readable),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    articles = {article.id: article for article in reversed(briefing.articles)}
    environment.filters |= {
        "day": wording.day,
        "short_day": partial(_with, wording.short_day, briefing),
        "days": wording.days,
        "moment": partial(_with, wording.moment, briefing),
        "zone": wording.zone,
        "dated": partial(_with, wording.dated, briefing),
        "count": wording.count,
        "together": wording.together,
        "called": partial(_with, wording.called, briefing),
        "related": wording.related,
        "by_reason": wording.by_reason,
        "short": tidy,
        "address": shown,
        "link": lambda url: link(url) if url else None,
    }
    environment.globals = {
        "cites": _cites({reference.article: reference.number for reference in briefing.references}),
        "heading": partial(_mark, " {{: {} }}", for_page),
        "block": partial(_mark, "\n{{: {} }}", for_page),
        "said": partial(_said, for_page, briefing.language, articles, inert if for_page else readable),
        "article": articles.get,
        "section_titles": partial(_titles, {chapter.id: chapter.title for chapter in briefing.chapters}),
    }
    filled = environment.from_string(template).render(briefing=briefing, window=briefing.window)
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


def _with(write: Callable[..., str], briefing: Briefing, value: object) -> str:
    return write(value, briefing.window)


def _cites(numbers: Mapping[str, int]) -> Callable[[Statement], Markup]:
    def cites(statement: Statement) -> Markup:
        """The references a statement rests on, in the order of its passages: "[^1][^4]"."""
        cited: dict[int, None] = {numbers[passage.article]: None for passage in statement.passages if passage.article in numbers}
        return Markup("".join(f"[^{number}]" for number in cited))  # noqa: S704 - numbers

    return cites


def _mark(pattern: str, for_page: bool, *names: str) -> Markup:
    """Ids and classes of the element before, for the style of the page; nothing in the file for people."""
    bad = [name for name in names if not _MARK.fullmatch(name)]
    if bad:
        raise ValueError(f"the template marks {bad!r}: an id is #…, a class is .…, in lower-case letters, digits and hyphens")
    return Markup(pattern.format(" ".join(names)) if for_page else "")  # noqa: S704 - checked just above


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
