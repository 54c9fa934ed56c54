"""The host a page is from, as its own links tell: what they are relative to, what they ask to be shared, where most lead."""

import re
from collections import Counter
from urllib.parse import unquote

from briefing.language.outlets import by_host
from briefing.stages.extract.draft import host_of

_TARGET = re.compile(r"\]\(<?(?P<base>https?://[^\s()<>]+)(?P<inner><[^\s()]*)?")
_ALONE = re.compile(r"^[ \t]*(?:[*-][ \t]+)?(https?://[^\s()<>\]]+)[ \t]*$", re.MULTILINE)
_SHARED = re.compile(r"[?&](?:u|url|text|link|permalink)=(https?(?::|%3A)(?:/|%2F){2}[^&\s)>\"]+)", re.IGNORECASE)
# Where pages of every site link to: their channels, shops of apps, builders of newsletters, stores of pictures.
_ELSEWHERE = re.compile(
    r"(?:^|\.)(?:facebook|twitter|x|instagram|youtube|linkedin|tiktok|threads|pinterest|reddit|telegram|whatsapp|google|apple|microsoft|amazon|amazonaws"
    r"|cloudfront|akamaihd|list-manage|mailchimp|patreon|paypal|substack|spotify|soundcloud|vk|ok|flipboard|weibo|tumblr|disqus|addtoany|addthis|wikipedia|archive"
    r"|googleapis|gstatic|doubleclick|onetrust|cookiebot|outbrain|taboola|bsky|wa|t|t\.co|youtu|fb|goo|bit|buff|ow|mastodon)\.[a-z]{2,6}$|^(?:t\.me|t\.co|youtu\.be|wa\.me|bit\.ly|web\.archive\.org|archive\.ph)$"
)
_FEWEST = 4  # links to one host that say something about the page; with fewer they may be what its text cites


def own_host(raw: str) -> str | None:
    """The host the page is from, None where its links do not tell.

    A crawler writes a relative link behind the page's own address, and a share button carries it: either decides. Otherwise
    it is the host that more than half of the links lead to that lead to no channel every site has.
    """
    based: Counter[str] = Counter()
    linked: Counter[str] = Counter()
    for match in _TARGET.finditer(raw):
        if host := _host(match["base"]):
            (based if match["inner"] else linked)[host] += 1
    linked.update(host for found in _ALONE.findall(raw) if (host := _host(found)))
    if based:
        return based.most_common(1)[0][0]
    shared = Counter(host for found in _SHARED.findall(raw) if (host := _host(unquote(found))) and not _ELSEWHERE.search(host))
    if shared:
        return shared.most_common(1)[0][0]
    sites: Counter[str] = Counter()
    for host, count in linked.items():
        if not _ELSEWHERE.search(host):
            sites[_site(host)] += count
    if not sites:
        return None
    most, count = min(sites.items(), key=lambda item: (-item[1], item[0]))
    return most if count >= _FEWEST and 2 * count > sum(sites.values()) else None


def linked_hosts(raw: str) -> tuple[str, ...]:
    """The hosts the page links to that are no channel every site has, the most linked first."""
    counted = Counter(host for match in _TARGET.finditer(raw) if (host := _host(match["base"])) and not _ELSEWHERE.search(host))
    return tuple(sorted(counted, key=lambda host: (-counted[host], host)))


def mail_host(raw: str) -> str | None:
    """The one host that all mail addresses of the page belong to, where that is a site listed as an outlet's."""
    hosts = {host.casefold() for host in re.findall(r"(?<![\w.+-])[\w.+-]{1,64}@([\w-]+(?:\.[\w-]+)+)", raw)}
    return min(hosts) if len(hosts) == 1 and by_host(min(hosts)) else None


def _host(address: str) -> str | None:
    return host_of(address.rstrip(".,;")) if len(address) < 2_000 else None


def _site(host: str) -> str:
    """The host without what stands before the site's own name, where the list knows the site: "cdn.example.org" is example.org."""
    outlet = by_host(host)
    if outlet is None:
        return host
    return next((domain for domain in outlet.domains if host == domain or host.endswith(f".{domain}")), host)
