"""How every connection of ours is encrypted."""

import ssl


def safe_context(*protocols: str) -> ssl.SSLContext:
    """Certificates checked against the machine's authorities, names too, TLS 1.2 or later; `protocols` are offered (ALPN)."""
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    if protocols:
        context.set_alpn_protocols(list(protocols))
    return context
