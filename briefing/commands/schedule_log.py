"""What `briefing schedule` says: a line for each event on a terminal, else a JSON object a line. No line holds an address."""

import json
import re
import threading
from collections.abc import Callable
from datetime import UTC, datetime, tzinfo
from typing import Protocol

# An address that found its way into a line after all (a server's answer that quotes it, say).
_ADDRESS = re.compile(r"[^\s<>@:;,\"'()\[\]/]+@[\w-]+(?:\.[\w-]+)+")


class Log(Protocol):
    """Whoever is told what happens."""

    def tell(self, event: str, text: str, *, profile: str = "", zone: tzinfo | None = None, **facts: object) -> None:
        """Tell of an event in a sentence; `facts` are the same for programs."""
        ...


class Lines:
    """For people: the time in the profile's zone, the profile, the sentence."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._lock = threading.Lock()

    def tell(self, event: str, text: str, *, profile: str = "", zone: tzinfo | None = None, **facts: object) -> None:  # noqa: ARG002
        at = self._clock().astimezone(zone)
        with self._lock:
            print(f"{at:%d %b %H:%M:%S}  {profile + ': ' if profile else ''}{without_addresses(text)}", flush=True)


class JsonLines:
    """For programs: an object a line with `at`, `event`, `profile`, `text` and what else is known of the event."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._lock = threading.Lock()

    def tell(self, event: str, text: str, *, profile: str = "", zone: tzinfo | None = None, **facts: object) -> None:  # noqa: ARG002
        said = {"at": iso(self._clock()), "event": event, **({"profile": profile} if profile else {}), **facts}
        said["text"] = without_addresses(text)
        with self._lock:
            print(json.dumps(said, ensure_ascii=False), flush=True)


def without_addresses(text: str) -> str:
    """A line with every mail address in it taken out."""
    return _ADDRESS.sub("(an address)", text)


def iso(moment: datetime) -> str:
    """An instant as UTC, to the second."""
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
