"""Publishers as outlets: which spellings, addresses and scripts of a name are one masthead, and how many there are.

"The Herald", "Herald Online", "herald.com" and a Cyrillic "Герольд" are compared by one key. Two outlets whose names differ by such
trifles alone may come out as one: a source too few is honest, a source too many is not.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from functools import cache, lru_cache
from urllib.parse import urlsplit

from briefing.language.outlets import Outlet, by_host, by_name, outlets
from briefing.language.words import fold, squash
from briefing.model import Article

UNNAMED = "unknown publisher"
_GENERIC = re.compile(r"\b(?:the|news|newspaper|online|digital|website|www|com|org|net|co|uk|ua|agency|press agency)\b|[^\w]+")
_MEDIUM = re.compile(r"(?:[ .-](?:com|online|digital|website|web|edition|newspaper|онлайн)|\.[a-z]{2,3})+$", re.IGNORECASE)
_HOST = re.compile(r"(?:https?://)?((?:[\w-]+\.)+[a-z]{2,10})(?:/\S*)?", re.IGNORECASE)
_UNDER = frozenset("co com org net gov edu ac in or ne".split())  # what stands between a name and the domain of its country
_CYRILLIC = str.maketrans(
    {
        **dict(zip("абвгґдезийіыклмнопрстуфэё", "abvggdeziiiiklmnoprstufee", strict=True)),
        "є": "ie", "ж": "zh", "ї": "i", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ю": "iu", "я": "ia", "ь": "", "ъ": "", "'": "",
    }
)  # fmt: skip


@lru_cache(maxsize=10_000)
def masthead(name: str) -> str:
    """The key by which a publisher's name is compared; never empty for a name that is not."""
    known = listed(name)
    if known:
        return _listed_keys()[known.name]
    host = _HOST.fullmatch(name.strip())
    return _plain(_own_label(host[1]) if host else name)


@lru_cache(maxsize=10_000)
def listed(name: str) -> Outlet | None:
    """The outlet of the list that goes by this name or address, with or without "Online" or ".com" behind it."""
    name = name.strip()
    host = _HOST.fullmatch(name)
    return (by_host(host[1]) if host else None) or by_name(name) or by_name(_MEDIUM.sub("", name))


def same_publisher(one: Article, other: Article) -> bool:
    """Whether two articles name their publishers, and these are one outlet."""
    return bool(one.publisher and other.publisher) and masthead(one.publisher or "") == masthead(other.publisher or "")


def publishers(articles: Iterable[Article]) -> tuple[str, ...]:
    """The outlets that published these articles, each once under the name it is best cited by, in the order of the articles.

    Articles that name no publisher are one together (`UNNAMED`): they may be one outlet's. A publisher known by nothing but its
    address is the outlet under whose name other articles stand at that address, where there is exactly one.
    """
    articles = tuple(articles)
    behind = _behind_addresses(articles)
    written: dict[str, Counter[str]] = {}
    for article in articles:
        name = article.publisher or UNNAMED
        key = masthead(name)
        written.setdefault(behind.get(key, key), Counter())[name] += 1
    return tuple(_cited(names) for names in written.values())


def _behind_addresses(articles: Iterable[Article]) -> dict[str, str]:
    """From the key of a publisher that is only an address to that of the one publisher named on pages at this address."""
    bare: dict[str, str] = {}
    named: dict[str, set[str]] = {}
    for article in articles:
        match = _HOST.fullmatch(article.publisher.strip()) if article.publisher else None
        if match and not listed(article.publisher or ""):
            bare[match[1].casefold().removeprefix("www.")] = masthead(article.publisher or "")
        elif article.publisher and (host := _host(article.url)):
            named.setdefault(host, set()).add(masthead(article.publisher))
    return {key: next(iter(named[host])) for host, key in sorted(bare.items()) if len(named.get(host, ())) == 1}


def _host(url: str | None) -> str:
    try:
        return (urlsplit(url or "").hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _cited(names: Counter[str]) -> str:
    """Of the ways a publisher is written the outlet list's, or else the most usual that is no address."""
    best = min(names, key=lambda name: (bool(_HOST.fullmatch(name)), -names[name], name))
    known = listed(best)
    return known.name if known else best


def _plain(name: str) -> str:
    folded = "".join(
        char for char in unicodedata.normalize("NFKD", fold(name).translate(_CYRILLIC)) if not unicodedata.combining(char)
    )
    key = squash(_GENERIC.sub(" ", folded)) or squash(name) or name.strip()
    return key.replace("kh", "h").replace("y", "i").replace("j", "i").replace("ii", "i")


def _own_label(host: str) -> str:
    """What a host is called by: "en.example.com.ua" and "example.org" are both "example"."""
    labels = host.casefold().split(".")
    labels = labels[:-1]
    if len(labels) > 1 and labels[-1] in _UNDER:
        labels = labels[:-1]
    return labels[-1]


@cache
def _listed_keys() -> dict[str, str]:
    """The key of each outlet listed: as of any name, but two namesakes of the list that differ in a trifle keep what tells them apart."""
    keys = {outlet.name: _plain(outlet.name) for outlet in outlets()}
    shared = Counter(keys.values())
    return {name: key if shared[key] == 1 else squash(name) for name, key in keys.items()}
