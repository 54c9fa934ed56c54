"""What a mail server said, made fit to be kept: short, one line, without anybody's address."""

import re

_LONGEST = 500  # characters of a text that is kept
_STATUS = re.compile(r"([245])\.\d{1,3}\.\d{1,3}(?=\s|$)")  # RFC 3463, at the start of a reply (RFC 2034)
_STEERING = re.compile(r"[\x00-\x20\x7f-\xa0\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]+")
# With "@", and as return paths and links write it.
_ADDRESS = re.compile(r"[^\s<>()\[\]\"',;:]+(?:@|%40|=40)[^\s<>()\[\]\"',;:]+", re.IGNORECASE)
_HIDDEN = "<address>"


def status_of(code: int, text: bytes) -> str:
    """The enhanced status code at the start of a reply; "" where there is none, or one of another class than the reply's code."""
    found = _STATUS.match(text[:20].decode("ascii", "replace"))
    return found[0] if found and found[1] == str(code)[0] else ""


def plain(text: bytes, *hidden: str) -> str:
    """The text of a reply on one line, at most 500 characters, with no address in it and none of the words in `hidden`."""
    told = _STEERING.sub(" ", text[: 8 * _LONGEST].decode("utf-8", "replace")).strip()
    told = _ADDRESS.sub(_HIDDEN, told)
    for word in hidden:
        told = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", _HIDDEN, told, flags=re.IGNORECASE) if len(word) > 2 else told
    return told[:_LONGEST]
