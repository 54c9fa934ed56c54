"""Takes out what a page marks as paid for: a server may send it along and leave it to a script to hide it.

Publishers mark it for search engines (schema.org: `hasPart` with `isAccessibleForFree` false and a `cssSelector`). Who may not
read it on the screen may not read it here.
"""

import re
from collections.abc import Iterator

from lxml import html as markup

_PART = re.compile(r'\{[^{}]{0,500}?"cssSelector"[^{}]{0,500}\}')
_NOT_FREE = re.compile(r'"isAccessibleForFree"\s*:\s*"?(?:false|no)\b', re.IGNORECASE)
_SELECTORS = re.compile(r'"cssSelector"\s*:\s*(\[[^\[\]]*\]|"[^"]*")')
_ONE = re.compile(r"([a-zA-Z][a-zA-Z0-9]*)?((?:[.#][\w-]+)+)")  # an element by its classes and its id: all that is in use
_MOST = 20  # selectors of one page


def drop_paid(tree: markup.HtmlElement) -> bool:
    """Take the parts that are marked as paid for out of a page; whether there were any."""
    paid = [element for path in _paths(tree) for element in tree.xpath(path)]
    for element in paid:
        parent = element.getparent()
        if parent is not None and element.tag not in ("html", "body"):
            element.drop_tree()
    return bool(paid)


def _paths(tree: markup.HtmlElement) -> Iterator[str]:
    scripts = "\n".join(map(str, tree.xpath("//script[@type='application/ld+json']/text()")))
    written = [
        selector
        for part in _PART.findall(scripts)
        if _NOT_FREE.search(part)
        for named in _SELECTORS.findall(part)
        for text in re.findall(r'"([^"]*)"', named)
        for selector in text.split(",")
    ]
    for selector in list(dict.fromkeys(one.strip() for one in written))[:_MOST]:
        if found := _ONE.fullmatch(selector):
            marks = re.findall(r"([.#])([\w-]+)", found[2])
            tests = "".join(
                f"[@id='{name}']" if mark == "#" else f"[contains(concat(' ', normalize-space(@class), ' '), ' {name} ')]"
                for mark, name in marks
            )
            yield f"//{found[1] or '*'}{tests}"
