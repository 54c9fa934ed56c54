"""What a printed page says to those who cannot see it, mended where WeasyPrint 70 says too little or the wrong thing.

WeasyPrint has a hook for the finished file (`finisher`) but none for the tags, so `watched` stands around its function that makes
them. Runs in the child process that prints; needs WeasyPrint's own objects and nothing else.

What is mended, and what it was:
- header cells have a scope (none), so that a reader says them with each cell;
- words in another language are marked with it (the whole file had one language);
- a link is described by where it leads ("Example Post, “Two bridges closed”") and not by its address or "fn:12";
- running heads and page numbers are artifacts (they were text outside of the tree);
- the place of a drawing is in points from the lower left corner (it was in pixels from the upper left);
- PDF/A also says that it is PDF/UA, with the description of that word which PDF/A asks for, and lists each attachment once.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

_LONGEST_DESCRIPTION = 200  # characters
_POINTS = 0.75  # of a CSS pixel
_BLANK = b"null"
_BEGINNINGS = {"p", "h1", "h2", "h3"}
_ACCESSIBLE_TOO = b"""<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"/>\
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">\
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">\
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>\
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource"><pdfaProperty:category>internal</pdfaProperty:category>\
<pdfaProperty:description>PDF/UA version identifier</pdfaProperty:description><pdfaProperty:name>part</pdfaProperty:name>\
<pdfaProperty:valueType>Integer</pdfaProperty:valueType></rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag>\
</pdfaExtension:schemas></rdf:Description>"""


class Tags:
    """Watches the tags of one file being made, and mends the file before it is written."""

    def __init__(self, root: Any) -> None:
        """`root` is the page's tree of elements."""
        self._targets = {element.get("id"): element for element in root.iter() if element.get("id")}
        self._running: dict[int, set[int]] = defaultdict(set)  # page → marks of its running heads
        self._figures: list[tuple[Any, int]] = []  # tag, page

    def watched(self, make: Callable[..., Iterator[Any]]) -> Callable[..., Iterator[Any]]:
        """WeasyPrint's function that makes the tags of a box, with ours around it; it calls itself by the same name."""

        def around(box: Any, parent: Any, pdf: Any, page: int, nums: Any, annotations: Any, tags: Any) -> Iterator[Any]:
            box = getattr(box, "_box", box)  # what is placed absolutely is wrapped once more
            if type(box).__name__ == "MarginBox":
                self._running[page] |= {tags[inside]["mcid"] for inside in box.descendants() if inside in tags}
                first = len(pdf.objects)
                yield from make(box, parent, pdf, page, nums, annotations, tags)
                for made in pdf.objects[first:]:
                    made.clear()  # tags that hang on nothing
                return
            for made in make(box, parent, pdf, page, nums, annotations, tags):
                if box.element is not None:
                    self._mend(made, box, page)
                yield made

        return around

    def finish(self, document: Any, pdf: Any, types: dict[str, str]) -> None:
        """Mend the file: `types` are the media types of its attachments by their names."""
        root = pdf.objects[_number(pdf.catalog["StructTreeRoot"])]
        nums = pdf.objects[_number(root["ParentTree"])]["Nums"]
        for page, marks in self._running.items():
            sheet = pdf.objects[_number(pdf.page_references[page])]
            stream = pdf.objects[_number(sheet["Contents"])].stream
            for at, item in enumerate(stream):
                if isinstance(item, dict) and item.get("MCID") in marks:
                    nums[2 * page + 1][item["MCID"]] = _BLANK
                    item.clear()
                    item.update(Type="/Pagination")
                    stream[at - 1] = "/Artifact"
        for figure, page in self._figures:
            height = document.pages[page].height
            left, top, right, bottom = figure["A"]["BBox"]
            corners = (left, height - bottom, right, height - top)
            figure["A"]["BBox"][:] = [round(corner * _POINTS, 2) for corner in corners]
        self._attachments(pdf, types)

    def _mend(self, tag: Any, box: Any, page: int) -> None:
        language = box.element.get("lang") if box.element_tag == box.element.tag else None
        if language and box.element.tag not in ("html", "body"):
            tag["Lang"] = _string(language)
        if tag["S"] == "/TH":
            tag["A"]["Scope"] = "/Row" if box.element.get("scope") == "row" else "/Column"
        elif tag["S"] == "/Figure" and "A" in tag:
            self._figures.append((tag, page))
        if annotation := box.link_annotation:
            annotation["Contents"] = _string(self._described(box.element, annotation))

    def _described(self, link: Any, annotation: Any) -> str:
        """Where a link leads: what the page says of it, else how its target in the page begins, else its own words."""
        said = link.get("title") or link.get("aria-label")
        if not said and (target := self._targets.get((link.get("href") or "").removeprefix("#"))) is not None:
            beginning = next((part for part in target.iter() if part.tag in _BEGINNINGS), target)
            said = "".join(beginning.itertext())
        said = " ".join((said or "".join(link.itertext())).split()) or str(annotation["Contents"])
        return said if len(said) <= _LONGEST_DESCRIPTION else said[: said.rfind(" ", 0, _LONGEST_DESCRIPTION)] + " …"

    def _attachments(self, pdf: Any, types: dict[str, str]) -> None:
        if "OutputIntents" not in pdf.catalog:
            return
        described = pdf.objects[_number(pdf.catalog["Metadata"])]
        described.stream[0] = described.stream[0].replace(b"</rdf:RDF>", _ACCESSIBLE_TOO + b"</rdf:RDF>")
        if "AF" in pdf.catalog:
            pdf.catalog["AF"][:] = dict.fromkeys(pdf.catalog["AF"])
            for reference in pdf.catalog["AF"]:
                file = pdf.objects[_number(reference)]
                kept = pdf.objects[_number(file["EF"]["F"])]
                kept.extra["Subtype"] = "/" + types[file["UF"].string].replace("/", "#2f")


def _number(reference: bytes) -> int:
    return int(reference.split()[0])


def _string(text: str) -> Any:
    from pydyf import String  # type: ignore[import-untyped] # noqa: PLC0415 - WeasyPrint's own, loaded in the child alone

    return String(text)
