"""Which of an HTML page's blocks are its article: trafilatura finds the text, what its build says is no sentence of it goes out.

Cross-heads go out as well, questions of an interview apart: a paragraph is what can be quoted as a sentence.
"""

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import islice

from lxml import etree
from lxml import html as markup

from briefing.language.words import squash
from briefing.stages.extract import phrases
from briefing.stages.extract.text.lines import Line, clean, count_words, ends_like_a_sentence, is_of_the_article, read

_BLOCKS = ("p", "quote", "item", "ab", "head", "cell")
_HOLDERS = frozenset(("quote", "item", "cell"))  # read by the blocks they hold, where they hold any
_APART = frozenset(("p", "head", "item", "list", "row", "cell", "quote", "ab"))
_MOST_BLOCKS = 5_000  # paragraphs: twenty times the longest live blog seen
_LONG = 12  # words of a block that says something of its own
_SHORT = 5  # words; what has fewer and no sentence's end is a label
_LABEL = 30  # characters before a colon
_MOST_OF_IT = 0.6  # of the JSON-LD's text: an extraction with less has lost the article
_ALL_OF_IT = 0.85  # of the extraction: a text in the JSON-LD with as much is whole, and what it lacks is no article text
_OWN = 20  # words of a paragraph amid the article that is kept although the JSON-LD lacks it: a quotation, an embedded post
_TO_THE_READER = re.compile(
    r"\b(?:you|your|yours|our|ihr|ihre[nrms]?|unser\w*|votre|vos|vous|notre|nos|vostr[aeio]|nostr[aeio]|tu[oaie]|vuestr\w+|nuestr\w+|"
    r"ваш\w*|вас|вам|наш\w*|нас|din|dine?|deres|våre?|vårt|jouw|uw|onze?|twoj\w+|nasz\w*|sizin|bizim)\b",
    re.IGNORECASE,
)
# Where to write to, and what to press: what stands under articles.
_CONTACT = re.compile(
    r"[\w.+-]+@[\w-]+\.\w{2,}|\b(?:twitter|x|facebook|instagram|t|bsky)\.(?:com|me|app)/|(?:^|\s)@\w{3,}|\bclick here\b|^\W*(?:additional )?(?:reporting|writing|editing) by\b",
    re.IGNORECASE,
)
_DOUBTFUL = ("furniture", "teaser", "biography")  # what a scrape's line of its own may be and a sentence of an article, too
_QUESTION = re.compile(r"(?:Q|F|В|П)\s?[:.]\s")  # how an interview marks what was asked
_NO_LETTER = re.compile(r"[\W_]+")
_NOTICE = 30  # words of a notice at most
_REST = 0.1  # of the text before a heading that announces other content: more behind it is the article still


@dataclass(frozen=True, kw_only=True, slots=True)
class _Block:
    text: str
    tag: str
    line: Line
    linked: bool  # all of it is one link

    @property
    def says(self) -> bool:
        return self.line.kind == "prose" and self.line.words >= _LONG


def paragraphs_of(tree: markup.HtmlElement, given: str | None, title: str | None) -> tuple[str, ...]:
    """The paragraphs of the article in a parsed page, in order, each once; () where none is found.

    `given` is the article's text as the page's JSON-LD has it: where it is the whole text, it decides what belongs to it.
    """
    blocks = tuple(_blocks(tree))
    blocks = blocks[: _end(blocks)]
    inner = [index for index, block in enumerate(blocks) if block.says]
    last = inner[-1] if inner else len(blocks)
    kept = [block.text for index, block in enumerate(blocks) if _belongs(blocks, index) and (index <= last or _may_close(block))]
    headline = squash(title or "")
    kept = [text for text in dict.fromkeys(kept) if squash(text) != headline]
    return _settled(kept, tuple(line for line in (given or "").splitlines() if line))


def _settled(kept: Sequence[str], given: Sequence[str]) -> tuple[str, ...]:
    """The page's paragraphs beside the text its JSON-LD gives: the fuller one, and of two whole ones what both have."""
    ours, theirs = _size(kept), _size(given)
    if not theirs:
        return tuple(kept)
    if ours < _MOST_OF_IT * theirs:
        return tuple(text for text in given if is_of_the_article(text)) or tuple(kept)
    whole = squash(" ".join(given))
    shared = [index for index, text in enumerate(kept) if squash(text) in whole]
    size = _size([kept[index] for index in shared])
    if size < _ALL_OF_IT * ours or size < _ALL_OF_IT * theirs:
        return tuple(kept)
    first, last = shared[0], shared[-1]
    both = set(shared)
    return tuple(text for at, text in enumerate(kept) if at in both or (first < at < last and count_words(text) >= _OWN))


def _end(blocks: Sequence[_Block]) -> int:
    """Where the article ends: at a heading that announces other content, if only a smaller part of the text stands behind it."""
    words = [block.line.words if block.says else 0 for block in blocks]
    for index, block in enumerate(blocks):
        announces = block.line.kind == "cue" or phrases.whole("cue", block.text) or phrases.whole("comments", block.text)
        if announces and block.line.words <= _SHORT and sum(words[index:]) < _REST * sum(words[:index]):
            return index
    return len(blocks)


def _may_close(block: _Block) -> bool:
    """Whether a block behind the last long paragraph can belong to it: a sentence or an item; no label, no address to write to."""
    return (block.tag == "item" or block.line.words >= _LONG or ends_like_a_sentence(block.text)) and not _CONTACT.search(
        block.text
    )


def _belongs(blocks: Sequence[_Block], index: int) -> bool:
    block = blocks[index]
    line, ends = block.line, ends_like_a_sentence(block.text)
    if block.tag == "head":
        asks = block.text.endswith("?") or _QUESTION.match(block.text)
        return bool(asks) and any(one.says for one in blocks[:index]) and index + 1 < len(blocks) and blocks[index + 1].tag == "p"
    if block.tag == "cell":
        return block.says
    if block.linked and not (ends and line.words >= _LONG and block.tag != "item" and _inside(blocks, index)):
        return False
    if line.kind == "heading":
        return block.tag == "item" or line.words >= _SHORT or ends or _amid(blocks, index)
    if line.kind == "prose":
        return not (_CONTACT.search(block.text) and line.words <= _NOTICE and not _goes_on(blocks, index))
    if line.kind in _DOUBTFUL and line.words >= _LONG and ends:
        return _inside(blocks, index) and not _TO_THE_READER.search(block.text)
    if line.kind == "credit" and block.tag == "item":
        return _inside(blocks, index)  # a list of an article has brackets at its ends; a caption is no item
    return is_of_the_article(block.text)


def _inside(blocks: Sequence[_Block], index: int) -> bool:
    """Whether the article goes on around the block: boxes that ask for something stand at its ends, or speak to the reader."""
    return any(one.says for one in blocks[:index]) and _goes_on(blocks, index)


def _amid(blocks: Sequence[_Block], index: int) -> bool:
    return any(one.line.kind == "prose" for one in blocks[max(0, index - 1) : index]) and any(
        one.line.kind == "prose" for one in blocks[index + 1 : index + 2]
    )


def _goes_on(blocks: Sequence[_Block], index: int) -> bool:
    return sum(one.says for one in blocks[index + 1 :]) >= 2


def _blocks(tree: markup.HtmlElement) -> Iterator[_Block]:
    from trafilatura import bare_extraction  # noqa: PLC0415  (a second of start-up that only HTML pages need)

    links = {mark for link in tree.iter("a") if (mark := _run_together("".join(map(str, link.itertext()))))}
    document = bare_extraction(tree, with_metadata=False, include_comments=False)
    if document is None or isinstance(document, dict) or document.body is None:
        return
    for element in islice(document.body.iter(*_BLOCKS), _MOST_BLOCKS):
        if element.tag in _HOLDERS and any(True for _ in element.iterdescendants(*_BLOCKS)):
            continue
        if any(True for _ in element.iterancestors("p", "head")):
            continue
        for text in _texts(element):
            lines = read(text)
            if lines:
                yield _Block(text=text, tag=str(element.tag), line=lines[0], linked=_is_link(text, links))


def _is_link(text: str, links: Set[str]) -> bool:
    """Whether a block is one link and nothing else, or a word or two, a colon, and a link ("See also: …")."""
    label, colon, rest = text.partition(":")
    return _run_together(text) in links or bool(colon and len(label) <= _LABEL and _run_together(rest) in links)


def _run_together(text: str) -> str:
    """The letters and digits of a text: `squash` without its care for rare signs, as a page has thousands of links."""
    return _NO_LETTER.sub("", text).casefold()


def _texts(element: etree._Element) -> Iterator[str]:
    """The text of a block; two where a line break stands behind a sentence's end."""
    open_text = ""
    for piece in _pieces(element).split("\n"):
        text = clean(" ".join(piece.split()))
        if open_text and text and ends_like_a_sentence(open_text):
            yield open_text
            open_text = text
        else:
            open_text = f"{open_text} {text}".strip()
    if open_text:
        yield open_text


def _pieces(element: etree._Element) -> str:
    parts = [element.text or ""]
    for child in element:
        inner = _pieces(child) if child.tag != "lb" else "\n"
        parts.append(f" {inner} " if child.tag in _APART else inner)
        parts.append(child.tail or "")
    return "".join(parts)


def _size(texts: Sequence[str]) -> int:
    return sum(map(count_words, texts))
