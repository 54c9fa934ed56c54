"""The cleaned HTML of a page as mail programs can show it: tables where they know no grid, citations that lead to the source.

Works on the tree of what was cleaned: texts stay texts, and only elements and addresses of our own are added.
"""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from lxml import etree

from briefing.model import Briefing
from briefing.stages.typeset.citations import quoted_at
from briefing.stages.typeset.fragment import to_words
from briefing.stages.typeset.tree import classes, text, tree

if TYPE_CHECKING:
    from lxml.etree import _Element

_NOTE, _REFERENCE = "fn:", "ref-"
_NOTHING = "nothing"  # the name of elements that are taken out, their content left
_LONGEST_KEPT = 20  # characters of a word
_SHORT = 18  # characters of a cell that is not broken into lines
_ACROSS = 2  # key figures side by side
_KEPT = frozenset(
    "about box cell cite classification contact data date disclaimer fig footnote glance grid meta note number short".split()
) | {*"covers corrections since tlp-amber tlp-clear tlp-green tlp-red why whole credit words".split()}
_BOXES = ("glance", "corrections")


def for_mail(html: str, addresses: Mapping[str, str]) -> str:
    """Cleaned HTML of a page (head or main) as HTML for mail; `addresses` say where its citations lead."""
    root = tree(html)
    for cites in [one for one in root.iter("span") if "cites" in classes(one)]:
        _lead(cites, addresses)
    for link in [one for one in root.iter("a") if "footnote-backref" in classes(one)]:
        _take_out(link)
    for section in list(root.iter("section")):
        _as_div(section)
    for quote in list(root.iter("blockquote")):
        _boxed(quote)
    for table in list(root.iter("table")):
        if table.get("role") is None:
            _data(table)
    for element in list(root.iter()):
        _plain(element)
    etree.strip_tags(root, _NOTHING)
    for mark in [one for one in root.iter("span") if "cite" in classes(one)]:
        _keep_together(mark)
    return (root.text or "") + "".join(str(etree.tostring(child, encoding="unicode", method="html")) for child in root)


def addresses_of(briefing: Briefing, *, words: bool) -> Mapping[str, str]:
    """Where the marks of `Citations` lead: "3.0" to the words of the first passage of reference 3 at their source.

    Without `words` to the page they stand on: a shorter address.
    """
    found: dict[str, str] = {}
    for place, (read, quoted) in quoted_at(briefing).items():
        address = to_words(read.url or "", quoted.text if words and quoted.paragraph else "", read.paragraphs)
        if address:
            found[place] = str(address)
    return found


def _lead(cites: "_Element", addresses: Mapping[str, str]) -> None:
    """Citations that lead to their source; to their reference in the mail, which not every program can do, where it has no address."""
    places = {place.partition(".")[0]: place for place in reversed((cites.get("data-at") or "").split())}
    for mark in cites.iter("sup"):
        mark.tag = "span"
        mark.set("class", "cite")
        for link in mark.iter("a"):
            number = (link.get("href") or "").removeprefix(f"#{_NOTE}")
            link.set("href", addresses.get(places.get(number, ""), f"#{_REFERENCE}{number}"))


def _keep_together(mark: "_Element") -> None:
    """A citation with the word before it, where that ends in a sign behind which a line might break."""
    parent, before = mark.getparent(), mark.getprevious()
    if parent is None:
        return
    within = before if before is not None and not before.tail and len(before) == 0 and before.get("lang") else None
    text = (within.text if within is not None else before.tail if before is not None else parent.text) or ""
    rest, space, word = text.rpartition(" ")
    if not word or word[-1].isalnum() or len(word) > _LONGEST_KEPT or (within is not None and not space):
        return
    kept = etree.Element("span", {"class": "kept"})
    kept.tail, mark.tail = mark.tail, None
    if within is not None:
        within.text = rest + space
        etree.SubElement(kept, "span", {"lang": within.get("lang") or ""}).text = word
    else:
        kept.text = word
        if before is not None:
            before.tail = rest + space
        else:
            parent.text = rest + space
    parent.replace(mark, kept)
    kept.append(mark)


def _as_div(section: "_Element") -> None:
    """A section as a `div`, its key figures and references as tables, boxes as boxes."""
    name = section.get("aria-labelledby") or ""
    section.tag = "div"
    section.attrib.clear()
    for figures in section.findall("ul") if name == "totals" else ():
        _replace(figures, _strip(figures))
    for notes in section.findall("div[@class='footnote']"):
        _replace(notes, _references(notes))
    if name in _BOXES:
        section.set("class", name)


def _strip(figures: "_Element") -> "_Element":
    """Key figures two by two, each a cell."""
    table = _table("figures")
    items = figures.findall("li")
    for start in range(0, len(items), _ACROSS):
        row = etree.SubElement(table, "tr")
        for item in items[start : start + _ACROSS]:
            cell = etree.SubElement(row, "td", {"class": "cell", "width": f"{100 // _ACROSS}%", "valign": "top"})
            _move(_unwrapped(item), cell)
            figure = cell.find("strong")
            if figure is not None:
                figure.set("class", "fig")
    if len(items) % _ACROSS:
        etree.SubElement(row, "td", {"class": "cell"})
    return table


def _data(table: "_Element") -> None:
    """A table of figures: "grid" where all of it is short, which stays a table on a narrow screen; else its short cells, such as days,
    are not broken, and on a narrow screen its cells stand one below the other.
    """
    short = [cell for cell in table.iter("td") if len(text(cell)) <= _SHORT]
    if len(short) == sum(1 for _ in table.iter("td")):
        table.set("class", "grid")
        return
    table.set("class", "data")
    for cell in short:
        cell.set("class", "short")


def _references(notes: "_Element") -> "_Element":
    """References, each with its number before it."""
    table = _table("references")
    for item in notes.iter("li"):
        name = item.get("id") or ""
        if name.startswith(_NOTE):
            number = name.removeprefix(_NOTE)
            row = etree.SubElement(table, "tr")
            mark = etree.SubElement(row, "td", {"class": "number", "valign": "top"})
            mark.text = f"[{number}]"
            cell = etree.SubElement(row, "td", {"id": f"{_REFERENCE}{number}", "class": "footnote", "valign": "top"})
            _move(item, cell)
    return table


def _boxed(quote: "_Element") -> None:
    """A quotation as tables of one cell, which have a ground and an edge in every program: one for each matter in dispute."""
    parent = quote.getparent()
    cell: _Element | None = None
    if (quote.text or "").strip():  # a template of the user's may quote without a paragraph
        lead = etree.Element("p")
        lead.text = quote.text
        quote.insert(0, lead)
    for child in list(quote):
        begins = child.tag == "p" and len(child) > 0 and child[0].tag == "strong" and not (child.text or "").strip()
        if cell is None or begins:
            box = _table("box")
            cell = etree.SubElement(etree.SubElement(box, "tr"), "td", {"class": "box-cell"})
            if parent is not None:
                parent.insert(parent.index(quote), box)
        cell.append(child)
    _take_out(quote)


def _table(name: str) -> "_Element":
    return etree.Element(
        "table", {"role": "presentation", "class": name, "width": "100%", "cellpadding": "0", "cellspacing": "0", "border": "0"}
    )


def _unwrapped(item: "_Element") -> "_Element":
    """An item of a list without the paragraph around all that is in it."""
    only = item.find("p")
    return only if only is not None and len(item) == 1 else item


def _move(source: "_Element", target: "_Element") -> None:
    target.text = source.text
    target.extend(list(source))


def _replace(old: "_Element", new: "_Element") -> None:
    new.tail = old.tail
    parent = old.getparent()
    if parent is not None:
        parent.replace(old, new)


def _take_out(element: "_Element") -> None:
    """Takes an element out and leaves what follows it."""
    parent, before = element.getparent(), element.getprevious()
    if parent is None:
        return
    if before is not None:
        before.tail = (before.tail or "") + (element.tail or "")
    else:
        parent.text = (parent.text or "") + (element.tail or "")
    parent.remove(element)


def _plain(element: "_Element") -> None:
    """An element without the names that only the page has a use for."""
    for name in ("data-at", "title", "aria-labelledby"):
        _drop(element, name)
    kept = " ".join(_known(element))
    if kept:
        element.set("class", kept)
    else:
        _drop(element, "class")
        if element.tag == "span" and not element.attrib:
            element.tag = _NOTHING
    if not (element.get("id") or "").startswith(_REFERENCE):
        _drop(element, "id")


def _drop(element: "_Element", name: str) -> None:
    if name in element.attrib:
        del element.attrib[name]


def _known(element: "_Element") -> Iterator[str]:
    yield from (name for name in (element.get("class") or "").split() if name in _KEPT or name.endswith("-cell"))
