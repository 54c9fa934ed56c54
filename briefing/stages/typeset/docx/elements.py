"""The XML that Word reads, made element by element; whatever text comes in, what goes out is XML."""

import re
from collections.abc import Iterable, Mapping
from functools import cache

from lxml import etree
from lxml.etree import _Element

NAMES: Mapping[str, str] = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "xml": "http://www.w3.org/XML/1998/namespace",
}
_DECLARED = {prefix: uri for prefix, uri in NAMES.items() if prefix != "xml"}
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # what XML 1.0 has no character for


@cache
def named(name: str) -> str:
    """A name with its prefix ("w:p") as lxml wants it."""
    prefix, _, local = name.partition(":")
    return f"{{{NAMES[prefix]}}}{local}"


def make(
    name: str, attributes: Mapping[str, str | int] | None = None, children: Iterable[_Element] = (), text: str = ""
) -> _Element:
    """An element by its prefixed name, with attributes by theirs."""
    element = etree.Element(named(name), {named(key): allowed(str(value)) for key, value in (attributes or {}).items()})
    if text:
        element.text = allowed(text)
    element.extend(list(children))
    return element


def bare(name: str, attributes: Mapping[str, str | int], children: Iterable[_Element] = (), text: str = "") -> _Element:
    """An element as drawings have them: its attributes are in no namespace."""
    element = etree.Element(named(name), {key: allowed(str(value)) for key, value in attributes.items()})
    if text:
        element.text = allowed(text)
    element.extend(list(children))
    return element


def root(name: str) -> _Element:
    """The outermost element of a part, which declares every prefix."""
    return etree.Element(named(name), nsmap=_DECLARED)


def value(name: str, val: str | int) -> _Element:
    """An element that is nothing but a value: `<w:jc w:val="center"/>`."""
    return make(name, {"w:val": val})


def words(text: str, name: str = "w:t") -> _Element:
    """Text as a run holds it, its spaces kept."""
    element = make(name, text=text)
    element.set(named("xml:space"), "preserve")
    return element


def allowed(text: str) -> str:
    """A text without the characters that XML does not have."""
    return _FORBIDDEN.sub("", text)
