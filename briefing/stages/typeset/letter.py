"""What the mail says: the text of an edition, or the first of it, as plain text and as HTML that holds up in mail programs.

Like every format it is made of one Markdown text, so that both parts say the same: the short mail of `mail.md.j2`, the whole
edition of `mail-whole.md.j2`. `mail.html.j2` is what stands around it, `mail.css` the look, which is written into the elements,
because most mail programs take no style sheet; what must stay one (dark mode, narrow screens) stays one.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from css_inline import CSSInliner
from markupsafe import Markup, escape

from briefing.errors import ProfileError
from briefing.language.catalogue import Catalogue, catalogue
from briefing.model import Body, Briefing, Design, Statement, Style
from briefing.stages.typeset import marks, wording
from briefing.stages.typeset.compiled import compiled
from briefing.stages.typeset.environment import sandbox
from briefing.stages.typeset.fill import fill
from briefing.stages.typeset.hover import without_marks
from briefing.stages.typeset.inert import tidy
from briefing.stages.typeset.letter_html import addresses_of, for_mail
from briefing.stages.typeset.letter_share import Share, share
from briefing.stages.typeset.letter_subject import subject
from briefing.stages.typeset.page import Body as Page
from briefing.stages.typeset.page import TooLargeError, convert
from briefing.stages.typeset.plain import WIDTH, plain
from briefing.stages.typeset.plain.lines import Piece, wrap
from briefing.stages.typeset.single import cited_only, numbered
from briefing.stages.typeset.tint import colours

__all__ = ["TooLargeError", "letter_body"]

SHORT, WHOLE = "mail.md.j2", "mail-whole.md.j2"
_WRAPPER, _STYLE = "mail.html.j2", "mail.css"
_MANY = 150  # citations beyond which they lead to pages and not to the words on them, to keep the mail small
_AT_RULES = re.compile(
    r"(?P<style><style>.*?</style>\n?)(?P<head>.*?)</head>", re.DOTALL
)  # the encoding has to be said before them
_WAY_OUT = "https://way-out.invalid/"
_INLINER = CSSInliner(keep_at_rules=True, load_remote_stylesheets=False, resolve_css_variables=True, minify_css=True)


def letter_body(
    briefing: Briefing,
    *,
    design: Design,
    style: Style,
    sections: tuple[str, ...] = (),
    language: str | None = None,
    link: str | None,
    enclosed: int | None,
    note: str = "",
    way_out: str,
) -> Body:
    """The text of a mail for all readers who get the same.

    `sections` are the ids a reader has asked for (none for all), `language` that of our own words where it is not the edition's,
    `link` the address of the whole edition, `enclosed` the size in bytes of the PDF that is attached, `note` a sentence of ours in the
    edition's language.
    Both parts are split where the address of the way out goes, in HTML within an attribute; without a `way_out` nothing leads
    there, and the second parts are empty. Raises `ProfileError` where a template of the user's is wrong, `TooLargeError` where
    the HTML grows beyond what can be cleaned.
    """
    own = Statement(text=note, passages=(), language=briefing.language) if note else None
    briefing = replace(briefing, language=language) if language else briefing
    words = catalogue(briefing.language)
    held = share(briefing, sections)
    told = held.briefing
    more = _names(briefing, held, words, style=style, link=link, enclosed=enclosed, note=own)
    text = cited_only(fill(told, design, for_page=True, template=WHOLE if style == "html" else SHORT, more=more))
    marked = convert(text, language=briefing.language)
    page = replace(marked, head=numbered(marked.head), main=numbered(marked.main))
    return Body(
        subject=subject(held, words),
        text=_text(told, without_marks(page), design, words, way_out=bool(way_out)),
        html=_html(told, page, design, words, way_out=bool(way_out)),
        language=words.tag,
    )


def _names(
    briefing: Briefing,
    held: Share,
    words: Catalogue,
    *,
    style: Style,
    link: str | None,
    enclosed: int | None,
    note: Statement | None,
) -> Mapping[str, object]:
    """What the templates of a mail know beside the briefing."""
    return {
        "whole": briefing,
        "chosen": held.chosen,
        "others": held.others,
        "note": note,
        "size": _size(enclosed, words) if enclosed is not None else "",
        "place": link or "",
        "lead": style == "link",
        "complete": style == "html" and not held.chosen,
    }


def _size(octets: int, words: Catalogue) -> str:
    """A size as people say it: "84 kB", "1.2 MB"."""
    if octets < 1_000_000:
        return words.say("%(n)s kB", n=words.number(max(1, round(octets / 1_000))))
    return words.say("%(n)s MB", n=words.number(round(octets / 1_000_000, 1)))


def _text(briefing: Briefing, page: Page, design: Design, words: Catalogue, *, way_out: bool) -> tuple[str, str]:
    """The plain text before and after the address of the way out."""
    mark = marks.classification(briefing.marks.classification)
    foot = "\n".join(("-" * WIDTH, *wrap([Piece(text=_because(briefing, words))], WIDTH)))
    before = f"{plain(briefing, page, design)}\n{foot}\n"
    last = f"\n{mark}\n" if mark else ""
    leave = words.text("To unsubscribe:")
    return (f"{before}{leave}\n", f"\n{last}") if way_out else (before + last, "")


def _html(briefing: Briefing, page: Page, design: Design, words: Catalogue, *, way_out: bool) -> tuple[str, str]:
    """The HTML before and after the address of the way out."""
    addresses = addresses_of(briefing, words=page.main.count('class="footnote-ref"') <= _MANY)
    head, main = for_mail(page.head, addresses), for_mail(page.main, addresses)
    address = _WAY_OUT
    while address in head or address in main:  # whatever a source may write
        address += "-"
    line = briefing.marks.classification
    title = tidy(briefing.title, 200)
    filled = (
        sandbox(design, names={"_": partial(_phrase, words)}, compiled=compiled(words.language, for_page=True))
        .get_template(_WRAPPER)
        .render(
            title=title,
            days=wording.days(briefing.window, words),
            language=words.tag,
            preheader=_preheader(briefing, words),
            head=Markup(head),  # noqa: S704 - cleaned by `convert`
            main=Markup(main),  # noqa: S704 - cleaned by `convert`
            because=_because(briefing, words),
            way_out=address if way_out else "",
            classification=marks.classification(line),
            classification_colours=" ".join(marks.colours(line)).replace(".", ""),
            style=Markup(_style(design)),  # noqa: S704 - the edition's own style sheet
        )
    )
    if way_out and filled.count(address) != 1:
        raise ProfileError("the templates", (f"{_WRAPPER}: the address of leaving, way_out, has to stand there once",))
    inlined = _INLINER.inline(filled)
    before, _, after = _AT_RULES.sub(r"\g<head>\g<style></head>", inlined, count=1).partition(address)
    return before, after if after.endswith("\n") or not after else after + "\n"


def _style(design: Design) -> str:
    """The style sheet of mails, with the theme's colours in the place of its own."""
    own = "".join(f"--{name}:{colour};" for name, colour in colours(design).items())
    return f"{design.text(_STYLE)}\n:root{{{own}}}"


def _because(briefing: Briefing, words: Catalogue) -> str:
    return words.say("You receive this mail because you subscribed to “%(title)s”.", title=tidy(briefing.title, 200))


def _preheader(briefing: Briefing, words: Catalogue) -> str:
    """What lists of mails show beside the subject: how many stories in which section, as the mail itself says."""
    filled = [chapter for chapter in briefing.chapters if chapter.reports]
    return " · ".join(f"{tidy(chapter.title, 60)} {words.number(len(chapter.reports))}" for chapter in filled)


def _phrase(words: Catalogue, message: str, /, **values: object) -> Markup:
    """A message of ours in the mail's language, its %(names)s filled in with values, which are escaped like all text."""
    said = escape(words.text(message))
    return said % values if values else said
