"""The pages of a WARC file: what a crawler or an archive kept of the web, each as a capture with its address and time.

Of the records, those that hold a page are read: answers with status 200, and resources. A page that cannot be read is a failure
of its own; what is no page is counted by kind. One page at a time is held.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import FileIO
from itertools import count

from briefing.edges.inputs import kinds
from briefing.edges.inputs.warc_records import Broken, Record, headers_of, records
from briefing.edges.unpack import UnpackingError, size, unpacked
from briefing.language.served import is_read, kind_served
from briefing.model import Capture, Failure

_MOST_PAGES = 10_000
_MOST_NAMED = 20  # broken records that are failures of their own; there may be as many as records
_HEADERS = 64_000
_LONGEST_ADDRESS = 2_000  # characters
_EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
_STATUS = re.compile(rb"HTTP/\d(?:\.\d)?[ \t]+(\d{3})(?!\d)")
_CHUNK = re.compile(rb"([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]{0,1000})?\r?\n")
_ADDRESS = re.compile(r"https?://[^\s\x00-\x20\x7f<>\"]+", re.IGNORECASE)
_CHARSET = re.compile(r";\s*charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)


class _NotReadError(Exception):
    """Why a record gives no page; `group` is under what it is counted, where it is not named on its own."""

    def __init__(self, reason: str, *, group: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.group = group


def pages(file: FileIO, name: str, *, now: datetime, source: str | None = None) -> Iterator[Capture | Failure]:
    """The pages of a WARC file in their order, as captures; then failures that count what of it was not read, and why.

    `name` is that of the file, `now` the time for a page that does not say when it was fetched, `source` the key of the source.
    """
    passed: dict[str, Counter[str]] = {}
    named, found = 0, 0
    for record in records(lambda most: file.read(most) or b"", longest=kinds.PAGE_LIMIT + _HEADERS):
        subject = f"{name}#{record.number}" if record.number else name
        try:
            if isinstance(record, Broken):
                raise _NotReadError(record.reason)  # noqa: TRY301
            page = _page(record, subject, now, source)
        except _NotReadError as error:
            if error.group:
                passed.setdefault(error.group, Counter())[error.reason] += 1
            elif named < _MOST_NAMED:
                named += 1
                yield Failure(stage="read", subject=subject, reason=error.reason, at=now)
            else:
                passed.setdefault("broken", Counter())[error.reason] += 1
            continue
        if page is None:
            continue
        found += 1
        if found > _MOST_PAGES:
            yield Failure(stage="read", subject=name, reason=f"holds more than {_MOST_PAGES:,} pages: the rest is not read", at=now)
            break
        yield page
    if not found and not passed and not named:
        yield Failure(stage="read", subject=name, reason="holds no page", at=now, kind="rejected")
    for group, details in passed.items():
        told = _GROUPS[group].format(n=details.total(), details=_listed(details))
        yield Failure(stage="read", subject=name, reason=told, at=now, kind="failed" if group == "broken" else "rejected")


_GROUPS = {
    "broken": "records that cannot be read either: {n} ({details})",
    "status": "answers that are no page: {n} (status {details})",
    "kind": "pages of a kind that is not read: {n} ({details})",
    "revisit": "pages that had not changed since an earlier crawl, kept there: {n}",
    "address": "records without an address of the web: {n}",
}


def _listed(details: Counter[str]) -> str:
    return ", ".join(f"{what} {times}" if times > 1 else what for what, times in details.most_common(5)) + (
        ", …" if len(details) > 5 else ""
    )


def _page(record: Record, subject: str, now: datetime, source: str | None) -> Capture | None:
    """The page a record holds; None for a record that is not meant to hold one. Raises `_NotReadError`."""
    headers = record.headers
    kind = headers.get("warc-type", "").lower()
    if kind == "revisit":
        raise _NotReadError("revisit", group="revisit")
    if kind not in ("response", "resource", "conversion"):
        return None
    address = headers.get("warc-target-uri", "").strip().removeprefix("<").removesuffix(">").strip().replace(" ", "%20")
    if address.startswith(("metadata:", "urn:", "dns:", "whois:")):
        return None  # what the crawler tells of itself
    if not _ADDRESS.fullmatch(address) or len(address) > _LONGEST_ADDRESS:
        raise _NotReadError("address", group="address")
    if record.block is None:
        if kind == "response" or is_read(_media_type(headers.get("content-type", ""))):
            raise _NotReadError(f"has {size(record.length)}, more than the {size(kinds.PAGE_LIMIT)} that are read of one page")
        raise _NotReadError(_media_type(headers.get("content-type", "")), group="kind")
    if headers.get("warc-truncated"):
        raise _NotReadError("was cut short by the crawler")
    said, body = headers.get("content-type", ""), record.block
    if kind == "response":
        said, body = _answer(record.block)
    media_type = _kind(_media_type(said), body)
    if media_type is None or address.split("?")[0].endswith("/robots.txt"):
        raise _NotReadError(_media_type(said) or "unnamed", group="kind")
    if kinds.is_empty(body):
        raise _NotReadError("is empty")
    if not kinds.is_text(body):
        raise _NotReadError("is not text")
    charset = _CHARSET.search(said)
    return Capture(
        sha256=hashlib.sha256(body).hexdigest(),
        name=address if address.isprintable() else subject,
        media_type=media_type,
        body=body,
        fetched_at=_moment(headers.get("warc-date", ""), now),
        url=address,
        charset=charset[1].lower() if charset else None,
        source=source,
    )


def _answer(block: bytes) -> tuple[str, bytes]:
    """What an HTTP answer calls its body, and the body, unpacked."""
    found = _STATUS.match(block)
    if not found:
        raise _NotReadError("holds no answer of a web server")
    if found[1] != b"200":
        raise _NotReadError(found[1].decode(), group="status")
    ends = [(at, end) for end in (b"\r\n\r\n", b"\n\n") if (at := block.find(end, 0, _HEADERS)) >= 0]
    if not ends:
        raise _NotReadError("has no end of its headers")
    at, end = min(ends)
    headers = headers_of(block[:at].split(b"\n")[1:])
    said = headers.get("content-type", "")
    if not is_read(_media_type(said)):
        return said, b""  # nothing that is read: no need to unpack it
    body = block[at + len(end) :]
    if "chunked" in headers.get("transfer-encoding", "").lower():
        body = _joined(body)
    return said, _decoded(body, headers.get("content-encoding", ""))


def _joined(body: bytes) -> bytes:
    """The chunks as one; the body as it is where it has been joined before and only the header says otherwise."""
    made, at = bytearray(), 0
    for number in count():
        found = _CHUNK.match(body, at)
        if not found:
            if number == 0:
                return body
            raise _NotReadError("is cut short: its chunks have no end")
        length = int(found[1], 16)
        if length == 0:
            break
        if found.end() + length > len(body):
            raise _NotReadError("is cut short: its last chunk is not whole")
        made += body[found.end() : found.end() + length]
        at = found.end() + length
        at += 2 if body.startswith(b"\r\n", at) else body.startswith(b"\n", at)
    return bytes(made)


def _decoded(body: bytes, encoding: str) -> bytes:
    """The body unpacked; as it is where it has been unpacked before and only the header says otherwise."""
    try:
        return b"".join(unpacked((body,), encoding, limit=kinds.PAGE_LIMIT))
    except UnpackingError as error:
        if encoding and not body.startswith(b"\x1f\x8b") and not kinds.is_empty(body) and kinds.is_text(body):
            return body
        raise _NotReadError(error.reason) from None


def _kind(said: str, body: bytes) -> str | None:
    """The media type of a page; a crawl is full of data and scraps of text that pages fetch, which are none."""
    kind = kind_served(said, body)
    if (kind == "application/json" and said != "application/feed+json") or (kind == "text/plain" and said != kind):
        return None
    return kind


def _media_type(header: str) -> str:
    said = header.partition(";")[0].strip().lower()
    return said if re.fullmatch(r"[\w.+-]+/[\w.+-]+", said, re.ASCII) and len(said) < 80 else ""


def _moment(text: str, now: datetime) -> datetime:
    """When a page was fetched; `now` where the file does not say, or says what cannot be."""
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        return now
    moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment
    return moment if _EARLIEST <= moment <= now + timedelta(days=1) else now
