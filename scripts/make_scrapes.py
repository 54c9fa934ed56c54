"""Make text scrapes from HTML pages whose article is known: what `scripts/train_lines.py` learns from.

    python -m pip install inscriptis html2text resiliparse lxml    (and lynx, where it is to be had)
    python scripts/make_scrapes.py --data FOLDER --out scrapes.jsonl.gz

FOLDER holds html_extraction.tar.gz (the article-extraction benchmark), readability_pages.tar.gz (Mozilla Readability's test
pages) and publisher_pages.tar.gz (pages with what a reviewed parser of their publisher returns). Runs by hand, never at run
time. Each page is rendered by the ways people scrape: text nodes alone, with and without what follows a link, browsers'
and converters' renderings, Markdown with and without links, and Markdown cut down by a density filter as crawlers do.
A row of the output is one page: its set, name, publisher's host, body, what of it is optional, its cross-heads, and its renderings.
"""

import argparse
import gzip
import json
import math
import re
import shutil
import subprocess
import tarfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import html2text
from inscriptis import get_text
from inscriptis.model.config import ParserConfig
from lxml import etree
from lxml import html as markup
from resiliparse.extract.html2text import extract_plain_text

LARGEST = 3_000_000  # characters of HTML
HIDDEN = ("script", "style", "noscript", "template", "svg", "iframe")
TWO_PART = ("co", "com", "org", "net", "gov", "ac", "or", "ne", "edu")
# What a density filter weighs an element by, and from which weight on it stays.
TAG_WEIGHT = {
    "p": 1.0,
    "article": 1.5,
    "section": 1.0,
    "span": 0.3,
    "h1": 1.2,
    "h2": 1.1,
    "h3": 1.0,
    "h4": 0.9,
    "h5": 0.8,
    "h6": 0.7,
}
LEAST_WEIGHT = 0.48
SKIPPED = ("nav", "footer", "header", "aside", "form")


def main() -> None:
    """Render every page of the three sets and write them in the order of their names."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    with gzip.open(options.out, "wt", encoding="utf-8") as out:
        for page in (*benchmark(options.data), *readability(options.data), *publishers(options.data)):
            source = page.pop("source")
            if len(source) <= LARGEST:
                page["ways"] = rendered(source)
                out.write(json.dumps(page, ensure_ascii=False) + "\n")


def rendered(source: str) -> dict[str, str]:
    """The page as text in every way that does not fail on it."""
    found = {}
    for name, render in WAYS.items():
        try:
            found[name] = render(source)
        except (
            etree.LxmlError,
            ValueError,
            AssertionError,
            IndexError,
            TypeError,
            RecursionError,
            subprocess.TimeoutExpired,
        ) as error:
            print(f"{name}: {type(error).__name__}: {error}"[:120])
    return found


def benchmark(data: Path) -> Iterator[dict[str, Any]]:
    files = members(data / "html_extraction.tar.gz")
    truth = json.loads(files["html_extraction/ground-truth.json"])
    for name, row in sorted(truth.items()):
        source = gzip.decompress(files[f"html_extraction/html/{name}.html.gz"]).decode("utf-8", "replace")
        body = row["articleBody"].split("\n")
        yield {"set": "benchmark", "page": name, "host": host_label(row["url"]), "versions": [[body, [], []]], "source": source}


def readability(data: Path) -> Iterator[dict[str, Any]]:
    files = members(data / "readability_pages.tar.gz")
    for path in sorted(name for name in files if name.endswith("/source.html")):
        folder = path.rsplit("/", 1)[0]
        source = files[path].decode("utf-8", "replace")
        meta = json.loads(files[f"{folder}/expected-metadata.json"])
        tree = markup.fromstring(files[f"{folder}/expected.html"].decode("utf-8", "replace") or "<p></p>")
        optional, heads = [meta.get("title") or ""], []
        for element in list(tree.iter("figcaption", "h1", "h2", "h3", "h4", "h5", "h6", "pre")):
            (heads if str(element.tag).startswith("h") else optional).append(element.text_content())
            if element.tag == "figcaption" and element.getparent() is not None:
                element.drop_tree()
        body = get_text(etree.tostring(tree, encoding="unicode")).split("\n")
        name = folder.rsplit("/", 1)[1]
        host = own_host(source) or re.sub(r"-?\d+$", "", name)
        yield {"set": "readability", "page": name, "host": host, "versions": [[body, optional, heads]], "source": source}


def publishers(data: Path) -> Iterator[dict[str, Any]]:
    files = members(data / "publisher_pages.tar.gz")
    for path in sorted(name for name in files if name.endswith(".html.gz")):
        name = path.removeprefix("publisher_pages/").removesuffix(".html.gz")
        publisher = re.sub(r"_\d{4}_\d\d_\d\d$", "", path.removesuffix(".html.gz"))
        source = gzip.decompress(files[path]).decode("utf-8", "replace")
        versions = []
        for row in json.loads(files[f"{publisher}.json"]).values():
            if body := row.get("body"):
                text = [one for section in body["sections"] for one in section["paragraphs"]]
                heads = [one for section in body["sections"] for one in section["headline"]]
                versions.append([text, [*body["summary"], row.get("title") or ""], heads])
        host = own_host(source) or publisher.rsplit("/", 1)[1].casefold()
        yield {"set": "publishers", "page": name, "host": host, "versions": versions, "source": source}


def members(archive: Path) -> dict[str, bytes]:
    with tarfile.open(archive) as tar:
        return {one.name: file.read() for one in tar if one.isfile() and (file := tar.extractfile(one))}


def own_host(source: str) -> str | None:
    """The host a page names as its own, without its endings: what pages of one publisher have in common."""
    for tag in re.findall(r"<(?:link|meta)\b[^>]{0,2000}>", source[:300_000], re.IGNORECASE):
        if re.search(r"rel=[\"']?canonical|property=[\"']?og:url", tag, re.IGNORECASE):
            address = re.search(r"(?:href|content)=[\"']?(https?://[^\"'\s>]+)", tag, re.IGNORECASE)
            if address:
                return host_label(address[1])
    return None


def host_label(url: str) -> str:
    parts = re.sub(r"^https?://", "", url).split("/")[0].split(":")[0].lower().split(".")
    if len(parts) > 1:
        parts.pop()
    while len(parts) > 1 and parts[-1] in TWO_PART:
        parts.pop()
    return parts[-1]


def parsed(source: str) -> Any:
    return markup.document_fromstring(source.encode("utf-8", "replace"), parser=markup.HTMLParser(encoding="utf-8"))


def cut_at_links(source: str) -> str:
    """Every element's first text: what follows a link or a bold word is lost."""
    elements = (one for one in parsed(source).iter() if isinstance(one.tag, str) and one.tag not in ("script", "style"))
    return "\n".join(one.text.strip() for one in elements if one.text and one.text.strip())


def text_nodes(source: str) -> str:
    """Every text of the page on lines of its own."""
    return "\n".join(text.strip() for text in bare(source).itertext() if text.strip())


def bare(source: str) -> Any:
    tree = parsed(source)
    for element in list(tree.iter(*HIDDEN, etree.Comment, etree.ProcessingInstruction)):
        if element.getparent() is not None:
            element.drop_tree()
    return tree


def plain_attributes(source: str) -> Any:
    tree = bare(source)
    for element in tree.iter():
        for name in set(element.attrib) - {"href", "src", "alt", "title"}:
            del element.attrib[name]
    body = tree.find("body")
    return tree if body is None else body


def markdown(source: str, *, links: bool, images: bool = False, tight: bool = False) -> str:
    writer = html2text.HTML2Text(baseurl="https://example.org/")
    writer.body_width = 0
    writer.ignore_links = not links
    writer.ignore_images = not images
    writer.single_line_break = tight
    return writer.handle(source)


def filtered(source: str, *, fewest: int = 0) -> str:
    """Markdown of the elements that are dense enough in text: a crawler's filtered page."""
    body = plain_attributes(source)
    for element in list(body.iter(*SKIPPED)):
        if element.getparent() is not None:
            element.drop_tree()
    prune(body, fewest)
    return markdown(markup.tostring(body, encoding="unicode"), links=True, tight=True)


def prune(element: Any, fewest: int) -> None:
    for child in list(element):
        if not isinstance(child.tag, str):
            continue
        if weight(child, fewest) < LEAST_WEIGHT:
            child.drop_tree()
        else:
            prune(child, fewest)


def weight(element: Any, fewest: int) -> float:
    texts = [text.strip() for text in element.itertext()]
    length = sum(map(len, texts))
    if fewest and " ".join(texts).count(" ") + 1 < fewest:
        return -1.0
    inner = len(markup.tostring(element, encoding="unicode", with_tail=False)) - len(element.tag) * 2 - 5
    links = sum(len((one.text or "").strip()) for one in element.findall("a") if not len(one))
    density = length / inner if inner > 0 else 0.0
    free = 1 - (links / length if length else 0.0)
    return 0.4 * density + 0.2 * free + 0.2 * TAG_WEIGHT.get(element.tag, 0.5) + 0.1 * math.log(length + 1)


def browsed(source: str) -> str:
    lynx = shutil.which("lynx")
    if not lynx:
        raise ValueError("lynx is not installed")
    command = [lynx, "-dump", "-nolist", "-stdin", "-width=1000", "-assume_charset=utf-8", "-display_charset=utf-8"]
    run = subprocess.run(command, input=source.encode("utf-8", "replace"), capture_output=True, timeout=20, check=False)
    return run.stdout.decode("utf-8", "replace")


WAYS: dict[str, Callable[[str], str]] = {
    "cut at links": cut_at_links,
    "text nodes": text_nodes,
    "filtered": filtered,
    "filtered 5": lambda source: filtered(source, fewest=5),
    "whole": lambda source: markdown(
        markup.tostring(plain_attributes(source), encoding="unicode"), links=True, images=True, tight=True
    ),
    "inscriptis": get_text,
    "inscriptis links": lambda source: get_text(source, ParserConfig(display_links=True)),
    "resiliparse": lambda source: extract_plain_text(source, main_content=False, links=False, alt_texts=False),
    "lynx": browsed,
    "html2text": lambda source: markdown(source, links=False),
    "html2text links": lambda source: markdown(source, links=True, images=True),
}

if __name__ == "__main__":
    main()
