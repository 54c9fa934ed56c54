"""The small pages behind the links in mails: what they say, in the list's language or the reader's."""

from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from typing import Literal, get_args

from markupsafe import Markup, escape

from briefing.language.catalogue import Catalogue, catalogue
from briefing.model import Design
from briefing.stages.typeset.environment import sandbox
from briefing.stages.typeset.inert import tidy

WebKind = Literal["leave", "left", "back", "confirm", "confirmed", "spent-leave", "spent-confirm", "busy", "trouble"]
KINDS: tuple[WebKind, ...] = get_args(WebKind)
_FORM = Markup('<form method="post"><button type="submit" name="do" value="{}" class="{}">{}</button></form>')
_LONGEST = 200  # characters of a title
# Functions, so that the messages stand where the catalogue looks for them.
_HEADINGS: Mapping[str, Callable[[Catalogue], str]] = {
    "leave": lambda words: words.text("Leave this list?"),
    "left": lambda words: words.text("You have left the list"),
    "back": lambda words: words.text("You are on the list again"),
    "confirm": lambda words: words.text("Confirm your subscription?"),
    "confirmed": lambda words: words.text("Your subscription is confirmed"),
    "spent-leave": lambda words: words.text("There is nothing left to do here"),
    "spent-confirm": lambda words: words.text("There is nothing left to do here"),
    "busy": lambda words: words.text("Too many requests"),
    "trouble": lambda words: words.text("This cannot be done just now"),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class WebPage:
    """A page as HTML, and the source by which a Content-Security-Policy allows its one style ("'sha256-…'")."""

    html: str
    style: str


def web_page(kind: WebKind, design: Design, *, language: str, title: str = "") -> WebPage:
    """A page in a language (English where there is no catalogue of it); `title` is the list's, "" where no list is named."""
    words = catalogue(language)
    style = design.text("web.css").strip()
    html = (
        sandbox(design, names={"_": partial(_phrase, words), "button": _button})
        .get_template("web.html.j2")
        .render(
            kind=kind,
            heading=_HEADINGS[kind](words),
            title=tidy(title, _LONGEST) if title else "",
            language=words.tag,
            style=Markup(style),  # noqa: S704 - our own style sheet
        )
    )
    hashed = b64encode(sha256(style.encode("utf-8")).digest()).decode("ascii")
    return WebPage(html=html.strip() + "\n", style=f"'sha256-{hashed}'")


def _phrase(words: Catalogue, message: str, /) -> Markup:
    return escape(words.text(message))


def _button(words: str, action: str, *, quiet: bool = False) -> Markup:
    """A form of one button, made here: templates hold no forms, whosoever they are."""
    return _FORM.format(action, "quiet" if quiet else "loud", words)
