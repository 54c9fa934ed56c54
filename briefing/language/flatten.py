"""The text a capture holds, in the order it stands there, for checking that a passage really stands in it.

This is no extraction: nothing is chosen, menus and captions stay. Where a text can be read in two ways (is `&lt;b&gt;` in a
feed a tag or a word about tags?) both readings are given, so that a passage is found whichever way it was taken.

Every step takes time in proportion to the length of its input, whatever the input: unclosed comments, quotation marks
and tags, nesting of any depth. Nothing here raises.
"""

import codecs
import email
import email.header
import email.message
import html
import json
import re
from email.errors import MessageError

from briefing.language.words import squash, tame

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WIDE_XML = (
    (b"<\0\0\0?\0\0\0", "utf-32-le"),
    (b"\0\0\0<\0\0\0?", "utf-32-be"),
    (b"<\0?\0", "utf-16-le"),
    (b"\0<\0?", "utf-16-be"),
)
_DECLARED = re.compile(rb"<(?:meta|\?xml)[^>]{0,500}?(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{1,40})", re.IGNORECASE)
# What a page may declare: encodings of text, none of Python's that compute (unicode_escape, idna, zlib).
_ENCODINGS = frozenset(
    """utf-8 utf-16-le utf-16-be cp1250 cp1251 cp1252 cp1253 cp1254 cp1255 cp1256 cp1257 cp1258 cp866 koi8-r koi8-u mac-cyrillic
    iso8859-1 iso8859-2 iso8859-3 iso8859-4 iso8859-5 iso8859-6 iso8859-7 iso8859-8 iso8859-9 iso8859-10 iso8859-13 iso8859-14
    iso8859-15 iso8859-16 gb2312 gbk gb18030 big5 shift_jis euc_jp iso2022_jp euc_kr cp949 ascii""".split()
)
_SAME_IN_PRACTICE = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254"}  # as browsers take them
_WESTERN = frozenset(("cp1252", "iso8859-15"))
_WIDE = re.compile(r"utf-?16", re.IGNORECASE)
_STAND_INS = re.compile("\ufffd")

_SPECIAL = re.compile(r"<(?:!--|!\[CDATA\[|[!?/A-Za-z])", re.IGNORECASE)
# To the end of a tag; ">" between quotation marks after "=" does not end it.
_TAG_REST = re.compile(r"""(?:[^>=]++|=\s*+(?:"[^"]*+"|'[^']*+')|=)*+>""")
_TAG_NAME = re.compile(r"</?\s*([A-Za-z][A-Za-z0-9:_-]*)")
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data dfn em font i ins kbd mark q rb rp rt ruby s samp small span strike strong sub sup time tt u var wbr".split()
)
_JSON_SCRIPT = re.compile(r"""\btype\s*+=\s*+["']?[a-z/+.-]{0,40}json""", re.IGNORECASE)
_META = re.compile(r"""\b(?:name|property|itemprop)\s*+=\s*+["']?[\w:.-]{0,60}(?:title|headline|description)\b""", re.IGNORECASE)
_CONTENT = re.compile(r"""\bcontent\s*+=\s*+(?:"([^"]*+)"|'([^']*+)')""", re.IGNORECASE)
_LONG_NUMBER = re.compile(r"&#[0-9]{20,}+;?")  # int() refuses very long ones
_MARKUP = re.compile(r"<[A-Za-z/!]|&[#A-Za-z]")
_JSON_STRING = re.compile(r'"((?:[^"\\]++|\\.?+)*+)(?:"|\Z)(\s*+:)?', re.DOTALL)
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|(.)|\Z)", re.DOTALL)
_LINK = re.compile(
    r"""!?\[([^\[\]]*+)\](?:\(\s*+<?(?:[^()\s<>]|\([^()\s]*+\))*+>?(?:\s++(?:"[^"\n]{0,300}"|'[^'\n]{0,300}'))?\s*+\)|\[[^\[\]\n]{0,80}\])"""
)


def decode(body: bytes, charset: str | None = None) -> str:
    """The bytes of a capture as text: by byte order mark, as UTF-8, as its server (`charset`) or it itself names it, or as what
    is likeliest. Never raises.

    Where the two names differ, one of them is a default that nobody chose: Western European, as servers and templates have
    it. The other is taken, and the server's where neither is Western.
    """
    for mark, encoding in _MARKS:
        if body.startswith(mark):
            return body[len(mark) :].decode(encoding, "replace")
    for start, encoding in _WIDE_XML:
        if body.startswith(start):
            return body.decode(encoding, "replace")
    if charset and _WIDE.match(charset) and b"\0" in body[:400]:  # else a name its server has for everything
        return body.decode("utf-16-le" if body[1:400:2].count(0) >= body[0:400:2].count(0) else "utf-16-be", "replace")
    try:
        return body.decode()
    except UnicodeDecodeError:
        pass
    likeliest = _likeliest(body)
    if likeliest == "utf-8":  # with a few broken places: nothing else reads as UTF-8 for long
        return body.decode(likeliest, "replace")
    declared = _DECLARED.search(body[:4096])
    named = [known_encoding(name) for name in (charset or "", declared[1].decode() if declared else "")]
    # It is not UTF-8, and what reads "charset" in ASCII is not UTF-16.
    candidates = [name for name in named if name and not name.startswith("utf")]
    chosen = next((name for name in candidates if name not in _WESTERN), candidates[0] if candidates else likeliest)
    return body.decode(chosen, "replace")


def flatten(body: bytes, media_type: str, charset: str | None = None) -> str:
    """The text of a capture without tags, scripts and link targets; see the top of this module. Never raises.

    `charset` is the encoding its server named, as `decode` takes it.
    """
    if media_type == "message/rfc822":
        return tame(_mail(body))
    text = decode(body, charset)
    if media_type == "text/html":
        flat = _markup(text)
    elif media_type == "application/xml":
        flat = _feed(text)
    elif media_type in ("application/json", "application/jsonl"):
        flat = _strings(text)
    else:
        flat = _plain(text)
    return tame(flat)


def holds(flattened_squashed: str, passage: str) -> bool:
    """Whether a passage stands in `squash(flatten(…))`, by its letters and digits alone; one without any never does."""
    wanted = squash(passage)
    return bool(wanted) and wanted in flattened_squashed


def known_encoding(name: str) -> str | None:
    """The codec of an encoding by any of its names, None for one that no text of ours is in."""
    try:
        found = codecs.lookup(name).name
    except (LookupError, ValueError):
        return None
    return _SAME_IN_PRACTICE.get(found, found) if found in _ENCODINGS else None


def _likeliest(body: bytes) -> str:
    """UTF-8 with a few broken places, else Cyrillic where bytes above ASCII follow one another, else Western European."""
    sample = body[:200_000]
    broken = len(_STAND_INS.findall(sample.decode("utf-8", "replace")))
    whole = len(sample.decode("utf-8", "ignore")) - len(sample.translate(None, bytes(range(128, 256))))
    if whole > broken:
        return "utf-8"
    high = re.findall(rb"[\x80-\xff]+", sample)
    in_runs = sum(len(run) for run in high if len(run) > 2)
    return "cp1251" if in_runs * 2 > sum(map(len, high)) else "cp1252"


def _plain(text: str) -> str:
    """Plain text or Markdown: without link targets and tags, then as it stands where that differs."""
    clean = _markup(_LINK.sub(r"\1", text)) if _MARKUP.search(text) or "](" in text or "][" in text else text
    return clean if clean == text else f"{clean}\n{text}"


def _feed(text: str) -> str:
    """XML: each stretch of character data, and where it holds escaped HTML, that without its tags before it."""
    return "\n".join(_both(piece) for piece in _pieces(text, xml=True))


def _strings(text: str) -> str:
    """JSON, whole or broken, one value or one a line: every string that is no key, in order."""
    return "\n".join(_both(_unescaped(match[1])) for match in _JSON_STRING.finditer(text) if not match[2])


def _both(piece: str) -> str:
    return f"{_markup(piece)}\n{piece}" if _MARKUP.search(piece) else piece


def _unescaped(string: str) -> str:
    if "\\" not in string:
        return string
    try:
        made = str(json.loads(f'"{string}"', strict=False))
    except ValueError:
        made = _ESCAPE.sub(lambda match: chr(int(match[1], 16)) if match[1] else match[2] or "", string)
    return made.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _markup(text: str) -> str:
    """HTML as text: block elements end a line, scripts and styles go, the strings of JSON scripts stay."""
    return "".join(_pieces(text, xml=False))


def _pieces(text: str, *, xml: bool) -> list[str]:
    """The stretches of text between tags, entities resolved.

    What a tag or comment that is never closed would swallow is kept as text instead: here a passage too many does no
    harm. Once a search for an end has failed it is not made again, which keeps the time in proportion to the length.
    """
    pieces: list[str] = []
    ends = _Ends(text)
    position = 0
    while special := _SPECIAL.search(text, position):
        start = special.start()
        if start > position:
            pieces.append(_resolved(text[position:start]))
        opening = special.group()
        if opening == "<!--":
            position = ends.after("-->", start + 2) or start + 4  # "<!-->" is whole
        elif opening.startswith("<!["):
            position = ends.after("]]>", start + 9) or start + 9
            if xml and position > start + 9:
                pieces.append(text[start + 9 : position - 3])
            elif not xml:
                position = start + 9
        elif (position := ends.of_tag(start + 1)) == 0:
            pieces.append("<")
            position = start + 1
        elif not xml:
            position = _element(text, start, position, ends, pieces)
    pieces.append(_resolved(text[position:]))
    return pieces


def _element(text: str, start: int, end: int, ends: "_Ends", pieces: list[str]) -> int:
    """What an HTML tag at [start, end) means for the text; the position to go on from."""
    named = _TAG_NAME.match(text, start, end)
    name = named[1].lower() if named else ""
    if name not in _INLINE:
        pieces.append("\n")
    if text[start + 1] == "/":
        return end
    if name == "meta" and _META.search(text, start, min(end, start + 2000)):
        if content := _CONTENT.search(text, start, end):
            pieces.append(_resolved(content[1] or content[2] or "") + "\n")
    elif name in ("script", "style"):
        close = ends.after(f"</{name}", end)
        if close:
            close -= len(name) + 2
            if name == "script" and _JSON_SCRIPT.search(text, start, min(end, start + 2000)):
                pieces.append(_strings(text[end:close]) + "\n")
            return close
    return end


class _Ends:
    """Finds where things end in one text, and remembers what has no end further on."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._lower: str | None = None
        self._missing: set[str] = set()
        self._quotes_match = True

    def after(self, mark: str, position: int) -> int:
        """The position after the next `mark`, in any case; 0 where there is none."""
        if mark in self._missing:
            return 0
        if self._lower is None:
            lower = self._text.lower()  # quick, but a letter may become two; then only ASCII is folded
            self._lower = lower if len(lower) == len(self._text) else self._text.translate(_LOWER)
        found = self._lower.find(mark, position)
        if found < 0:
            self._missing.add(mark)
            return 0
        return found + len(mark)

    def of_tag(self, position: int) -> int:
        """The position after the ">" of the tag that begins before `position`; 0 where there is none."""
        if self._quotes_match:
            if match := _TAG_REST.match(self._text, position):
                return match.end()
            self._quotes_match = False
        return self.after(">", position)


_LOWER = {number: number + 32 for number in range(ord("A"), ord("Z") + 1)}


def _resolved(text: str) -> str:
    if "&" not in text:
        return text
    return html.unescape(_LONG_NUMBER.sub("\ufffd", text))


def _mail(body: bytes) -> str:
    """A mail: its subject, those of the mails in it, and every part that is text."""
    try:
        message = email.message_from_bytes(body)
        pieces: list[str] = []
        for part in message.walk():
            pieces += [_header(str(value)) for name, value in part.raw_items() if name.lower() == "subject"]
            if part.get_content_maintype() == "text":
                pieces.append(_part(part))
    except (MessageError, LookupError, ValueError, TypeError, AttributeError, RecursionError):
        return _plain(decode(body))
    return "\n".join(pieces)


def _header(written: str) -> str:
    text = decode(written.encode("utf-8", "surrogateescape"))
    try:
        pieces = email.header.decode_header(text)
    except (MessageError, ValueError):
        return text
    return "".join(piece if isinstance(piece, str) else _decoded(piece, charset) for piece, charset in pieces)


def _decoded(piece: bytes, charset: str | None) -> str:
    """An encoded word, or what stands between two of them, which the library gives as Python would write it."""
    return piece.decode((known_encoding(charset) or "utf-8") if charset else "raw-unicode-escape", "replace")


def _part(part: email.message.Message) -> str:
    payload = part.get_payload(decode=True)
    body = payload if isinstance(payload, bytes) else b""
    encoding = known_encoding(str(part.get_param("charset", "")))
    try:
        text = body.decode(encoding or "utf-8")
    except UnicodeDecodeError:
        text = decode(body)
    return _markup(text) if part.get_content_subtype() == "html" else _plain(text)
