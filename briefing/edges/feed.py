"""The feed of editions: an Atom feed made of the entries that lie on the shelf."""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit
from uuid import UUID, uuid5

from lxml import etree

if TYPE_CHECKING:
    from lxml.etree import _Element

NAME = "feed.atom"
ENTRY = "briefing.atom"
MOST = 30  # editions
LARGEST = 20_000_000  # bytes of an entry; a month's has under one million
_ATOM = "{http://www.w3.org/2005/Atom}"
_XML = "{http://www.w3.org/XML/1998/namespace}"
_NAMES: Any = {None: _ATOM[1:-1]}
_FEEDS = UUID("b1d3f0c2-7c55-5d0b-8f5e-5d2b8f6a9e21")
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_ONE_OF_EACH = ("id", "title", "updated", "content")


def newest(names: Iterable[str]) -> list[str]:
    """The names of the newest editions by their last day, then their first, newest first; at most `MOST`."""
    return sorted(names, key=lambda name: (name.rpartition("_")[2], name), reverse=True)[:MOST]


def feed(profile: str, entries: Iterable[tuple[str, bytes]]) -> bytes | None:
    """The feed of a profile in UTF-8 made of entry documents by the name of their edition, newest first; None where none is sound.

    An entry that is no sound Atom is left out. The same entries give the same bytes.
    """
    sound = [(name, found) for name, content in entries if (found := _entry(content)) is not None]
    if not sound:
        return None
    first = sound[0][1]
    made = etree.Element(f"{_ATOM}feed", nsmap=_NAMES)
    if language := first.get(f"{_XML}lang"):
        made.set(f"{_XML}lang", language)
    _say(made, "id", uuid5(_FEEDS, profile).urn)
    title = first.findtext(f"{_ATOM}author/{_ATOM}name") or first.findtext(f"{_ATOM}title") or profile
    _say(made, "title", title)
    _say(made, "updated", max(found.findtext(f"{_ATOM}updated") or "" for _, found in sound))
    author = etree.SubElement(made, f"{_ATOM}author")
    _say(author, "name", title)
    own = next((one.get("href") or "" for one in first.iterfind(f"{_ATOM}link") if one.get("rel") == "self"), "")
    etree.SubElement(
        made, f"{_ATOM}link", rel="self", href=urljoin(own, f"../{NAME}") if own else NAME, type="application/atom+xml"
    )
    for name, found in sound:
        for one in found.iterfind(f"{_ATOM}link"):  # what is relative is so to its own folder; few readers follow xml:base
            address = one.get("href") or ""
            if not urlsplit(address).scheme:
                one.set("href", f"{name}/{address}")
        made.append(found)
    etree.indent(made)
    etree.cleanup_namespaces(made)
    return bytes(etree.tostring(made, encoding="utf-8", xml_declaration=True)) + b"\n"


def _entry(content: bytes) -> "_Element | None":
    if b"<!DOCTYPE" in content:
        return None
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        found = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    if found.tag != f"{_ATOM}entry":
        return None
    if any(len(found.findall(f"{_ATOM}{name}")) != 1 for name in _ONE_OF_EACH):
        return None
    return found if _INSTANT.fullmatch(found.findtext(f"{_ATOM}updated") or "") else None


def _say(parent: "_Element", name: str, words: str) -> None:
    etree.SubElement(parent, f"{_ATOM}{name}").text = words
