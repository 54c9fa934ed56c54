"""Who wrote it, who published it, and whose reporting it draws on: the names a reader would cite, from the page alone."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from briefing.language import dates
from briefing.language.words import squash
from briefing.stages.extract.lines import Line

# News agencies: a page that draws on one shares its origin with every other page that does.
AGENCIES = {
    squash(name): name
    for name in (
        "AP", "AFP", "Reuters", "dpa", "EFE", "ANSA", "PA", "UPI", "Bloomberg", "TASS", "RIA Novosti", "Interfax", "Ukrinform", "Interfax-Ukraine", "Xinhua", "Anadolu",
        "Kyodo", "PAP", "CTK", "BNS", "LETA", "BELTA", "Belga", "APA", "NTB", "TT", "Ritzau", "STT", "Lusa", "MTI", "UNIAN", "Associated Press", "Agence France-Presse",
    )
}  # fmt: skip
_SPELT_OUT = {"Associated Press": "AP", "Agence France-Presse": "AFP"}
_NAME = r"[A-ZА-ЯІЇЄҐ0-9][\w.&’'-]*"
_NAMES = rf"{_NAME}(?:\s+(?:(?:of|the|for|and|de|on)\s+)?{_NAME}){{0,5}}"
_BY = re.compile(r"^(?:by|written by|text by|author:?|від|автор:?)\s*", re.IGNORECASE)
_DESK = re.compile(
    r"\s+(?:news\s+)?(?:desk|staff|editors?|newsroom|reporters?|team|editorial(?:\s+board)?|correspondents?|writers?)$",
    re.IGNORECASE,
)
_HOUSE = re.compile(
    r"\b(?:News|Times|Post|Press|Agency|Media|Radio|TV|Television|Journal|Tribune|Herald|Gazette|Independent|Guardian|Observer|Telegraph|Chronicle|Daily|Weekly|Network|Broadcasting|Service|Institute|Council)\b"
)
_WITH = re.compile(r"\s+(?:with|and)\s+(?=" + _NAMES + r"\s*$)|\s+with\s+", re.IGNORECASE)
_TAIL = re.compile(r"\b\d+\s*min(?:ute)?s?\s+read.*$|\bin\s+[A-Z]\w+\s*$|[|•·].*$", re.IGNORECASE)
_JOB = re.compile(
    rf"\b(?:reporter|editor|correspondent|journalist|writer|columnist|producer|contributor|chief|fellow|director|analyst)\s+(?:at|for|with|of)\s+((?:[Tt]he\s+)?{_NAMES})"
)
_RIGHTS = re.compile(
    r"(?:©|\([Cc]\)|\b[Cc]opyright\b|\bCOPYRIGHT\b)\W*(?:(?:19|20)\d\d(?:\s*[-–—]\s*(?:(?:19|20)\d\d|present))?)?\W*([^\W\d_][^.,;:|•·©()\d]{1,60})"
)
_RIGHTS_END = re.compile(r"\s+(?:all|some|усі|все|alle|tous|todos|tutti)\s+.*|\s+(?:inc|ltd|llc|gmbh|plc)\b.*", re.IGNORECASE)
_SELF = re.compile(
    rf"\b(?:[Ff]ollow|[Dd]onate to|[Ss]ubscribe to|[Aa]dvertise (?:with|on|in)|[Aa]llow ads (?:in|on)|[Ss]upport|[Jj]oin(?: the)?|[Cc]ontact|[Aa]bout|[Ss]kip to more|[Dd]ownload the|[Mm]ore (?:from|on))\s+((?:[Tt]he\s+)?{_NAMES})"
)
_CITED = re.compile(
    rf"\b(?:as )?(?:cited|quoted|reported) by ((?:[Tt]he\s+)?{_NAMES})|\baccording to (?:Ukrainian |Russian |local )?(?:media outlet|news agency|news outlet|the news agency) ({_NAMES})"
)
_DATELINE = re.compile(r"^[^.]{0,60}\(([A-Z][\w .-]{1,30})\)\s*[-–—]")
_URL = re.compile(r"https?://([\w.-]+)")


def authors_in(header: Sequence[Line]) -> tuple[str, ...]:
    """The names of a byline in order, desks and houses among them, agencies too ("By A, B and The Example news desk")."""
    for line in header:
        if line.kind == "byline":
            text = _BY.sub("", line.text)
            found = dates.written(text)
            text = text[: found[0].start] if found else text
            text = _TAIL.sub("", text).strip(" ,;|")
            parts = [part.strip(" ,;") for chunk in re.split(r"[,;]|\s+and\s+|\s+&\s+|\s+with\s+", text) for part in [chunk]]
            names = tuple(part for part in parts if part and re.match(_NAME, part.removeprefix("the ")) and len(part.split()) <= 6)
            if names:
                return names
    return ()


def author_alone(lines: Sequence[Line], title: Line, first: int) -> tuple[str, ...]:
    """A name alone on a line between headline and text (`first` is the text's first line), as many pages set their byline."""
    between = [line for line in lines if title.number < line.number < first and line.kind == "heading" and line.text != title.text]
    for line in between[:3]:
        name = line.text.strip(" |,•·")
        once = sum(name in other.text for other in lines if other.kind != "prose") == 1
        if (
            once
            and re.fullmatch(r"(?:[^\W\d_][\w’'-]+\s+){1,3}[^\W\d_][\w’'-]+", name)
            and all(part[0].isupper() for part in name.split())
            and not name.isupper()
        ):
            return (name,)
    return ()


def agencies_in(authors: Iterable[str], paragraphs: Sequence[str]) -> tuple[str, ...]:
    """The agencies and outlets the article says it draws on, each once, in the order met."""
    found = [_agency(author) for author in authors]
    if paragraphs and (dateline := _DATELINE.match(paragraphs[0])):
        found.append(_agency(dateline[1]))
    for paragraph in paragraphs:
        for match in _CITED.finditer(paragraph):
            found.append(_trim(match[1] or match[2]))
    return tuple(dict.fromkeys(name for name in found if name))


def publisher_of(lines: Sequence[Line], raw: str, authors: Sequence[str], after_body: int, url: str | None) -> str | None:
    """The publisher the page names, by the strongest evidence it gives, or None.

    In order: a name on the page that is also the page's own address; a house in the byline; the employer in an author's
    biography; a copyright line after the text; the masthead; whom the page asks its reader to follow or support.
    """
    return (
        _by_address(lines, raw, url)
        or _by_byline(authors)
        or _by_biography(lines)
        or _by_rights(lines, after_body)
        or _by_masthead(lines, after_body)
        or _by_self_reference(lines)
    )


def agency(name: str) -> bool:
    """True where the name is a news agency's."""
    return squash(name) in AGENCIES


def _agency(name: str) -> str | None:
    known = AGENCIES.get(squash(name.removeprefix("the ").removeprefix("The ")))
    return _SPELT_OUT.get(known, known) if known else None


def _by_address(lines: Sequence[Line], raw: str, url: str | None) -> str | None:
    hosts = Counter(host.casefold().removeprefix("www.") for host in _URL.findall(raw))
    own = urlsplit(url).hostname if url else None
    ranked = [own.removeprefix("www.")] if own else []
    # A page that links to one host alone, or mostly, is that host's page.
    ranked += [host for host, count in hosts.most_common(1) if count * 2 > sum(hosts.values())]
    for host in ranked:
        labels = [
            squash(label)
            for label in host.split(".")[:-1]
            if len(label) >= 2 and label not in ("co", "com", "org", "net", "gov", "news", "en", "amp")
        ]
        if not labels:
            continue
        spellings: Counter[str] = Counter()
        for line in lines:
            for match in re.finditer(rf"(?:The\s+)?{_NAME}(?:\s+{_NAME}){{0,4}}", line.text):
                for name in _runs(match.group()):
                    if squash(name) in labels or squash(name.removeprefix("The ")) in labels:
                        spellings[name.rstrip("’'.,")] += 1
        spellings = Counter({re.sub(r"['’]s$", "", name): count for name, count in spellings.items()})
        if spellings:
            return max(spellings, key=lambda name: (spellings[name], len(name), name))
    return None


def _trim(name: str) -> str:
    """A name without what the sentence put behind it ("Example Post. She", "Example Post's")."""
    return re.sub(r"['’]s$", "", name.split(". ", maxsplit=1)[0].strip(" .,'’"))


def _runs(text: str) -> Iterable[str]:
    parts = re.sub(r"['’]s\b", "", text).split()
    for start in range(len(parts)):
        for end in range(start + 1, len(parts) + 1):
            yield " ".join(parts[start:end])


def _by_byline(authors: Sequence[str]) -> str | None:
    for author in authors:
        house = _DESK.sub("", author)
        is_house = house != author or bool(_HOUSE.search(author)) or author.startswith(("The ", "the ")) or len(author.split()) == 1
        if is_house and not agency(house) and len(house) > 1:
            return house
    return None


def _by_biography(lines: Sequence[Line]) -> str | None:
    for line in lines:
        if line.kind == "biography" and (match := _JOB.search(line.text)):
            name = _trim(match[1])
            return "The " + name[4:] if name.startswith("the ") else name
    return None


def _by_rights(lines: Sequence[Line], after_body: int) -> str | None:
    for line in lines:
        if line.number > after_body and (match := _RIGHTS.search(line.text)):
            name = _RIGHTS_END.sub("", match[1]).strip()
            if len(name) > 1 and not agency(name) and len(name.split()) <= 6:
                return name
    return None


def _by_masthead(lines: Sequence[Line], after_body: int) -> str | None:
    """A short name at the very top of the page that stands again under its text."""
    below = " | ".join(line.text for line in lines if line.number > after_body)
    for line in lines[:2]:
        if (
            line.kind == "heading"
            and line.words <= 5
            and re.fullmatch(rf"(?:The\s+)?{_NAMES}", line.text)
            and re.search(rf"(?<!\w){re.escape(line.text)}(?!\w)", below)
        ):
            return line.text
    return None


def _by_self_reference(lines: Sequence[Line]) -> str | None:
    votes: Counter[str] = Counter()
    for line in lines:
        if line.kind in ("furniture", "heading", "cue") and line.words <= 14:
            for match in _SELF.finditer(line.text):
                name = re.sub(r"^[Tt]he\s+", "", match[1])
                if len(name.split()) > 1 and not re.search(r"\b(?:Google|Facebook|Twitter|Telegram|Us|Content|Ukrain\w+)\b", name):
                    votes[name] += 1
    if not votes:
        return None
    name = max(votes, key=lambda one: (votes[one], len(one), one))
    return name if votes[name] >= 2 else None
