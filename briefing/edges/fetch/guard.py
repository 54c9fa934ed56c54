"""Which IP addresses are of the public internet; nothing else is fetched unless the profile says so.

What Python's `ipaddress` calls global is not enough: it lets through addresses that carry another one inside them (6to4, NAT64),
multicast, and the ranges that only protocols use. So the ranges stand here, and for IPv6 the one range that is handed out.
"""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

_INNER4 = tuple(
    (IPv4Network(network), what)
    for network, what in (
        ("0.0.0.0/8", "of this machine"),
        ("10.0.0.0/8", "private"),
        ("100.64.0.0/10", "inside a provider's network"),
        ("127.0.0.0/8", "of this machine"),
        ("169.254.0.0/16", "of the local link"),
        ("172.16.0.0/12", "private"),
        ("192.0.0.0/24", "reserved"),
        ("192.0.2.0/24", "for documentation"),
        ("192.31.196.0/24", "reserved"),
        ("192.52.193.0/24", "reserved"),
        ("192.88.99.0/24", "of a relay"),
        ("192.168.0.0/16", "private"),
        ("192.175.48.0/24", "reserved"),
        ("198.18.0.0/15", "for measurements"),
        ("198.51.100.0/24", "for documentation"),
        ("203.0.113.0/24", "for documentation"),
        ("224.0.0.0/4", "for many at once"),
        ("240.0.0.0/4", "reserved"),
    )
)
_INNER6 = tuple(
    (IPv6Network(network), what)
    for network, what in (
        ("::/127", "of this machine"),
        ("64:ff9b:1::/48", "of a translator"),
        ("100::/63", "discarded"),
        ("2001::/23", "reserved or of a tunnel"),  # Teredo and ORCHID among them
        ("2001:db8::/32", "for documentation"),
        ("2002::/16", "of a tunnel"),  # 6to4: whatever IPv4 address it holds, nobody publishes there
        ("2620:4f:8000::/48", "reserved"),
        ("3fff::/20", "for documentation"),
        ("5f00::/16", "reserved"),
        ("fc00::/7", "private"),
        ("fe80::/10", "of the local link"),
        ("fec0::/10", "private"),
        ("ff00::/8", "for many at once"),
    )
)
_HANDED_OUT = IPv6Network("2000::/3")
# An IPv4 address in the last 32 bits: mapped, compatible, translated, and behind the translator that IPv6-only networks have.
_CARRIERS = tuple(IPv6Network(network) for network in ("::ffff:0:0/96", "::/96", "::ffff:0:0:0/96", "64:ff9b::/96"))
_ISATAP = (0x00005EFE, 0x02005EFE)


def forbidden(address: str) -> str | None:
    """Why nothing may be fetched from an IP address, as a word or two ("private"); None for one of the public internet."""
    try:
        ip = ip_address(address)
    except ValueError:
        return "no IP address"
    return _inner4(ip) if isinstance(ip, IPv4Address) else _inner6(ip)


def _inner4(ip: IPv4Address) -> str | None:
    if known := next((what for network, what in _INNER4 if ip in network), None):
        return known
    return None if ip.is_global and not ip.is_multicast and not ip.is_reserved else "not public"


def _inner6(ip: IPv6Address) -> str | None:
    if ip.scope_id is not None:
        return "of the local link"
    if known := next((what for network, what in _INNER6 if ip in network), None):
        return known
    last = IPv4Address(int(ip) & 0xFFFFFFFF)
    if any(ip in network for network in _CARRIERS):
        return _inner4(last)
    if ip not in _HANDED_OUT:
        return "not public"
    if (int(ip) >> 32) & 0xFFFFFFFF in _ISATAP and (within := _inner4(last)):
        return within
    return None if ip.is_global and not ip.is_multicast and not ip.is_reserved else "not public"
