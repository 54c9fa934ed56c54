"""Who wrote an HTML page: the names its JSON-LD, its meta tags or its marked byline give, each once, none of a reader's comment."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from lxml import html as markup

from briefing.language.words import squash
from briefing.stages.extract.names import house
from briefing.stages.extract.text.lines import clean

_META = (
    "author",
    "article:author",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "dcterms.creator",
    "byl",
    "cxenseparse:author",
)
_SEVERAL = re.compile(
    r"\s*[;|]\s*|\s*,\s+(?=[^\W\d_]+\.?\s+\S)|\s+(?:and|und|et|y|e|og|och|en|i|и|та|і|&)\s+(?=[^\W\d_]+\.?\s+[^\W\d_])",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"^(?:(?:written|text|posted|reported|story|words)\s+)?(?:by|von|par|por|di|av|af|door|przez|yazan|text|texte|testo|autor|autora|auteur|author|автор|текст|від)(?:\s*:\s*|\s+)(?=\S)",
    re.IGNORECASE,
)
_NO_NAME = re.compile(r"^(?:https?:|@)|@\w+\.|\d|[:!?()\[\]{}<>/\\]|^[\w-]+(?:\.[\w-]+)*\.[a-z]{2,4}$")
_MARK = re.compile(
    r"(?:^|[\s_-])(?:by-?line|authors?|autore?s?|auteurs?|forfatter|contributor)(?:$|[\s]|[_-]+(?:name|link|author|item|text|title|by))",
    re.IGNORECASE,
)
_BYLINE = re.compile(
    r"(?:By|BY|Von|Par|Por|Di|Av|Door|Autor|Автор|Текст|Від)(?:\s*:\s*|\s+)((?:[^\W\d_][\w.’'-]*\s+){1,3}[^\W\d_][\w’'-]+)(?:$|\s*[,|•·])"
)
_ELSEWHERE = re.compile(r"comment|related|recommend|sidebar|footer|teaser|promo|popular|widget", re.IGNORECASE)
_LONGEST = 80  # characters of a name
_MOST_WORDS = 5
_MOST_MARKED = 40  # elements looked at
_UNDER_HEADLINE = 60  # elements after the headline among which an unmarked byline stands


def authors_of(
    tree: markup.HtmlElement, credited: Iterable[str], meta: Mapping[str, str], publisher: str | None
) -> tuple[str, ...]:
    """The names of a page's authors, desks and agencies among them where no person is named.

    `credited` are the names of the JSON-LD. A house that signs for its staff ("Example Post") gives way to persons the page names.
    """
    listed = _names(credited)
    persons = [name for name in listed if not _is_house(name, publisher)]
    if persons:
        return _each_once(listed)
    for found in (_names(_marked(tree)), _names(meta.get(key, "") for key in _META), _names(_under_headline(tree))):
        persons = [name for name in found if not _is_house(name, publisher)]
        persons = [name for name in persons if " " in name] or persons
        if persons:
            return _each_once(persons)
        listed = listed or found
    return _each_once(listed)


def _names(texts: Iterable[str]) -> list[str]:
    found = []
    for text in texts:
        plain = _BEFORE.sub("", clean(text or ""))
        found += [name for part in _SEVERAL.split(plain) if (name := _BEFORE.sub("", part).strip(" ,.;|•·–—-")) and _may_be(name)]
    return found


def _may_be(name: str) -> bool:
    return len(name) <= _LONGEST and len(name.split()) <= _MOST_WORDS and not _NO_NAME.search(name) and any(map(str.isalpha, name))


def _is_house(name: str, publisher: str | None) -> bool:
    mine = squash(name)
    return (
        house.is_house(name)
        or house.is_desk(name)
        or bool(publisher and mine and (mine in squash(publisher) or squash(publisher) in mine))
    )


def _each_once(names: Sequence[str]) -> tuple[str, ...]:
    """The names without those that are another's with a position behind it, and without repeats in another spelling."""
    kept: dict[str, str] = {}
    for name in names:
        if not any(other != name and name.startswith(f"{other} ") and " " in other for other in names):
            kept.setdefault(squash(name), name)
    return tuple(kept.values())


def _marked(tree: markup.HtmlElement) -> Iterator[str]:
    """What the first marked byline of the page says; where it holds links or marked names, what these say."""
    elements = tree.xpath(
        "//*[@rel='author' or @itemprop='author' or contains(translate(@class, 'ABLUTHORINEY', 'abluthoriney'), 'author') or contains(translate(@class, 'BYLINE', 'byline'), 'byline')]"
    )
    first: tuple[str, str, set[markup.HtmlElement]] | None = None
    for element in islice(elements, _MOST_MARKED):
        sort = (str(element.tag), element.get("class") or "")
        named = element.get("rel") == "author" or element.get("itemprop") == "author" or _MARK.search(sort[1])
        if not named or sort[0] in ("meta", "link", "body") or _is_elsewhere(element):
            continue
        near = set(islice(element.iterancestors(), 2))
        if first and (sort != first[:2] or not near & first[2]):
            continue  # another byline: that of a card, of a comment
        inner = [clean(one.text_content()) for one in element.xpath(".//a | .//*[@itemprop='name']")]
        texts = [text for text in inner if text] or [clean(element.text_content())]
        if names := [text for text in dict.fromkeys(texts) if len(text) <= _LONGEST and _names((text,))]:
            first = first or (*sort, near)
            yield from names[:4]


def _is_elsewhere(element: markup.HtmlElement) -> bool:
    return any(
        one.tag in ("aside", "footer", "nav") or _ELSEWHERE.search(f"{one.get('class') or ''} {one.get('id') or ''}")
        for one in (element, *islice(element.iterancestors(), 6))
        if one.tag not in ("body", "html")
    )


def _under_headline(tree: markup.HtmlElement) -> Iterator[str]:
    """A line that opens with "By" and a name, close behind the headline."""
    headline = tree.find(".//h1")
    if headline is None:
        return
    for element in headline.xpath(f"following::*[position() <= {_UNDER_HEADLINE}]"):
        text = clean(element.text_content()) if element.tag in ("p", "span", "div", "address", "li", "h2", "h3", "h4") else ""
        if len(text) <= _LONGEST and (found := _BYLINE.match(text)):
            yield found[1]
            return
