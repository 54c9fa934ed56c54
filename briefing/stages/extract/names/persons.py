"""Persons by name, as bylines have them: which lines are nothing but names, and what stands behind a name that is not of it."""

import re

from briefing.language import dates
from briefing.language.outlets import by_name
from briefing.stages.extract.names.house import is_desk, is_house

_CAPITAL = r"[A-ZÀ-ÞĀ-ŽА-ЯІЇЄҐЁ]"
WORD = rf"{_CAPITAL}[\w.’'ʼ-]*"
PARTICLE = r"(?:de|del|della|di|da|dos|von|van|vom|zu|der|den|ter|ten|le|la|el|al|bin|ibn|bint|e|y)"
PERSON = re.compile(rf"(?:(?:Dr|Prof|Mr|Ms|Mrs)\.?\s+)?{WORD}(?:\s+(?:{PARTICLE}\s+){{0,2}}{WORD}){{1,4}}")
SPLIT = re.compile(
    r"\s*(?:[,;|•·&]|(?<!\w)/|/(?!\w)|\s(?:and|und|et|og|och|та|і|и|ve|with|mit|avec|con|med|y|e|i|en|for|für|pour)\s)\s*"
)
TAIL = re.compile(
    r"\b\d+\s*min(?:ute)?s?\s+read.*$|\b(?:published|updated?|posted|опубліковано|оновлено|опубликовано)\b.*$|\S+@\S+|@\w+",
    re.IGNORECASE,
)
_PLACE = re.compile(rf"\s+(?:in|à|im|у|в|en|fra|reporting from|from|near)\s+{_CAPITAL}[\w’'-]*(?:\s{_CAPITAL}[\w’'-]*)*$")
ROLE = re.compile(
    r"""(?ix)\b(?:(?:senior|chief|deputy|managing|executive|associate|assistant|national|foreign|international|political|diplomatic|defen[cs]e|security|
    war|news|staff|special|world|europe|global|business|energy|russia|ukraine|research|
    parliamentary|legal|crime|courts?|health|science|technology|tech|sports?|football|travel|culture|arts|entertainment|showbiz|education|environment|
    climate|city|local|regional|royal|money|consumer|digital|online|web|economics?|economic|financial|finance|markets?|investigat(?:ions|ive)|features?|
    lifestyle|food|transport|religion|data|video|audience|opinion|africa|asia|china|middle\s+east|white\s+house|home\s+affairs|social|affairs|trainee|lead|head|junior)\s+)*
    (?:correspondents?|editors?|reporters?|journalists?|writers?|columnists?|producers?|contributors?|analysts?|researchers?|fellows?|directors?|professors?|
    photographers?|freelancer?s?|bureau\s+chief|(?:[\w-]+)?redakteur(?:in)?|(?:[\w-]+)?korrespondent(?:in)?|(?:[\w-]+)?redaktionsleiter(?:in)?|(?:[\w-]+)?reporter(?:in)?|volontär(?:in)?|autorin|journaliste|envoyée?\s+spéciale?|correspondante?|inviato|
    кореспондент(?:ка)?|корреспондент(?:ка)?|журналіст(?:ка)?|журналист(?:ка)?|редактор(?:ка)?|journalist|muhabiri?)\b"""
)
_CHANNEL = re.compile(
    r"\b(?:Facebook|Twitter|LinkedIn|WhatsApp|Telegram|Instagram|YouTube|Mail|E-?mail|Share|Print|Copy|Link|Home|Menu|Search)\b",
    re.IGNORECASE,
)


_LONGEST = 400  # characters of a line that names persons
_FULL_NAME = 2  # words of a name that is sure to be whole where a position stands behind it
_OPENING = 60  # characters in which the word that opens a byline stands
_MAY_SIGN = re.compile(r"(?i)\b(?:by|von|par|por|av|af|door|przez|di|od)\s|:")
_LONGEST_SIGNED = 160  # characters of one that opens like a byline
# Before the word that opens a byline: what kind of article it is ("Kommentar von", "An analysis by").
_KIND_OF_ARTICLE = (
    r"(?:(?i:ein|eine|an?|une?|un|una|ett?|en)\s+)?(?:(?i:[\w-]*kommentar|[\w-]*kolumne|[\w-]*analyse[n]?|[\w-]*interview|[\w-]*bericht|[\w-]*reportage|[\w-]*porträt|"
    r"[\w-]*beitrag|essay|glosse|leitartikel|kritik|rezension|protokoll|artikel|recherche|text|texte|analysis|opinion|opinión|op-ed|commentary|comment|column|columna|story|report|"
    r"review|feature|words|written|posted|reported|compiled|published|article|interview|exclusive|skrevet|publié|écrit|propos\s+recueillis|récit|enquête|chronique|tribune|"
    r"entrevista|análisis|escrito|publicado|scritto|articolo|intervista|commento|analisi|geschreven|opinie|komentarz|napisane)\s+)?"
)
_BY = re.compile(
    rf"(?:{_KIND_OF_ARTICLE}(?i:by|von|par|por|av|af|door|przez)|(?i:di|od|text|texte|texto|testo|tekst|autor|auteur|autore|author|yazan|haber|foto\s+og\s+tekst|tekst\s+og\s+foto)\s*:|(?i:di|od))\s+(?=[\"“]?{WORD})"
)
_CLOCK = re.compile(
    r"(?i)\b\d{1,2}[:.h]\d\d\b\s*(?:[ap]\.?m\b\.?)?|\b\d{1,2}\s*[ap]\.?m\b\.?|\b\d+\s*(?:seconds?|min(?:ute)?s?|hours?|hrs?|days?|weeks?|months?|h|d)\b(?:\s+ago\b)?|\b(?:uhr|lesezeit|[A-Z]{2,4}T)\b"
)
_AFTER = re.compile(
    r"(?i)\s+(?:for\s+(?:the\s+)?\S+\.(?:com|net|org|co\.\w\w|\w\w)|(?:un)?follow(?:ing)?|folgen|suivre|seguir|segui|view\s+(?:profile|bio)|opens?\s+in\s+.*|기자)\s*$|\s+(?i:for)\s+(?:[Tt]he\s|[A-Z]{2}).*$"
)
_GLUED = re.compile(rf"^(.*[a-zß-ÿ])(?<!Mc)(?<!Mac)(?<!De)(?<!La)(?<!Le)(?<!Di)(?<!Van){_CAPITAL}[a-zß-ÿ]+$")
_PICTURES = re.compile(r"\s(?:foto|photo|bild|video|grafik|illustration)\w*\s*:.*$", re.IGNORECASE)
_ACRONYM = re.compile(r"(?<![\w.])[A-ZÀ-Þ]{2,5}(?![\w.])")
# Words in capitals that no person goes by, in the languages of the pages that are read.
_COMMON = frozenset(
    """article articles artikel artículo artigo articolo author authors autor autoren autorin breadcrumb breadcrumbs trail link links share
    sharing story stories content inhalt contenido menu menü newsletter newsletters comment comments kommentar kommentare kommentieren
    commentaires comentarios video videos vidéo vídeo podcast podcasts audio foto fotos photo photos bild bilder image images galerie gallery
    news nachrichten noticias nyheter notizie actualités aktuell aktuelles home startseite politik politics política politica politique
    wirtschaft business economy economía economia économie sport sports deportes kultur culture cultura wissen science ciencia digital tech
    technology technologie technik world welt mundo monde mondo international national regional local lokales region panorama meinung opinion
    opinión opinione analysis analyse interview exclusive live ticker update updated updates subscribe abonnieren abo login anmelden suche
    search read reading lesen lesezeit minuten minutes hours days today heute gestern yesterday morning evening tonight more mehr related
    top latest breaking follow following free premium plus advertisement anzeige werbung sponsored quelle source quellen datum date stand
    the this that your our from with about what how why when where who all new most last next first last-minute und oder der die das
    mein meine unser unsere ihr ihre januar februar märz juni juli september oktober november dezember january february march
    july october december montag dienstag mittwoch donnerstag freitag samstag sonntag monday tuesday wednesday thursday friday saturday
    sunday east south northern southern eastern western middle united states kingdom republic city county house court
    government ministry president minister police university company group bank market markets fashion travel health lifestyle family
    food money cars weather wetter horoscope crossword games spiele quiz gemeinschaft europa europe america deutschland germany
    france españa italia österreich schweiz ukraine russia russland gaza china indonesia malaysia australia canada mexico usa
    agencia agência agence agentur redacción redação editorial desk staff service services press media trending popular
    gündem ekonomi spor dünya haber haberler yazar güncelleme domácí zahraničí ekonomika kraj świat gospodarka polityka""".split()
)
_KOREAN = re.compile(r"([가-힣]{2,4})\s+(?:\S{1,4}\s)?기자\b.*")


OPENER = re.compile(
    rf"{_KIND_OF_ARTICLE}(?i:von|by|par|por|av|af|door|przez)\s*:?|(?i:text|texte|tekst|testo|texto|autore?n?|autorin|autora?|auteurs?|authors?|автор|yazar)\s*:|(?i:authors?\s+of\s+(?:the|this)\s+article)\s*:?"
)


def is_common(name: str) -> bool:
    """True where a word of what looks like a name is one of those that menus, buttons and sections are made of."""
    return not _COMMON.isdisjoint(re.split(r"[\s/-]+", name.casefold()))


def signed_by(text: str) -> tuple[str, ...]:
    """The names of a line that opens like a byline ("Kolumne von Jörg Äckerlein - 12.03.2025"), a person first; none of another line."""
    if len(text) > _LONGEST_SIGNED or not _MAY_SIGN.search(text[:_OPENING]) or not (opening := _BY.match(text)):
        return ()
    names = credited(text[opening.end() :])
    return names if names and PERSON.fullmatch(names[0]) and not is_common(names[0]) and not is_no_person(names[0]) else ()


def credited(text: str) -> tuple[str, ...]:
    """The names that stand behind the word that opens a byline; what follows the first is kept only where it is sure to be a name."""
    names: list[str] = []
    for part in SPLIT.split(bare(text)):
        if (name := name_of(part)) and (not names or _goes_with(name, names[0])):
            names.append(name)
    return tuple(names)


def _goes_with(name: str, first: str) -> bool:
    """True where a name behind another is one: an outlet's, a house's or a person's, not a place or the author's employer."""
    if by_name(name) or is_desk(name) or is_house(name):
        return True
    return bool(PERSON.fullmatch(name)) and (first.isupper() or not _ACRONYM.search(name))


def names_on(text: str) -> tuple[str, ...]:
    """The names of a line that holds persons and agencies, with at most date, time and position behind them; none of another line."""
    if len(text) > _LONGEST_SIGNED:
        return ()
    if korean := _KOREAN.fullmatch(text):
        return (korean[1],)
    names: list[str] = []
    for part in SPLIT.split(bare(text)):
        if not part or ROLE.fullmatch(part):
            continue
        name = name_of(part)
        if name is None:
            return ()
        agency = by_name(name)
        if not (agency and agency.kind == "agency"):
            if not PERSON.fullmatch(name) or is_common(name) or is_house(name) or is_no_person(name) or _CHANNEL.search(name):
                return ()
            if len(name.split()) > _FULL_NAME and len(name) < len(part):
                return ()  # what stood behind it may have begun with a word that is still there
        names.append(name)
    return tuple(names)


def bare(text: str) -> str:
    """What is left of a line of names without the date, time and reading time behind them, and the buttons there."""
    text = text[:_LONGEST]
    if any(map(str.isdigit, text)):
        if found := dates.written(text):
            text = text[: found[0].start]
        text = _CLOCK.sub(" | ", text, count=1).split(" | ", maxsplit=1)[0] if _CLOCK.search(text) else text
    text = TAIL.sub("", _PICTURES.sub("", text))
    text = re.sub(r"\s+[–—-]+\s+", ", ", text)
    return _AFTER.sub("", text).strip(" ,;|•·–—-:")


def unglued(name: str) -> str:
    """A name without the section that the page wrote right behind it ("Ann LeeTravel")."""
    return found[1] if (found := _GLUED.match(name)) and " " in found[1] else name


def name_of(part: str) -> str | None:
    """One name of a byline without the place or position behind it; None where the part is no name."""
    if len(part) > _LONGEST:
        return None
    text = _PLACE.sub("", part.strip(' ,;.*_"“”'))
    if role := ROLE.search(text):
        text = unglued(text[: role.start()].strip(" ,"))
    known = text.removeprefix("the ")
    return text if known and len(text) <= 80 and len(text.split()) <= 6 and (known[0].isupper() or by_name(known)) else None


def all_persons(text: str) -> tuple[str, ...]:
    """The persons on a line that names persons and nothing else (their positions aside)."""
    if len(text) > _LONGEST:
        return ()
    parts = [part for part in SPLIT.split(TAIL.sub("", text)) if part]
    names = [name_of(part) for part in parts if not ROLE.fullmatch(part)]
    good = [
        name
        for name in names
        if name and PERSON.fullmatch(name) and not is_house(name) and not is_no_person(name) and not _CHANNEL.search(name)
    ]
    return tuple(good) if good and len(good) == len(names) and not (len(good) == 1 and good[0].isupper()) else ()


def is_no_person(name: str) -> bool:
    """A house, a staff, or a single word that is no person's name as bylines have them."""
    return is_desk(name) or by_name(name) is not None or (is_house(name) and not PERSON.fullmatch(name)) or _institution(name)


def _institution(name: str) -> bool:
    return is_house(name) and (name.casefold().startswith("the ") or len(name.split()) > 2)
