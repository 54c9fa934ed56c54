"""Who asks, and how often they may: by IP address, seen through the proxies we know, within bounded memory."""

import math
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterable, Sequence
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

PER_MINUTE = 60
MOST_CALLERS = 20_000
_MINUTE = 60.0
_OWN_NET = 64  # bits of an IPv6 address that name a household: the others its machines choose as they like

Network = IPv4Network | IPv6Network


def networks(written: Iterable[str]) -> tuple[Network, ...]:
    """Addresses and networks ("10.0.0.1", "10.0.0.0/8") read; raises `ValueError` with what is wrong."""
    return tuple(ip_network(one.strip(), strict=False) for one in written if one.strip())


def caller(peer: str, forwarded: Sequence[str], proxies: Collection[Network]) -> str:
    """The IP address a request comes from, "" where it is not known.

    `forwarded` are the X-Forwarded-For headers in order; they count only where the peer is a proxy of ours, and then the last
    address in them that is none.
    """
    address = _known(peer)
    if not _within(address, proxies):
        return address
    for written in reversed(",".join(forwarded).split(",")[-20:]):
        found = _known(written)
        if not found:
            break  # what a proxy of ours did not write: who asked is not known
        address = found
        if not _within(address, proxies):
            break
    return address


class Turnstile:
    """Lets each caller through so many times in a minute, which begins with the first."""

    def __init__(self, *, per_minute: int = PER_MINUTE, most: int = MOST_CALLERS, clock: Callable[[], float]) -> None:
        self._per_minute, self._most, self._clock = per_minute, most, clock
        self._seen: OrderedDict[str, tuple[float, int]] = OrderedDict()  # by caller, those whose minute began first in front

    def wait(self, address: str) -> int:
        """0 where the caller may pass, which is counted, else after how many seconds they may."""
        now = self._clock()
        key = _household(address)
        began, count = self._seen.get(key, (now, 0))
        if now - began >= _MINUTE or key not in self._seen:
            self._seen.pop(key, None)
            began, count = now, 0
            self._forget(now)
        if count >= self._per_minute:
            return max(1, math.ceil(began + _MINUTE - now))
        self._seen[key] = (began, count + 1)
        return 0

    def __len__(self) -> int:
        return len(self._seen)

    def _forget(self, now: float) -> None:
        while self._seen:
            oldest = next(iter(self._seen))
            if len(self._seen) < self._most and now - self._seen[oldest][0] < _MINUTE:
                return
            del self._seen[oldest]


def _known(written: str) -> str:
    try:
        found = ip_address(written.strip().strip("[]"))
    except ValueError:
        return ""
    mapped = found.ipv4_mapped if isinstance(found, IPv6Address) else None
    return str(mapped or found)


def _within(address: str, proxies: Collection[Network]) -> bool:
    return bool(address) and any(ip_address(address) in network for network in proxies)


def _household(address: str) -> str:
    if ":" not in address:
        return address
    return str(ip_network(f"{address.partition('%')[0]}/{_OWN_NET}", strict=False))
