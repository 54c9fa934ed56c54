"""Why an HTML page is no article: its own markup's word for what it is, and the same tests that a scrape of it would meet."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from lxml import html as markup

from briefing.language.words import squash
from briefing.stages.extract.draft import Draft
from briefing.stages.extract.refusal import refuse
from briefing.stages.extract.text.body import Body
from briefing.stages.extract.text.lines import Line, count_words, read

_LD_TYPE = re.compile(r'"@type"\s*:\s*(?:"(\w+)"|\[\s*((?:"\w+"\s*,?\s*)+)\])')
_NOT_FREE = re.compile(r'"isAccessibleForFree"\s*:\s*"?(?:false|no)\b', re.IGNORECASE)
_UNSHOWN = frozenset(("script", "style", "noscript", "template", "svg", "head", "iframe", "option", "button"))
_INLINE = frozenset(
    (
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "mark",
        "q",
        "s",
    )
) | frozenset(("samp", "small", "span", "strike", "strong", "sub", "sup", "time", "u", "var", "wbr"))
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_PLENTY = 150  # words of dated text (twice as many without a stated date) on a page that calls itself an article: enough
_MOST = 20_000  # pieces of text looked at


def signals_of(tree: markup.HtmlElement) -> refuse.Signals:
    """What a page's markup says about it: the types of OpenGraph and JSON-LD, and whether it is free to read."""
    types = {str(value).strip().casefold() for value in tree.xpath("//meta[@property='og:type']/@content")}
    paid = False
    for script in tree.xpath("//script[@type='application/ld+json']/text()"):
        for one, several in _LD_TYPE.findall(str(script)):
            types.update(name.casefold() for name in re.findall(r"\w+", one or several))
        paid = paid or bool(_NOT_FREE.search(str(script)))
    return refuse.Signals(types=frozenset(types), paid=paid)


def judged(draft: Draft, signals: refuse.Signals, whole: Callable[[], markup.HtmlElement]) -> Draft | str:
    """The draft, with a note where its rest is behind a paywall; or the reason not to take the page.

    `whole` gives the page with everything on it: it is asked only where the draft alone does not decide.
    """
    dated = draft.published is not None and draft.published.basis != "inferred"
    size = sum(map(count_words, draft.paragraphs))
    plenty = size >= (_PLENTY if dated else 2 * _PLENTY)
    if plenty and signals.is_article and not signals.paid and not signals.is_list:
        return draft
    lines = lines_of(whole())
    found = _found(lines, draft, dated=dated)
    if reason := refuse.why_refused(lines, found, signals):
        return reason
    return replace(draft, notes=(*draft.notes, *refuse.notes(lines, found, signals))) if found else draft


def lines_of(tree: markup.HtmlElement) -> tuple[Line, ...]:
    """What a page shows as lines, a line a block, with what of each is link text: as a crawler would write it."""
    return read("\n\n".join(_blocks(tree)))


def _found(lines: Sequence[Line], draft: Draft, *, dated: bool) -> Body | None:
    """The draft's paragraphs as lines of the page, in the places they stand at; those that stand nowhere at its end."""
    wanted = {squash(text): text for text in draft.paragraphs}
    kept = [replace(line, kind="prose", text=wanted.pop(key)) for line in lines if (key := squash(line.text)) in wanted]
    last = lines[-1].number if lines else 0
    kept += [Line(number=last + at, text=text, kind="prose") for at, text in enumerate(wanted.values(), 1)]
    if not kept:
        return None
    title = Line(number=0, text=draft.title, kind="heading") if draft.title else None
    header = (Line(number=0, text="", kind="stamp"),) if dated else ()
    return Body(title=title, header=header, paragraphs=tuple(kept), captions=(), end=kept[-1].number)


def _blocks(tree: markup.HtmlElement) -> Iterator[str]:
    block: list[str] = []
    mark = ""
    pieces = 0
    for event, element in _walk(tree):
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "text":
            pieces += 1
            block.append(_piece(element.text or "", linked=_in_link(element)))
        elif event == "tail":
            parent = element.getparent()
            block.append(_piece(element.tail or "", linked=parent is not None and _in_link(parent)))
        elif tag not in _INLINE:
            if (text := " ".join("".join(block).split())) and text != mark:
                yield mark + text
            block, mark = [], "# " if event == "start" and tag in _HEADINGS else ""
        if pieces > _MOST:
            return
    if text := " ".join("".join(block).split()):
        yield mark + text


def _walk(tree: markup.HtmlElement) -> Iterator[tuple[str, markup.HtmlElement]]:
    """Start, text, end and tail of every element that is shown, in the order of the page, without recursion."""
    body = tree.find("body")
    stack: list[tuple[str, markup.HtmlElement]] = [("enter", body if body is not None else tree)]
    while stack:
        step, element = stack.pop()
        if step != "enter":
            yield step, element
            continue
        if isinstance(element.tag, str) and element.tag not in _UNSHOWN:
            yield "start", element
            if element.text:
                yield "text", element
            stack.append(("tail", element))
            stack.append(("end", element))
            stack.extend(("enter", child) for child in reversed(element))
        elif element.tail:
            yield "tail", element


def _in_link(element: markup.HtmlElement) -> bool:
    return element.tag == "a" or any(True for _ in element.iterancestors("a"))


def _piece(text: str, *, linked: bool) -> str:
    shown = re.sub(r"[\[\]()*_#]", " ", text) if linked else text
    return f"[{' '.join(shown.split())}](#) " if linked and shown.strip() else text
