"""What a mail is made of: its headers as text, the part of it a reader would be shown, the mails inside it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.errors import MessageError
from email.header import decode_header
from email.message import Message
from email.utils import parseaddr

from briefing.language.flatten import decode, known_encoding
from briefing.stages.extract.text.lines import clean

_LONGEST_HEADER = 4_000  # characters; decoding takes time in the square of them
_MOST_PARTS = 500
_MOST_MAILS = 50  # inside one: a digest of a mailing list has thirty
_DEEPEST = 12
_WRAPPED = range(50, 100)  # characters of a line that was broken where it stood full


@dataclass(frozen=True, kw_only=True, slots=True)
class Body:
    """What a reader would be shown: HTML, or text, or the one in place of the other; "" where there is none."""

    html: str = ""
    text: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Mail:
    """One mail: its headers by lower-case name (the first of each), its body, the mails it carries as parts."""

    headers: dict[str, str] = field(repr=False)
    body: Body
    inside: "tuple[Mail, ...]" = ()

    @property
    def sender(self) -> str | None:
        """The name a mail comes from, else that of the list it was sent to, where one is given."""
        name = clean(parseaddr(self.headers.get("from", ""))[0])
        listed = clean(self.headers.get("list-id", "").partition("<")[0].strip(' "'))
        return next((one for one in (name, listed) if one and "@" not in one), None)

    @property
    def key(self) -> str | None:
        """Its Message-ID: what makes it the same mail in every mailbox."""
        found = re.search(r"<([^<>\s]{3,300})>", self.headers.get("message-id", ""))
        return f"mail:{found[1]}" if found else None


def taken_apart(body: bytes) -> Mail:
    """A mail from its bytes."""
    # compat32: the modern policy raises on one real mail in twenty.
    return _mail(message_from_bytes(body, policy=policy.compat32), 0)


def _mail(message: Message, depth: int) -> Mail:
    parts = _Parts()
    parts.add(message, depth)
    return Mail(headers=_headers(message), body=Body(html=parts.html, text="\n\n".join(parts.texts)), inside=tuple(parts.mails))


class _Parts:
    """Gathers what is shown of a mail: the first HTML part, the text parts, the mails inside; attachments are passed over."""

    def __init__(self) -> None:
        self.html = ""
        self.texts: list[str] = []
        self.mails: list[Mail] = []
        self._room = _MOST_PARTS

    def add(self, part: Message, depth: int) -> None:
        self._room -= 1
        if self._room < 0 or depth > _DEEPEST:
            return
        kind = part.get_content_type()
        if kind == "message/rfc822":
            if len(self.mails) < _MOST_MAILS:
                self.mails += [_mail(inner, depth + 1) for inner in _inner(part)]
        elif part.is_multipart():
            for inner in _inner(part):
                self.add(inner, depth + 1)
        elif kind in ("text/html", "text/plain") and not _is_attached(part):
            self._add_text(part, kind)

    def _add_text(self, part: Message, kind: str) -> None:
        text = _decoded(part)
        if not text.strip():
            return
        if kind == "text/html":
            self.html = self.html or text
        else:
            self.texts.append(_flowing(text) if _param(part, "format").lower() == "flowed" else _unwrapped(text))


def _inner(part: Message) -> Iterator[Message]:
    payload = part.get_payload()
    return (one for one in payload if isinstance(one, Message)) if isinstance(payload, list) else iter(())


def _is_attached(part: Message) -> bool:
    said = str(part.get("Content-Disposition") or "").strip().lower()
    return said.startswith("attachment") or (bool(_param(part, "name")) and not said.startswith("inline"))


def _param(part: Message, name: str) -> str:
    try:
        value = part.get_param(name)
    except (MessageError, ValueError, LookupError, TypeError, AttributeError):
        return ""
    return str(value[2] if isinstance(value, tuple) else value or "")


def _decoded(part: Message) -> str:
    payload = part.get_payload(decode=True)
    body = payload if isinstance(payload, bytes) else b""
    try:
        text = body.decode(known_encoding(_param(part, "charset")) or "utf-8")
    except UnicodeDecodeError:
        text = decode(body)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _flowing(text: str) -> str:
    """Text whose soft line breaks (RFC 3676: a line that ends with a space goes on) are taken out."""
    made: list[str] = []
    goes_on = False
    for raw in text.split("\n"):
        line = raw.removeprefix(" ")
        if goes_on and line and not line.startswith(">"):
            made[-1] += line
        else:
            made.append(line)
        goes_on = line.endswith(" ") and line != "-- "
    return "\n".join(line.rstrip() for line in made)


def _unwrapped(text: str) -> str:
    """Text whose paragraphs, where every line of one but the last is full, are each one line."""
    made: list[str] = []
    for block in re.split(r"\n[ \t]*\n", text):
        lines = block.strip("\n").split("\n")
        is_wrapped = (
            len(lines) > 1 and all(len(line.rstrip()) in _WRAPPED for line in lines[:-1]) and len(lines[-1]) < _WRAPPED.stop
        )
        made.append(" ".join(line.strip() for line in lines) if is_wrapped else "\n".join(lines))
    return "\n\n".join(made)


def _headers(message: Message) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in message.raw_items():
        if name.lower() not in found:
            found[name.lower()] = _header(str(value)[:_LONGEST_HEADER])
    return found


def _header(written: str) -> str:
    """A header as text: unfolded, bytes above ASCII as UTF-8 or what they are likeliest to be, encoded words decoded."""
    text = re.sub(r"\r?\n[ \t]?", " ", decode(written.encode("utf-8", "surrogateescape")))
    if "=?" not in text:
        return text.strip()
    try:
        pieces = decode_header(text)
    except (MessageError, ValueError):
        return text.strip()
    return "".join(_piece(*piece) for piece in pieces)[:_LONGEST_HEADER].strip()


def _piece(written: bytes | str, charset: str | None) -> str:
    if isinstance(written, str):
        return written
    if charset is None:  # what stands between encoded words
        return written.decode("raw-unicode-escape", "replace")
    return written.decode(known_encoding(charset) or "utf-8", "replace")
