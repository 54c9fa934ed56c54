"""Asking addresses over HTTP, politely and safely.

`fetcher.py` asks; `address.py` reads where to, `guard.py` and `dial.py` see that it is no place inside, `turns.py`, `manners.py`
and `rests.py` keep the peace, `exchange.py`, `stream.py` and `headers.py` speak HTTP.
"""

from briefing.edges.fetch.dial import Resolve, ask_system
from briefing.edges.fetch.fetcher import Fetcher
from briefing.edges.fetch.guard import forbidden
from briefing.edges.fetch.register import Register

__all__ = ["Fetcher", "Register", "Resolve", "ask_system", "forbidden"]
