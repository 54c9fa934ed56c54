"""Header lines, written by us: folded at 78 characters where that changes nothing, encoded where a text is not ASCII (RFC 2047).

Python's mail package folds and encodes what must stay as it is: the address in List-Unsubscribe, message ids. Here a header is a
name and its tokens; a line is folded between two tokens and nowhere else, and only words and names are ever encoded.
"""

import binascii
import re
import unicodedata
from datetime import UTC, datetime
from urllib.parse import quote

from briefing import mail_address
from briefing.mail_address import MailAddress, Unfit

WIDTH = 78  # characters, RFC 5322 §2.1.1
SUBJECT_LIMIT = 120  # characters
NAME_LIMIT = 100
_NAME_ROOM = WIDTH - len("Reply-To: ")
_WORD = 75  # characters of an encoded word, RFC 2047 §2
_BEFORE, _AFTER = "=?utf-8?", "?="
_ATOM = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+")
_SAFE = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!*+-/")  # in any place, RFC 2047 §5 (3)
_JOINERS = "\u200c\u200d"  # belong to the spelling of words in some scripts
_URI = "!#$%&'()*+,-./:;=?@[]_~"  # of ASCII what may stand in a URI, and in angle brackets without being read as their end
_IS_URI = re.compile(r"[A-Za-z0-9!#$%&'()*+,\-./:;=?@\[\]_~]*")
_HOST = re.compile(r"(https?://)([^/:?#]+)")
_IN_LOCAL = "!$'*+-._~"
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def header(name: str, *tokens: str) -> bytes:
    """A header line of tokens that are complete already, folded between them; raw UTF-8 where an address needs it (RFC 6532)."""
    lines, line = [], f"{name}:"
    for at, token in enumerate(tokens):
        # The first stands beside the name: there are readers that take an empty first line for an empty header.
        if at and len(line) + 1 + len(token) > WIDTH:
            lines.append(line)
            line = ""
        line += f" {token}" if token else ""
    return "".join(f"{one}\r\n" for one in (*lines, line)).encode()


def text_header(name: str, text: str, limit: int = SUBJECT_LIMIT) -> bytes:
    """A header that holds a text for people, such as the subject; cleaned, and cut after `limit` characters."""
    shown = cleaned(text, limit)
    words = shown.split(" ")
    room = WIDTH - len(name) - 2
    if shown.isascii() and "=?" not in shown and max(map(len, words)) <= room:
        return header(name, *words)
    return header(name, *_encoded(shown, room))


def mailbox(address: MailAddress) -> tuple[str, ...]:
    """The tokens of an address, its name before it."""
    return (*phrase(address.name), f"<{address.address}>") if cleaned(address.name, NAME_LIMIT) else (address.address,)


def phrase(text: str) -> tuple[str, ...]:
    """The tokens of a name: atoms, a quoted string, or encoded words; nothing of it can be read as an address."""
    shown = cleaned(text, NAME_LIMIT)
    words = shown.split(" ") if shown else []
    if shown.isascii() and "=?" not in shown and len(shown) <= _NAME_ROOM - 2:
        if all(_ATOM.fullmatch(word) for word in words):
            return tuple(words)
        return ('"' + re.sub(r'(["\\])', r"\\\1", shown) + '"',)
    return _encoded(shown, _NAME_ROOM)


def uri(address: str) -> str:
    """An address of the web or of mail in angle brackets, ASCII alone, one token whatever its length (RFC 2369 §2)."""
    return f"<{address if _IS_URI.fullmatch(address) else quote(_ascii_host(address).encode('utf-8', 'replace'), safe=_URI)}>"


def _ascii_host(address: str) -> str:
    """The same address of the web with its host in ASCII (IDNA), as programs expect it; as it is where that is none."""
    if not (found := _HOST.match(address)) or found[2].isascii():
        return address
    host = mail_address.parse(f"a@{found[2]}")
    return address if isinstance(host, Unfit) else f"{found[1]}{host.domain}{address[found.end() :]}"


def mailto(address: str, subject: str) -> str:
    """The address of a mail to be written, with its subject (RFC 6068 §2)."""
    local, _, domain = address.rpartition("@")
    return f"mailto:{quote(local, safe=_IN_LOCAL)}@{domain}?subject={quote(subject, safe='')}"


def date_header(at: datetime) -> bytes:
    """When a mail was due, in the zone it is handed in (RFC 5322 §3.3); in UTC where that zone is off by seconds."""
    offset = at.utcoffset()
    local = at if offset is not None and not offset.total_seconds() % 60 else at.astimezone(UTC)
    clock = f"{local.hour:02}:{local.minute:02}:{local.second:02} {local:%z}"
    return header("Date", f"{_DAYS[local.weekday()]}, {local.day:02} {_MONTHS[local.month - 1]} {local.year:04} {clock}")


def cleaned(text: str, limit: int) -> str:
    """A text in one line: breaks are spaces, what cannot be seen or turns the text around is out, at most `limit` characters."""
    kept = []
    for char in unicodedata.normalize("NFC", text):
        kind = unicodedata.category(char)
        if kind in ("Cc", "Zl", "Zp", "Zs"):
            kept.append(" ")
        elif kind == "Cs":
            kept.append("\ufffd")
        elif kind not in ("Cf", "Co") or char in _JOINERS:
            kept.append(char)
    shown = " ".join("".join(kept).split()).strip(_JOINERS + " ")
    return shown if len(shown) <= limit else shown[: limit - 1].rstrip(_JOINERS + " ") + "…"


def _encoded(text: str, room: int) -> tuple[str, ...]:
    """A text as encoded words, the first of at most `room` characters; each holds whole characters (RFC 2047 §5)."""
    in_base64 = sum(len(_in_q(char)) for char in text) > len(text.encode()) * 4 / 3
    most = min(_WORD, room) - len(_BEFORE) - len("q?") - len(_AFTER)
    words, held = [], ""
    for char in text:
        longer = held + char
        if held and (len(_in_b(longer)) if in_base64 else sum(map(len, map(_in_q, longer)))) > most:
            # Behind a space where there is one: some readers put one of their own between two encoded words.
            at = held.rfind(" ") + 1 or len(held)
            words.append(held[:at])
            longer = held[at:] + char
        held = longer
    write = _in_b if in_base64 else _in_q_whole
    return tuple(f"{_BEFORE}{'b' if in_base64 else 'q'}?{write(word)}{_AFTER}" for word in (*words, held))


def _in_q(char: str) -> str:
    return "_" if char == " " else "".join(chr(byte) if byte in _SAFE else f"={byte:02X}" for byte in char.encode())


def _in_q_whole(text: str) -> str:
    return "".join(map(_in_q, text))


def _in_b(text: str) -> str:
    return binascii.b2a_base64(text.encode(), newline=False).decode("ascii")
