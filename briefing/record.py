"""`briefing.json`: the whole briefing as data, written and read back."""

from typing import Any

import msgspec

from briefing.errors import UsageError
from briefing.model import Briefing


def write(briefing: Briefing) -> bytes:
    """The briefing as indented JSON: keys in the order of the model, times in ISO 8601, every passage with its address.

    Only lone surrogates, which no JSON can hold, do not come back from `read` as they were: they become U+FFFD.
    """
    try:
        compact = msgspec.json.encode(briefing)
    except UnicodeEncodeError:
        compact = msgspec.json.encode(_without_surrogates(msgspec.to_builtins(briefing)))
    return msgspec.json.format(compact, indent=2) + b"\n"


def read(data: bytes) -> Briefing:
    """The briefing that `write` wrote. Raises `UsageError` where `data` is something else."""
    try:
        return msgspec.json.decode(data, type=Briefing)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"this is not the JSON of an edition: {error}") from None


def _without_surrogates(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, dict):
        return {key: _without_surrogates(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_without_surrogates(inner) for inner in value]
    return value
