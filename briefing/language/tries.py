"""One regular expression for many words that tries each letter once, however many words begin with it."""

import re
from collections.abc import Iterable

Node = dict[str, "Node"]


def any_of(words: Iterable[str]) -> str:
    """A pattern that matches any of the words, the longest there is: "(?:t(?:en|wo))". Empty for no words."""
    root: Node = {}
    for word in words:
        node = root
        for char in word:
            node = node.setdefault(char, {})
        node[""] = {}
    return _pattern(root)


def _pattern(node: Node) -> str:
    branches = [re.escape(char) + _pattern(below) for char, below in sorted(node.items()) if char]
    if not branches:
        return ""
    joined = branches[0] if len(branches) == 1 and "" not in node else f"(?:{'|'.join(branches)})"
    return joined + "?" if "" in node else joined
