"""The lines of a text scrape, each with what it is: the reading that everything else about raw text rests on.

A scrape has no markup left, so a line is known by its own build (does it end like a sentence, is it a date, does it
carry a credit) and by the words that every site's furniture is made of. Nothing here knows a publisher or a page.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from briefing.language import dates

LineKind = Literal[
    "blank", "prose", "heading", "stamp", "published", "byline", "url", "credit", "furniture", "cue", "biography", "teaser", "cut"
]


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One line: its number in the file (from 1), its text with marks and links taken off, what it is and why."""

    number: int
    text: str
    kind: LineKind
    why: str = ""
    touches: bool = False  # no blank line between it and the line before
    bullet: bool = False
    indent: int = 0  # spaces before it
    marked: bool = False  # a heading by its Markdown mark
    linked: float = 0.0  # share of its characters that were link text

    @property
    def words(self) -> int:
        """How many words it has; in a script that writes none apart, two signs count as one."""
        return count_words(self.text)


_LINK = re.compile(r"!?\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\((?:<[^>]*>|[^()\s]*(?:\([^()]*\)[^()\s]*)*)(?:\s+\"[^\"]*\")?\)")
# Emphasis holds no mark of its own kind: a search for the closing one then never runs further than to the next.
_STRONG = re.compile(r"(?<![\w_])__(?=\S)([^_]{1,1000})(?<=\S)__(?![\w_])")
_EMPHASIS = re.compile(r"(?<![\w*])([*_])(?=\S)([^*_]{1,1000})(?<=\S)\1(?![\w*])")
_URL = re.compile(r"(?:https?://|www\.)\S+")
_MOST_LINES = 10_000  # a hundred times an article's; what has more is no page, and would cost seconds
_SIGNS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_SPACES = re.compile(r"[\s\u200b\ufeff]+")

# A credit: who made the picture. Agencies are named as wires, not as publishers of the page.
_CREDIT_MARK = re.compile(
    r"(?:\b(?:image|photo|photograph|picture|foto|bild|crédit|credit|image source|photo credit|illustration|graphic|фото)\s*(?:credit|source|by)?\s*:\s*\S)"
    r"|(?:^|[\s.\w])(?:©|\(c\))\s*\S|\bcopyright\b|\bgetty images\b|\bpicture alliance\b|\bAP photo\b|\bvia (?:AP|AFP|Reuters)\b"
    r"|/(?:AFP|AP|Reuters|REUTERS|EPA|TASS|Anadolu|Getty|Shutterstock|Handout|Pool|IMAGO)\b|\b(?:file|handout|illustrative|archive) (?:photo|image|picture)\b",
    re.IGNORECASE,
)
_CREDIT_TAIL = re.compile(r"[(\[](?:[^()\[\]]*/\s*)?[A-ZА-ЯІЇЄҐ][\w.&’'-]*(?:[\s/-]+[A-ZА-ЯІЇЄҐ][\w.&’'-]*){0,5}[)\]]\s*$")

# Words a line of furniture is made of; the whole line has to fit.
_FURNITURE = re.compile(
    r"""(?:\d+\.\s*)?(?:skip\s+(?:to|next|past|over|navigation|content|section|ad\w*)\b.{0,120}|edit\s+post|avatar|close(?:\s+(?:button|menu))?|menu|search|home|log\s?in|sign\s?in|register|share|print|save|listen|play|video|audio
    |photos?|gallery|x|\W+|\(current\)|current|loading\W*|advertis(?:e)?ment|ad|sponsored|promoted|jump\s+to|previous|next|back\s+to\s+top|table\s+of\s+contents
    |.{0,40}\b\d+\s*min(?:ute)?s?\s+read\b.{0,20}|copy\b.{0,60}\b(?:link|clipboard).{0,40}|\d+\s+(?:comments?|shares?|views)
    |facebook|twitter|whatsapp|telegram|linkedin|instagram|youtube|e-?mail|(?:share|follow)\s+.{0,60}|\*?\s*indicates\s+required
    |!?--.*--?>?|.*\bgtag\b.*|item\s+\d+\s+of\s+\d+.*|\[\d+/\d+\].*|opens?\s+(?:in\s+)?new\s+(?:tab|window)|add\s+.{0,40}\bgoogle\b.{0,40}
    |enable\s+notifications?|get\s+the\s+app|breaking(?:\s+news)?|live(?:\s+(?:blog|updates))?|exclusive|opinion|analysis|world|europe|politics|edition|language|subscribe(?:\s+now)?)""",
    re.IGNORECASE | re.VERBOSE,
)
_CONSENT = re.compile(
    r"\bcookies?\b|\bprivacy (?:policy|settings|choices)\b|\bterms (?:of (?:use|service)|and conditions)\b|\bconsent\b.{0,80}\b(?:data|partners|processing)\b|\bpersonal data\b.{0,80}\bpartners\b"
    r"|\bour partners (?:store|use|process|do)\b|\bbased on your consent\b|\bgeolocation data\b|\bpersonali[sz]ed (?:ads|advertising|content)\b",
    re.IGNORECASE,
)
_SIGN_UP = re.compile(
    r"\bsign up\b|\bsubscri(?:be|bed|bers?|ption)\b|\bnewsletters?\b|\b(?:your|an?|the) (?:e-?mail|inbox|mailbox)\b|\bconfirmation e-?mail\b|\be-?mail address\b|\bbecome a (?:member|patron|subscriber)\b|\bsupport (?:us|our (?:work|journalism))\b"
    r"|\bdonat(?:e|ion)s?\b.{0,40}\b(?:us|our|now|today)\b|\bindependent journalism\b|\balready (?:a )?(?:member|subscriber)\b|\bfree (?:account|trial)\b|\bget (?:instant )?alerts\b"
    r"|\bfollow (?:us|\w+ on)\b|\bdownload (?:our|the) app\b|\ball rights reserved\b|\bad(?:s|vertising)? (?:blocker|revenue)\b|\bthank you for (?:signing|subscribing|reading)\b|\bto (?:suggest|report) an? (?:correction|error|typo)\b",
    re.IGNORECASE,
)
# A note about the page or its author, not the news: it opens with what it is.
_NOTE = re.compile(
    r"(?:an? )?(?:editor|writer|author|publisher)(?:['’]?s['’]?)?\s+note\s*[:.–—-]|(?:view|read|see) more (?:opinions?|commentary|columns?)\b",
    re.IGNORECASE,
)
# What a picture gallery writes on each of its pictures.
_GALLERY = re.compile(
    r"\b(?:hide|show|view|toggle) captions?\b|^photos?:\s|\b\d{1,3} of \d{1,3}$|\b(?:is|are|was|were) pictured\b|\bin (?:this|an undated) (?:(?:file|handout|undated|aerial|pool|still|satellite|screen) ?)*(?:photo\w*|image|picture|grab)\b",
    re.IGNORECASE,
)
# A place and who reports, cut off from the sentence they open.
_DATELINE_ALONE = re.compile(r"[^.!?]{1,60}\s[–—-]$")
# After one of these the page turns to something else: other stories, the author, the shop.
_CUE = re.compile(
    r"(?:read\s+(?:more|also|next)|see\s+also|(?:you\s+)?(?:might|may)\s+also\s+(?:like|be\s+interested.*)|related(?:\s+(?:articles?|news|stories|topics|posts?|content|coverage|links))?"
    r"|more\s+(?:news|stories|from|on|about|in|to\s+explore)\b.{0,50}|(?:most|best)\s+(?:read|popular|viewed|shared|commented).{0,20}|popular(?:\s+\w+)?|trending(?:\s+\w+)?|recommended(?:\s+.{0,30})?|editors?['’]s?\s+(?:picks?|choice)"
    r"|(?:latest|top)\s+(?:news|stories|headlines|articles)(?:\s+\w+)?|news\s*feed|show\s+more|load\s+more|view\s+all|see\s+all|leave\s+a\s+(?:comment|reply)|comments?(?:\s*\(\d+\))?|join\s+the\s+(?:conversation|discussion)"
    r"|about\s+the\s+authors?|share\s+this(?:\s+\w+)?.{0,20}|tags?:?|topics?:?|keywords:?|in\s+this\s+(?:story|article|series)|contact\s+us|about\s+us|corporate|next\s+article|previous\s+article|explore\s+more|further\s+reading|footnotes?|sources|references)",
    re.IGNORECASE,
)
_BIOGRAPHY = re.compile(
    r"^(?!(?:The|A|An|In|On|At|As|But|And|If|It|This|That|Our|For|While|When|There)\s)(?:[A-ZА-ЯІЇЄҐ][\w.’'-]+\s+){1,4}(?:is|was|has been|works|joined|covers|reports|writes)\b.{0,90}\b(?:reporter|editor|correspondent|journalist|writer|columnist|contributor|fellow|producer|freelance\w*|bureau chief|author of|desk|staff)\b"
    r"|\b(?:she|he|they) (?:previously|formerly|has (?:previously )?(?:worked|written|reported)|holds an?)\b.{0,60}\b(?:worked|degree|reporter|editor|university|written)\b"
    r"|^(?:reporting|writing|editing|additional reporting|compiled|edited) by\b",
)
_TEASER = re.compile(
    r"\b(?:read|watch|listen to|click|see|hear)\s+(?:more|the\s+full|our|also|on)\b.{0,50}$|\bread (?:more|the (?:full )?(?:story|report|article))\b|^(?:read|watch|listen|see)(?: also| more)?\s*:|^also read\b",
    re.IGNORECASE,
)
_BY = re.compile(r"^(?i:by|written by|text by|author:?|від|автор:?)(?:\s+|$)(?=$|[\"“]?[A-ZА-ЯІЇЄҐ])")
_PUBLISHED_WORD = re.compile(
    r"\b(?:published|posted|issued|updated?|last updated|modified|first published|date|опубліковано|оновлено|опубликовано|обновлено)\b",
    re.IGNORECASE,
)
_AGO = re.compile(r"\b\d+\s*(?:min(?:ute)?s?|h(?:ou)?rs?|days?|h|m|d)\s+ago\b", re.IGNORECASE)
_NOT_THE_ARTICLE = frozenset(("furniture", "credit", "cue", "teaser", "url", "stamp", "published", "byline", "biography"))
_ENDS = re.compile(r"[。！？][」』）]*$|[.!?…][\"'”’»)\]]*(?:\[\d+\])*$|[.!?,…][\"”»]$|[”\"»]\)?$")
_ZONE = r"(?:\s*\(?(?:[A-Z]{2,5}|UTC[+-]?\d*|GMT[+-]?\d*)\)?)?"


def read(text: str) -> tuple[Line, ...]:
    """Every line of `text` that is not blank (the first `_MOST_LINES`), classified by its own build alone."""
    found: list[Line] = []
    blank = True
    for number, raw in enumerate(text.split("\n"), 1):
        line = _line(number, raw, touches=not blank)
        blank = line is None
        if line:
            found.append(line)
            if len(found) == _MOST_LINES:
                break
    return tuple(found)


def _line(number: int, raw: str, *, touches: bool) -> Line | None:
    text = raw.strip()
    bullet = bool(re.match(r"[*•·–-]\s+\S", text))
    text = re.sub(r"^[*•·–-]\s+", "", text)
    marked = bool(re.match(r"#{1,6}\s+\S", text))
    text = re.sub(r"^#{1,6}\s+", "", text)
    text = re.sub(r"^>\s+", "", text)
    link_letters = 0
    if "](" in text:
        link_letters = sum(len(match.group(1)) for match in _LINK.finditer(text))
        text = _LINK.sub(lambda match: "" if match.group().startswith("!") else match.group(1), text)
    if "*" in text or "_" in text:
        text = re.sub(r"(?<=\w)\*{4,}(?=\w)", " ", text).replace("**", "")
        text = _EMPHASIS.sub(r"\2", _STRONG.sub(r"\1", text))
    text = clean(text)
    if not text:
        return None
    line = Line(
        number=number,
        text=text,
        kind="cut",
        touches=touches,
        bullet=bullet,
        indent=len(raw) - len(raw.lstrip(" \t")),
        marked=marked,
        linked=min(1.0, link_letters / len(text)),
    )
    kind, why = _kind(line)
    return replace(line, kind=kind, why=why)


def count_words(text: str) -> int:
    """The words of a text; of Chinese and Japanese, which put no spaces between them, half as many as there are signs."""
    return len(text.split()) + (0 if text.isascii() else len(_SIGNS.findall(text)) // 2)


def clean(text: str) -> str:
    """Composed letters, one kind of space, no invisible or control characters."""
    text = unicodedata.normalize("NFC", _SPACES.sub(" ", text)).strip()
    if text.isprintable():
        return text
    return "".join(char for char in text if char == " " or unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co")).strip()


def is_of_the_article(text: str) -> bool:
    """True where a paragraph that a parser took for the article's is not, by its build, furniture, a caption or a teaser in capitals."""
    lines = read(text)
    return bool(lines) and lines[0].kind not in _NOT_THE_ARTICLE and not (lines[0].words > 3 and _shouts(lines[0].text))


def _shouts(text: str) -> bool:
    """In capitals throughout, in a script that has them: the way pages set a link to another story."""
    letters = [char for char in text if char.isalpha()]
    return text.isupper() and sum(map(str.isupper, letters)) > 0.9 * len(letters)


def ends_like_a_sentence(text: str) -> bool:
    """True where the text closes with the marks a sentence closes with."""
    return bool(_ENDS.search(text))


def _kind(line: Line) -> tuple[LineKind, str]:
    """The first rule that fits decides; a line that none fits is a heading."""
    sentence = ends_like_a_sentence(line.text) and line.words >= 4
    return next(((kind, why) for kind, why, fits in _RULES if fits(line, sentence)), ("heading", "short, no sentence"))


_RULES: tuple[tuple[LineKind, str, Callable[[Line, bool], bool]], ...] = (
    ("url", "an address alone", lambda line, _: bool(_URL.fullmatch(line.text))),
    ("furniture", "page furniture", lambda line, _: bool(_FURNITURE.fullmatch(line.text))),
    ("cue", "announces other content", lambda line, _: bool(_CUE.fullmatch(line.text))),
    (
        "furniture",
        "consent or privacy text",
        lambda line, _: line.words <= 90 and bool(_CONSENT.search(line.text)) and not _quotes(line.text),
    ),
    ("stamp", "a date or time alone", lambda line, _: is_stamp(line.text)),
    (
        "published",
        "publication line",
        lambda line, sentence: (
            line.words <= 30 and not sentence and bool(_PUBLISHED_WORD.search(line.text) and dates.written(line.text))
        ),
    ),
    ("byline", "byline", lambda line, sentence: line.words <= 30 and not sentence and bool(_BY.match(line.text))),
    ("biography", "about an author", lambda line, _: bool(_BIOGRAPHY.search(line.text))),
    ("credit", "carries a picture credit", lambda line, sentence: line.words <= 60 and _is_credit(line.text, sentence=sentence)),
    (
        "furniture",
        "asks to subscribe or give",
        lambda line, _: line.words <= 45 and bool(_SIGN_UP.search(line.text)) and not _quotes(line.text),
    ),
    ("furniture", "a note by the page about itself", lambda line, _: line.words <= 90 and bool(_NOTE.match(line.text))),
    (
        "credit",
        "a gallery's caption",
        lambda line, _: line.words <= 100 and _is_gallery(line.text),
    ),
    ("furniture", "a dateline alone", lambda line, _: line.words <= 8 and bool(_DATELINE_ALONE.fullmatch(line.text))),
    ("teaser", "points to another story", lambda line, _: line.words <= 60 and bool(_TEASER.search(line.text))),
    ("teaser", "is one link", lambda line, sentence: line.linked > 0.8 and line.words <= 25 and not sentence),
    ("prose", "reads as sentences", lambda line, sentence: sentence or _reads_on(line)),
)


def _reads_on(line: Line) -> bool:
    """Long enough and mostly small words: a sentence whose end the scraper lost, or one that announces a list."""
    return _reads(line.text) and (line.words >= 18 or (line.words >= 8 and line.text.endswith(":")))


def is_stamp(text: str) -> bool:
    """True where the line is nothing but a date, a time, or both ("January 23, 2024", "12:59 AM GMT", "2 hours ago")."""
    if len(text) > 60:
        return False
    rest = _AGO.sub("", text)
    spans = [(found.start, found.end) for found in dates.written(rest)]
    for start, end in reversed(spans):
        rest = rest[:start] + " " + rest[end:]
    timed = dates.clock(rest) is not None
    rest = re.sub(rf"(?i)\d{{1,2}}[:.]\d\d(?::\d\d)?\s*(?:[ap]\.?m\.?)?{_ZONE}|\d{{1,2}}\s*[ap]\.?m\.?", " ", rest)
    rest = re.sub(
        r"(?i)\b(?:at|on|local time|kyiv time|gmt|utc|cet|cest|eet|eest|bst|edt|est|et|update[d]?)\b|[|,•·\-–—/:()]", " ", rest
    )
    return not rest.strip() and (bool(spans) or timed or bool(_AGO.search(text)))


def _reads(text: str) -> bool:
    words = text.split()
    small = sum(word[:1].islower() for word in words)
    return small >= len(words) * 0.45


def _is_gallery(text: str) -> bool:
    found = _GALLERY.search(text)
    return bool(found) and (not _quotes(text) or "caption" in text.casefold())


def _quotes(text: str) -> bool:
    return bool(re.search(r"[“\"«].{10,}[”\"»]", text))


def _is_credit(text: str, *, sentence: bool) -> bool:
    """A credit stands at the end or the start of a caption; a paragraph that mentions one in passing has it in the middle."""
    found = _CREDIT_MARK.search(text)
    if found and (not sentence or found.start() < 4 or found.start() > len(text) - 70 or "rights reserved" in text):
        return True
    return (
        not text.endswith((".", "?", "!", "”", '"'))
        and bool(re.search(r"[.!?”\w]\s*[(\[]", text))
        and bool(_CREDIT_TAIL.search(text))
    )
