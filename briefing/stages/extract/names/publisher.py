"""Who publishes a page: the name a reader would cite, and only where the page gives it."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from briefing.language.outlets import by_host, by_name
from briefing.language.words import squash
from briefing.stages.extract.draft import host_of
from briefing.stages.extract.names import addresses
from briefing.stages.extract.names.agencies import NAME, NAMES, agency, dateline
from briefing.stages.extract.names.house import is_house, without_desk
from briefing.stages.extract.names.self_naming import by_itself, listed, name_on_page, trim
from briefing.stages.extract.text.lines import Line

_THE = r"(?:[Tt]he\s+|[Dd]er\s+|[Dd]ie\s+)?"
_JOB = re.compile(
    rf"\b(?:reporter|editor|correspondent|journalist|writer|columnist|producer|contributor|chief|fellow|director|analyst|Redakteur(?:in)?|Korrespondent(?:in)?|journaliste|giornalista|журналіст(?:ка)?|журналист(?:ка)?)\s+(?:at|for|with|of|bei|beim|der|von|di|à|в|у)\s+((?:[Tt]he\s+)?{NAMES})"
)
_RIGHTS = re.compile(
    r"(?:©|\([Cc]\)|\b[Cc]opyright\b|\bCOPYRIGHT\b)\W*(?:(?:19|20)\d\d(?:\s*[-–—]\s*(?:(?:19|20)\d\d|present))?)?\W*([^\W\d_][^.,;:|•·©()\d]{1,60})"
)
_RIGHTS_END = re.compile(
    r"\s+(?:all|some|усі|всі|все|alle|tous|todos|tutti|by|is|are|en)\s+.*|\s+(?:inc|ltd|llc|gmbh|plc|ag|s\.?a)\b.*", re.IGNORECASE
)
_RIGHTS_BEFORE = re.compile(rf"^({NAMES})\s*(?:©|\([Cc]\))\s*(?:19|20)\d\d")
_SUFFIX = re.compile(r"\s+[|–—-]\s+([^|–—]{2,60})$")
_SPEAKS_OFTEN = 4  # worth of a name in the page's own mouth from which on it is the page's though its links lead to another's


def publisher_of(lines: Sequence[Line], raw: str, authors: Sequence[str], after_body: int, url: str | None) -> str | None:
    """The publisher the page names, by the strongest evidence it gives, or None; `url` is its address where known.

    In order: the page's own address or the host most of its links lead to, by the name the page has for it; a house in the byline;
    the employer in an author's biography; a copyright line after the text; the masthead; what the page says of itself and
    whom those it quotes told it; the agency of its dateline; the address alone.
    """
    own = host_of(url) or addresses.own_host(raw)
    text = "\n".join(line.text for line in lines)
    outlet = by_host(own) if own else None
    said, worth = by_itself(lines)
    if outlet and (named := name_on_page(outlet, text)):
        return named
    if said and worth >= _SPEAKS_OFTEN and not url:
        return said
    if outlet:
        return outlet.name
    found = (
        (_spelled(own, lines) if own else None)
        or _by_title(lines, text)
        or _by_byline(authors)
        or _by_biography(lines)
        or _by_rights(lines, after_body, text)
        or said
        or _by_furniture(lines)
        or _by_masthead(lines, after_body)
        or _by_mail(raw, text)
        or _by_dateline(lines)
        or own
    )
    return as_cited(found, text) if found else None


def as_cited(name: str, text: str = "") -> str:
    """The name as it is cited: where an outlet goes by several, the full one, else the one `text` has most often.

    What stands in capitals throughout only because the page sets it so, and what is run together ("KyivPost"), is undone so.
    """
    outlet = by_name(name) or (by_host(name) if host_of(f"https://{name}") else None)
    if outlet is None or (not name.isupper() and _bare(name) == _bare(outlet.name)):
        return name
    return (name_on_page(outlet, text) if text else None) or outlet.name


def of_address(url: str | None) -> str | None:
    """The publisher of an address, where the page itself names none: the outlet's cited name where its site is known, else the site."""
    host = host_of(url)
    return as_cited(host) if host else None


def _bare(name: str) -> str:
    return re.sub(r"^the ", "", name.casefold())


def _spelled(host: str, lines: Sequence[Line]) -> str | None:
    """The name on the page that, run together, is the host's own: "Example Post" on examplepost.com."""
    labels = [label for label in map(squash, host.split(".")[:-1]) if len(label) >= 2 and label not in _NO_NAMES]
    if not labels:
        return None
    spellings: Counter[str] = Counter()
    first = "".join({label[0] for label in labels})
    pattern = re.compile(rf"(?<!\w)(?:[Tt]he\s+)?{NAME}(?:\s+{NAME}){{0,4}}")
    for line in lines:
        if not any(char in line.text.casefold() for char in first):
            continue
        for match in pattern.finditer(line.text):
            for name in _runs(match.group()):
                if squash(name) in labels or squash(re.sub(r"^[Tt]he\s+", "", name)) in labels:
                    spellings[re.sub(r"^the\s+|['’]s$", "", name.rstrip("’'.,"))] += 1
    return max(spellings, key=lambda name: (spellings[name], len(name), name)) if spellings else None


_NO_NAMES = frozenset("co com org net gov news en amp www edu ac info blog mobile int".split())


def _runs(text: str) -> Iterator[str]:
    parts = re.sub(r"['’]s\b", "", text).split()
    for start in range(len(parts)):
        for end in range(start + 1, len(parts) + 1):
            yield " ".join(parts[start:end])


def _by_title(lines: Sequence[Line], text: str) -> str | None:
    """The site's name behind the headline in the page's title line, where the list has it or the page has it again."""
    for line in lines[:3]:
        if match := _SUFFIX.search(line.text):
            name = match[1].strip()
            again = len(re.findall(rf"(?<!\w){re.escape(name)}(?!\w)", text)) > 1 and not agency(name)
            if len(line.text[: match.start()].split()) >= 3 and (by_name(name) or (again and is_house(name))):
                return name
    return None


def _by_byline(authors: Sequence[str]) -> str | None:
    for author in authors:
        house = without_desk(author)
        if (house != author or is_house(author) or by_name(author)) and not agency(house) and len(house) > 1:
            return house
    return None


def _by_biography(lines: Sequence[Line]) -> str | None:
    for line in lines:
        if line.kind == "biography" and (match := _JOB.search(line.text)):
            name = trim(match[1])
            known = listed(name)
            return known or ("The " + name[4:] if name.startswith("the ") else name)
    return None


def _by_rights(lines: Sequence[Line], after_body: int, text: str) -> str | None:
    """Whose rights are reserved under the text: an outlet's, or a name that the page has elsewhere too."""
    for line in lines:
        if (
            line.number > after_body
            and line.words <= 40
            and (match := _RIGHTS_BEFORE.search(line.text) or _RIGHTS.search(line.text))
        ):
            name = _OPENING.sub("", _RIGHTS_END.sub("", match[1]).strip())
            if known := listed(name):
                return known
            fits = len(name) > 1 and len(name.split()) <= 6 and name[0].isupper() and not _NO_OWNER.search(name)
            if fits and not agency(name) and len(re.findall(rf"(?<!\w){re.escape(name)}(?!\w)", text)) > 1:
                return name
    return None


_OPENING = re.compile(r"^(?:(?:by|the|copyright)\s+|\W+)+", re.IGNORECASE)
_NO_OWNER = re.compile(
    r"(?i)\b(?:rights?|reserved|copyright|regulated|rechte|vorbehalten|droits|réservés|diritti|riservat\w+|riproduzione|derechos|reservados|hak\w*|saklıdır|prawa|licencj\w*|haki|zote|права|захищен\w+|защищен\w+"
    r"|gmbh|ag|ltd|limited|inc|llc|corp|corporation|plc|group|holding|gruppe|\w*mediengruppe|verlag|getty|shutterstock|images)\b"
)


def _by_furniture(lines: Sequence[Line]) -> str | None:
    """The outlet that the page's menus, prompts and foot name, and name more often than any other."""
    counted: Counter[str] = Counter()
    for line in lines[:_MOST_LINES]:
        if line.kind in ("prose", "credit", "stamp", "byline", "url", "published") or line.words > 14:
            continue
        counted.update({known for match in _RUN.finditer(line.text) if (known := _listed_in(match.group()))})
    ranked = sorted(counted, key=lambda name: (-counted[name], name))
    if not ranked or counted[ranked[0]] < _FEWEST_NAMED:
        return None
    return ranked[0] if len(ranked) == 1 or counted[ranked[0]] >= 2 * counted[ranked[1]] else None


def _listed_in(run: str) -> str | None:
    """The longest name in a run of capitalised words that is an outlet's, if no ordinary words or agency's name are meant."""
    words = run.split()
    for size in range(len(words), 0, -1):
        for start in range(len(words) - size + 1):
            name = " ".join(words[start : start + size])
            known = by_name(name) if len(name) > 2 else None
            if known and not known.common and known.kind in ("press", "broadcaster", "institute"):
                return known.name
    return None


_RUN = re.compile(rf"{NAME}(?:\s+(?:(?:of|the|for|and|de|on|la|del|della)\s+)?{NAME}){{0,4}}")
_MOST_LINES = 1_500
_FEWEST_NAMED = 2  # lines


def _by_masthead(lines: Sequence[Line], after_body: int) -> str | None:
    """A short name at the very top of the page that is an outlet's, or that stands again under its text within a longer line.

    What stands alone there too is a menu's.
    """
    below = [line.text for line in lines if line.number > after_body]
    for line in lines[:2]:
        if line.words > 6 or not re.fullmatch(rf"(?:The\s+)?{NAMES}", line.text):
            continue
        known = by_name(line.text)
        if known and not known.common and known.kind != "agency" and len(line.text) > 3:
            return line.text
        again = re.compile(rf"(?<!\w){re.escape(line.text)}(?!\w)")
        if line.kind == "heading" and any(len(text) > len(line.text) + 3 and again.search(text) for text in below):
            return line.text
    return None


def _by_mail(raw: str, text: str) -> str | None:
    host = addresses.mail_host(raw)
    outlet = by_host(host) if host else None
    return name_on_page(outlet, text) or outlet.name if outlet else None


def _by_dateline(lines: Sequence[Line]) -> str | None:
    """The agency whose dateline the text opens with: a page without any other name is its own."""
    prose = [line for line in lines if line.kind == "prose"]
    return next((names[0] for line in prose[:6] if (names := dateline(line.text))), None)
