"""Templates that were compiled once, kept: a mail fills the same ones for every group of readers, and compiling takes the most time."""

from functools import cache
from types import CodeType

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket


class _Compiled(BytecodeCache):
    """The code of templates by name, each for the text it was made of; a text that changed takes the place of the one before."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[str, CodeType]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Put the code into a bucket, if it is that of the same text."""
        checksum, code = self._known.get(bucket.key, ("", None))
        if checksum == bucket.checksum:
            bucket.code = code

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        if bucket.code is not None:
            self._known[bucket.key] = (bucket.checksum, bucket.code)


@cache
def compiled(language: str, *, for_page: bool) -> BytecodeCache:  # noqa: ARG001 - what they are tells one cache from another
    """What was compiled for one language and one way of escaping: what filters make of constants is in the code."""
    return _Compiled()
