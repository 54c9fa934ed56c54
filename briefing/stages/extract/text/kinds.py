"""What a line of a scrape is by its own build: the rules, tried in order, that `lines.read` gives every line its kind by.

A line is known by how it is made (does it end like a sentence, is it a date, does it carry a credit) and by the words that
every site's furniture is made of, in the languages `phrases.txt` lists. Nothing here knows a publisher or a page.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Literal

from briefing.language import dates
from briefing.stages.extract import phrases

LineKind = Literal[
    "blank", "prose", "heading", "stamp", "published", "byline", "url", "credit", "furniture", "cue", "biography", "teaser", "cut"
]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Seen:
    """A line's text, how many words it has, the share of it that is link text, and whether it closes like a sentence."""

    text: str
    words: int
    linked: float
    sentence: bool
    stems: frozenset[str]


# A credit: who made the picture. Agencies are named as wires, not as publishers of the page.
_CREDIT_MARK = re.compile(
    r"(?:\b(?:image|photo|photograph|picture|foto|bild|crédit|credit|image source|photo credit|illustration|graphic|фото)\s*(?:credit|source|by)?\s*:\s*\S)"
    r"|(?:^|[\s.\w])(?:©|\(c\))\s*\S|\bcopyright\b|\bgetty images\b|\bpicture alliance\b|\bAP photo\b|\bvia (?:AP|AFP|Reuters)\b"
    r"|/(?:AFP|AP|Reuters|REUTERS|EPA|TASS|Anadolu|Getty|Shutterstock|Handout|Pool|IMAGO)\b|\b(?:file|handout|illustrative|archive) (?:photo|image|picture)\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"[A-ZА-ЯІЇЄҐ][\w.&’']*")
_QUOTED = re.compile(r"[“\"«].{10,}[”\"»]")

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
    r"\bsign up\b|\bsubscri(?:be|bed|bers?|ption)\b|\bnewsletters?\b|\b(?:your|an?|the) (?:e-?mail|inbox|mailbox)\b|\bconfirmation e-?mail\b|\be-?mail address\b|\bbecome a (?:member|patron|subscriber)\b|\bsupport (?:us|our (?:work|journalism))\b|\byour (?:support|donation|contribution)s?\b"
    r"|\bdonat(?:e|ion)s?\b.{0,40}\b(?:us|our|now|today)\b|\bindependent journalism\b|\balready (?:a )?(?:member|subscriber)\b|\bfree (?:account|trial)\b|\bget (?:instant )?alerts\b"
    r"|\bfollow (?:us|\w+ on)\b|\bdownload (?:our|the) app\b|\ball rights reserved\b|\bad(?:s|vertising)? (?:blocker|revenue)\b|\bthank you for (?:signing|subscribing|reading)\b|\bto (?:suggest|report) an? (?:correction|error|typo)\b",
    re.IGNORECASE,
)
# A note about the page or its author, not the news: it opens with what it is.
_NOTE = re.compile(
    r"(?:an? )?(?:editor|writer|author|publisher)(?:['’]?s['’]?)?\s+note\s*[:.–—-]|(?:view|read|see) more (?:opinions?|commentary|columns?)\b"
    r"|the (?:views|opinions)(?: and (?:views|opinions))? expressed\b|(?:.{1,60}\s)?(?:is|are) licensed under\b.{0,40}\b(?:CC|creative commons)\b|please\s(?:.{1,40}\s)?click here\b|click here\b",
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
    r"|^(?:reporting|writing|editing|additional reporting|compiled|edited) by\b"
    r"|^(?:(?:Dr|Prof|Professor)\.? )?(?:[A-Z][\w.’'-]+\s+){1,4}is (?:currently )?(?:a|an|the) (?:[\w-]+ ){0,4}(?:lecturer|professor|analyst|researcher|scholar|historian|expert) (?:at|in|of|with|on|and|for)\b",
)
_TEASER = re.compile(
    r"\b(?:read|watch|listen to|click|see|hear)\s+(?:more|the\s+full|our|also|on)\b.{0,50}$|\bread (?:more|the (?:full )?(?:story|report|article))\b|\bplease (?:see|view|visit|read|check|consult)\b.{0,60}\bhere\W*$|^(?:read|watch|listen|see)(?: also| more)?\s*:|^also read\b",
    re.IGNORECASE,
)
_WORDS = re.compile(r"\w+")
_DIGIT = re.compile(r"\d")
_URL = re.compile(r"(?:https?://|www\.)\S+")
_SIGNS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_BY = re.compile(r"^(?i:by|written by|text by|author:?|від|автор:?)(?:\s+|$)(?=$|[\"“]?[A-ZА-ЯІЇЄҐ])")
_PUBLISHED_WORD = re.compile(
    r"\b(?:published|posted|issued|updated?|last updated|modified|first published|date|опубліковано|оновлено|опубликовано|обновлено)\b",
    re.IGNORECASE,
)
_AGO = re.compile(r"\b\d+\s*(?:min(?:ute)?s?|h(?:ou)?rs?|days?|h|m|d)\s+ago\b", re.IGNORECASE)
_ENDS = re.compile(r"[。！？][」』）]*$|[.!?…][\"'”’»)\]]*(?:\[\w{1,9}\])*$|[.!?,…][\"”»]$|[”\"»]\)?$")
_ZONE = r"(?:\s*\(?(?:[A-Z]{2,5}|UTC[+-]?\d*|GMT[+-]?\d*)\)?)?"


_SAYS = re.compile(r"\b(?:said|told|says|tells|according to|announced|warned)\b|[“”]")
_NOTES = re.compile(r"(?:\[{1,2}(?:\d{1,3}|[ivxlcdm]{1,9})\]{1,2}|\((?:\d{1,3}|[ivxlcdm]{1,9})\)|\d{1,3}\.|\^)\s*", re.IGNORECASE)
_ADDRESSES = re.compile(r"(?:https?:|www\.)\S*", re.IGNORECASE)
_STEM = 4  # letters by which a word is looked up before its phrase is
_SHORT_ENOUGH = 3000  # characters in which quotation marks are looked for
# First letters of words of which a line must have one for the pattern to be tried: nine lines in ten are told apart by them.
_CONSENT_WORDS = frozenset("cook priv term cons part data pers geol".split())
_CREDIT_WORDS = frozenset(
    "imag phot pict foto bild créd cred illu grap фото copy gett ap via afp reut epa tass anad shut hand pool imag file arch c".split()
)
_GALLERY_WORDS = frozenset("capt phot pict imag grab".split())
_SIGN_UP_WORDS = frozenset(
    "sign subs news mail emai inbo beco supp dona inde memb free aler foll down righ bloc reve than corr erro typo your".split()
)
_BIOGRAPHY_WORDS = frozenset(
    "repo edit corr jour writ colu cont fell prod free bure auth desk staf work degr univ comp lect prof anal rese scho hist expe".split()
)
_TEASER_WORDS = frozenset("read watc list clic see hear also plea".split())


def kind_of(text: str, *, words: int, linked: float) -> tuple[LineKind, str]:
    """What a line is, and why. `words` is how many it has, `linked` the share of it that was link text.

    The first rule that fits decides; a line that none fits is a heading.
    """
    seen = _seen(text, words, linked)
    return next(((kind, why) for kind, why, fits in _RULES if fits(seen)), ("heading", "short, no sentence"))


def has_phrase(role: phrases.Role, text: str) -> bool:
    """Whether a phrase of furniture stands within a line, as `phrases.within` says it, but quickly where none can."""
    return _says(role, _seen(text, 0, 0.0))


def _seen(text: str, words: int, linked: float) -> _Seen:
    return _Seen(
        text=text,
        words=words,
        linked=linked,
        sentence=words >= 4 and ends_like_a_sentence(text),
        stems=frozenset(word[:_STEM] for word in _WORDS.findall(text.casefold())),
    )


def count_words(text: str) -> int:
    """The words of a text; of Chinese and Japanese, which put no spaces between them, half as many as there are signs."""
    return len(text.split()) + (0 if text.isascii() else len(_SIGNS.findall(text)) // 2)


def ends_like_a_sentence(text: str) -> bool:
    """True where the text closes with the marks a sentence closes with."""
    return bool(_ENDS.search(text[-80:]))


def shouts(text: str) -> bool:
    """In capitals throughout, in a script that has them: the way pages set a link to another story."""
    letters = [char for char in text if char.isalpha()]
    return text.isupper() and sum(map(str.isupper, letters)) > 0.9 * len(letters)


def is_stamp(text: str) -> bool:
    """True where the line is nothing but a date, a time, or both ("January 23, 2024", "12:59 AM GMT", "2 hours ago")."""
    if len(text) > 60 or not any(map(str.isdigit, text)):
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


def _says(role: phrases.Role, seen: _Seen) -> bool:
    """Whether a phrase of the role stands in the line; most lines hold no word of any, and are not searched."""
    return _may_say(role, seen) and phrases.within(role, seen.text)


def _opens(role: phrases.Role, seen: _Seen) -> bool:
    """Whether a phrase of the role opens the line or a part of it: in the middle of a sentence it may be another language's word."""
    if not _may_say(role, seen):
        return False
    return any(start <= 2 or seen.text[:start].rstrip()[-1:] in "|•·,;:–—-/)" for start, _ in phrases.spans(role, seen.text))


def _may_say(role: phrases.Role, seen: _Seen) -> bool:
    return not seen.stems.isdisjoint(_stems(role))


@cache
def _stems(role: phrases.Role) -> frozenset[str]:
    """The first letters of the longest word of each phrase of the role."""
    every = (phrase for some in phrases.phrases()[role].values() for phrase in some)
    return frozenset(max(_WORDS.findall(phrase.casefold()), key=len)[:_STEM] for phrase in every)


def _is_of_notes(text: str) -> bool:
    """A note under the text, or a run of them: an address behind a number, or more addresses than words."""
    if "http" not in text and "www" not in text:
        return False
    numbered = _NOTES.match(text)
    if numbered and (_URL.match(text[numbered.end() :].lstrip("<")) or _URL.match(text.rsplit(None, 1)[-1].lstrip("<("))):
        return True
    return 2 * sum(map(len, _ADDRESSES.findall(text))) > len(text)


def _is_furniture(seen: _Seen) -> bool:
    return len(seen.text) <= 220 and (bool(_FURNITURE.fullmatch(seen.text)) or _is_whole(seen, "menu", "share", "advert"))


def _announces(seen: _Seen) -> bool:
    return len(seen.text) <= 120 and (bool(_CUE.fullmatch(seen.text)) or _is_whole(seen, "cue", "comments"))


def _is_whole(seen: _Seen, *roles: phrases.Role) -> bool:
    return any(_may_say(role, seen) and phrases.whole(role, seen.text) for role in roles)


def _publishes(seen: _Seen) -> bool:
    return (
        seen.words <= 30
        and not seen.sentence
        and bool(_DIGIT.search(seen.text))
        and (bool(_PUBLISHED_WORD.search(seen.text)) or _opens("published", seen) or _opens("updated", seen))
        and bool(dates.written(seen.text))
    )


def _introduces(seen: _Seen) -> bool:
    """Who somebody is, and nothing that they say."""
    return _has(_BIOGRAPHY_WORDS, seen) and bool(_BIOGRAPHY.search(seen.text)) and not _SAYS.search(seen.text)


def _asks(seen: _Seen) -> bool:
    return (
        seen.words <= 45
        and ((_has(_SIGN_UP_WORDS, seen) and bool(_SIGN_UP.search(seen.text))) or _says("sign_up", seen) or _says("paywall", seen))
        and not _quotes(seen.text)
    )


def _consents(seen: _Seen) -> bool:
    """Consent texts are long, and then say several such things; an article about privacy says one of them in passing."""
    if seen.words > 300 or not (_has(_CONSENT_WORDS, seen) or _may_say("consent", seen)):
        return False
    long = seen.words > 90 or _quotes(seen.text)
    found = {match.group().casefold() for match in _CONSENT.finditer(seen.text)}
    if not found or long:
        found |= (
            {seen.text[start:end].casefold() for start, end in phrases.spans("consent", seen.text)}
            if _may_say("consent", seen)
            else set()
        )
    return len(found) >= (3 if seen.words > 90 else 2 if long else 1)


def _points(seen: _Seen) -> bool:
    """A line that opens with the words a page sends its readers on with; a sentence may open so only where a colon follows."""
    if seen.words > 60:
        return False
    if _has(_TEASER_WORDS, seen) and _TEASER.search(seen.text):
        return True
    opening = phrases.starts("teaser", seen.text) if _may_say("teaser", seen) else 0
    return bool(opening) and (not seen.sentence or seen.text[:opening].rstrip().endswith((":", "：", "|", "–", "—")))


_RULES: tuple[tuple[LineKind, str, Callable[[_Seen], bool]], ...] = (
    ("url", "an address alone", lambda seen: bool(_URL.fullmatch(seen.text))),
    ("furniture", "a note under the text", lambda seen: _is_of_notes(seen.text)),
    ("furniture", "page furniture", _is_furniture),
    ("cue", "announces other content", _announces),
    ("furniture", "consent or privacy text", _consents),
    ("stamp", "a date or time alone", lambda seen: is_stamp(seen.text)),
    ("published", "publication line", _publishes),
    ("byline", "byline", lambda seen: seen.words <= 30 and not seen.sentence and bool(_BY.match(seen.text))),
    ("biography", "about an author", _introduces),
    ("credit", "carries a picture credit", lambda seen: seen.words <= 60 and _is_credit(seen)),
    ("furniture", "asks to subscribe or give", _asks),
    ("furniture", "a note by the page about itself", lambda seen: seen.words <= 90 and bool(_NOTE.match(seen.text))),
    ("credit", "a gallery's caption", lambda seen: seen.words <= 100 and _is_gallery(seen)),
    ("furniture", "a dateline alone", lambda seen: seen.words <= 8 and bool(_DATELINE_ALONE.fullmatch(seen.text))),
    ("teaser", "points to another story", _points),
    ("teaser", "is one link", lambda seen: seen.linked > 0.8 and seen.words <= 25 and not seen.sentence),
    ("prose", "reads as sentences", lambda seen: seen.sentence or _reads_on(seen)),
)


def _reads_on(seen: _Seen) -> bool:
    """Long enough and mostly small words: a sentence whose end the scraper lost, or one that announces a list."""
    return (seen.words >= 18 or (seen.words >= 8 and seen.text.endswith(":"))) and _reads(seen.text)


def _reads(text: str) -> bool:
    words = text.split()
    small = sum(word[:1].islower() for word in words)
    return small >= len(words) * 0.45


def _is_gallery(seen: _Seen) -> bool:
    if not _has(_GALLERY_WORDS, seen) and not seen.text[-1:].isdigit():
        return False
    found = _GALLERY.search(seen.text)
    return bool(found) and (not _quotes(seen.text) or "caption" in seen.text.casefold())


def _quotes(text: str) -> bool:
    return bool(_QUOTED.search(text[:_SHORT_ENOUGH]))


def _is_credit(seen: _Seen) -> bool:
    """A credit stands at the end or the start of a caption; a paragraph that mentions one in passing has it in the middle."""
    text = seen.text
    if _has(_CREDIT_WORDS, seen) or "©" in text:
        found = _CREDIT_MARK.search(text)
        if found and (not seen.sentence or found.start() < 4 or found.start() > len(text) - 70 or "rights reserved" in text):
            return True
    return text.endswith((")", "]")) and _closes_with_names(text)


def _closes_with_names(text: str) -> bool:
    """A caption's last bracket: after a sentence or a word, one to six names ("(Anna Koval/Agency)")."""
    opening = max(text.rfind("("), text.rfind("["))
    if opening < 1 or not re.search(r"[.!?”\w]\s*$", text[max(0, opening - 20) : opening]):
        return False
    names = re.split(r"[\s/-]+", text[opening + 1 : -1].rsplit("/", 1)[-1].strip()[:200])
    return len(names) <= 6 and all(_NAME.fullmatch(name) for name in names)


def _has(stems: frozenset[str], seen: _Seen) -> bool:
    return not seen.stems.isdisjoint(stems)
