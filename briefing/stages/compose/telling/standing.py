"""Whether a sentence can be read on its own, or leans on one that may not be printed."""

import re
from dataclasses import dataclass

from briefing.language import places
from briefing.language.dates import MONTHS, WEEKDAYS
from briefing.language.quotes import names, outside_quotations, quotations
from briefing.language.words import STOPWORDS, fold, words

STEM = 6  # letters of a word that are compared: "Ukraine" and "Ukrainian", "attack" and "attacked" are one

# Openings that take up something said before. Each list is matched at the start of the sentence, whole words only.
_PRONOUNS = """
    he she they it him his hers their theirs its this that these those such
    він вона вони воно це цей ця ці його її їх їхній той ті
    он она они оно это этот эта эти его её их тот те
    er sie es dies diese dieser dieses il elle ils elles ce cet cette ces él ella ellos esto este esta estos"""
_CONNECTIVES = """
    however but and so yet or nor also then meanwhile instead moreover furthermore additionally besides nevertheless nonetheless
    still thus therefore hence consequently otherwise similarly likewise afterwards afterward later earlier previously separately
    indeed overall finally lastly secondly thirdly another other others elsewhere
    також водночас однак проте але натомість раніше пізніше тому отже зокрема згодом потім окрім крім та
    также однако но ранее позже поэтому впрочем затем кроме причём
    jedoch aber auch zudem außerdem dabei dagegen allerdings cependant mais aussi toutefois pero además también"""
_PHRASES = (
    "in addition|as a result|at the same time|in response|in contrast|by contrast|on the other hand|in turn|for example|for instance|"
    "after that|since then|until then|by then|at that time|at the time|the same|the latter|the former|the day before|the previous day|"
    "a day earlier|a day later|the next day|the following day|among them|both of|both (?:men|women)|one of them|some of them|"
    "most of them|of them|of these|of those|two others|three others|two more|three more|like many|according to (?:him|her|them)|"
    "in this|in that|on that|with this|тим часом|при цьому|за його словами|за її словами|за їхніми словами|у цей час|того ж дня|"
    "тем временем|при этом|по его словам|по её словам|по их словам|в то же время|в этот день|sin embargo"
)
_BOUND = re.compile(
    rf"^[\"'“”‘«„(\s]*(?:(?:although|though|while|when|after|before|since|as|if|because|until|unless|once|коли|якщо|хоча|когда|если|хотя)\s+)?"
    rf"(?:(?:{'|'.join(_PRONOUNS.split())})(?![\w-])|(?:{'|'.join(_CONNECTIVES.split())})(?![\w'’-])|(?:{_PHRASES})(?!\w))",
    re.IGNORECASE,
)
_POINTING = re.compile(r"^it (?:is|was|would|will|remains) (?:not |also )?\w+ (?:that|to|when)\b", re.IGNORECASE)
# "this information", "these drones": what they are is said before, unless the same sentence says it. Not "this week".
_DEMONSTRATIVE = re.compile(
    r"\b(?:this|these|such) (?!week|month|year|morning|evening|afternoon|summer|winter|spring|autumn|fall|time(?!-)|season|is\b|was\b|as\b|has\b|had\b|"
    r"will\b|would\b|may\b|might\b|a\b|an\b)([a-z]{4,})"
)
# "…," he said. / said they: whoever speaks is named somewhere else.
_UNNAMED_SPEAKER = re.compile(
    r"(?:^|[\"”»’,]\s*)(?:he|she|they|it)\s+(?:\w+ly\s+)?(?:said|says|added|told|wrote|noted|stressed|explained|continued|warned|claimed|argued|asked|insisted)\b"
    r"|[,\"”»’]\s*(?:said|added|wrote|noted)\s+(?:he|she|they)\b"
    r"|[,»”\"]\s*[–—-]?\s*(?:сказав|сказала|додав|додала|зазначив|зазначила|заявив|заявила|написав|сказал|добавил|отметил|заявил|написал)\s+(?:він|вона|он|она)\b"
    r"|[,»”\"]\s*[–—-]\s*(?:додав|додала|добавил|добавила|сказав|сказал|зазначив|отметил)\s*[.!]?$",
    re.IGNORECASE,
)
_REPORTING = re.compile(
    r"\b(?:said|says|saying|told|tells|telling|wrote|writes|writing|according to|quoting|citing|read|reads|known as|so-called|(?:add|announc|report|assert|"
    r"warn|claim|not|stress|stat|call|describ|condemn|denounc|urg|ask|quot|cit|tweet|post|declar|insist|vow|pledg|promis|accus|acknowledg|confirm|"
    r"explain|argu|respond|remark|conclud|comment|indicat|demand|dismiss|dubb|label|labell)(?:ed|es|s|ing)|den(?:ied|ies|ying)|repl(?:ied|ies|ying))\b"
    r"|(?:сказа|заяв|зая|напис|повідом|дода|зазнач|наголос|поперед|підкресл|розпов|за словами|за даними|вважа|назва"
    r"|сообщ|отмет|добав|подчеркн|рассказ|по словам|по данным|счита|назвал)\w*"
    r"|\b(?:sagte|erklärte|teilte|laut|dit|déclaré|selon|affirmé|dijo|según|afirmó|powiedział|poinformował|oświadczył)\b",
    re.IGNORECASE,
)
_FIRST_PERSON = re.compile(r"\b(?:I|[Ww]e|[Oo]ur|[Mm]y|[Uu]s|I'm|[Ww]e're)\b(?![.’'\w])")
_FURNITURE = re.compile(
    r"(?:image|photo|picture|video|foto|фото|відео|видео)\s*(?::|by\b|credit)|^in this (?:photo|image|picture|video)|\bfile photo\b|getty|/\s?(?:AP|AFP|Reuters|EPA)\b|©|copyright|\bread more\b|"
    r"\bsubscribe\b|\bsign up\b|\bfollow us\b|\bclick\b.{0,9}\bhere\b|\bcheck out\b|javascript|\bad ?blocker\b|\bcookies\b|\bnewsletter\b|\bthis (?:story|article|page) (?:was|is|has)\b|"
    r"\bstay up to date\b|\bbuy photo\b|\ball rights reserved\b|\b(?:is|was) (?:an? |the )?[\w, -]{0,40}\b(?:journalist|reporter|correspondent|columnist|news editor)\b|"
    r"\blatest developments\b|\bas it happened\b|підпис(?:уйтесь|атися)|читайте також|подпи(?:шитесь|сывайтесь)|читайте также",
    re.IGNORECASE,
)
_ADDRESSED = re.compile(r"\b[Yy]our?\b")
# "a on Odesa", "on an , that": link texts or pictures were lost on the way.
_HOLE = re.compile(
    r"\b(?:an?|the|of|in|on|at|by|from|with|and) ?(?:[.;](?=\s|$)|,(?! )| ,)|\b(?:an?|the) (?:on|in|of|at|to|from|for|with|by|and|or|that|which|is|was|were|has|have)\b|\s[,;](?=\s)|[+=*_|#]{2,}|\s[+=|]\s",
    re.IGNORECASE,
)
_DEFINITE = re.compile(r"^[\"'“‘«]?[Tt]he\s+((?:[a-zà-ÿ-]+\s+){1,4})")
_SPECIFIED = re.compile(
    r"^[\"'“‘«]?[Tt]he\s+(?:[\w'’-]+\s+){1,4}(?:of|on|in|at|for|from|between|near|by|with|to|against)\s+(?:the\s+)?[\"“]?[A-ZА-ЯІЇЄҐ]"
)
_GENERIC_PLACE = re.compile(
    r"\b(?:in|on|at|of|near|across|over) the (city|region|town|village|country|province|district|capital|area|building|site|peninsula)\b(?! (?:of|in|near) )"
)

_APPOSED = re.compile(r",? [A-ZА-ЯІЇЄҐ]")
_WORD = re.compile(r"[^\W\d_]+")
_CALENDAR = frozenset((*MONTHS, *WEEKDAYS))
_NO_THING = frozenset(("first", "second", "third", "last", "latest", "new", "next", "other", "comes", "came", "took"))


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """How a sentence stands: `unfit` says why it is never printed, `bound` that it needs the sentence before it, and `needs`
    lists sets of stems of which one must have been printed earlier (a thing introduced there).
    """

    unfit: str = ""
    bound: bool = False
    needs: tuple[frozenset[str], ...] = ()


def standing(text: str) -> Standing:
    """How the sentence `text` stands, judged by its words alone."""
    if why := _unfit(text):
        return Standing(unfit=why)
    bound = bool((_BOUND.match(text) and not _POINTING.match(text)) or _speaker_is_elsewhere(text) or _pointing_back(text))
    return Standing(bound=bound, needs=_needs(text))


def stems(text: str) -> list[str]:
    """The content words of a text in order, cut to the letters that are compared."""
    return [word[:STEM] for word in words(text) if word not in STOPWORDS]


def named(text: str) -> bool:
    """Whether somebody or somewhere is named in `text`; days and months are no names."""
    return any(word[0].isupper() and fold(word) not in _CALENDAR and fold(word) not in STOPWORDS for word in _WORD.findall(text))


def _unfit(text: str) -> str:
    plain = outside_quotations(text)
    if text.rstrip().endswith((":", ";", ",", "…", "...")):
        return "unfinished"
    if any(text.count(opening) != text.count(closing) for opening, closing in ("“”", "«»", "()")) or text.count('"') % 2:
        return "unbalanced quotation or bracket"
    if plain.rstrip().endswith("?"):
        return "a question"
    if _FURNITURE.search(text):
        return "page furniture"
    if _FIRST_PERSON.search(plain) or _ADDRESSED.search(plain):
        return "the writer's own voice"
    if text[:1] == "(" or next((char for char in text if char.isalpha()), "").islower() or _HOLE.search(plain):
        return "words are missing"
    quoted = [text[start:end] for start, end in quotations(text)]
    opens = text.lstrip()[:1] in '"“«„'
    if (opens or any(len(words(quote)) > 3 for quote in quoted)) and not _REPORTING.search(plain):
        return "a quotation without its speaker"
    letters = [char for char in text if char.isalpha()]
    if len(letters) < 0.6 * len(text.replace(" ", "")) or sum(map(str.isupper, letters)) > 0.5 * len(letters):
        return "hardly a sentence"
    return ""


def _pointing_back(text: str) -> bool:
    """Whether "this drone", "these claims" point at something the sentence itself has not named."""
    plain = outside_quotations(text)
    return any(match[1][:STEM] not in stems(plain[: match.start()]) for match in _DEMONSTRATIVE.finditer(plain))


def _speaker_is_elsewhere(text: str) -> bool:
    found = _UNNAMED_SPEAKER.search(text)
    return found is not None and not _person(outside_quotations(text)[: found.start()])


def _person(text: str) -> bool:
    """Whether `text` has a name that could be somebody's: no day or month, and no place we know."""
    return any(fold(name) not in _CALENDAR and not places.find(name.removesuffix("'s").removesuffix("’s")) for name in names(text))


def _needs(text: str) -> tuple[frozenset[str], ...]:
    needs = []
    definite = _DEFINITE.match(text)
    if definite and not _SPECIFIED.match(text):
        things = frozenset(stem for stem in stems(definite[1])[:3] if stem not in _NO_THING)
        if things:
            needs.append(things)
    plain = outside_quotations(text)
    for match in _GENERIC_PLACE.finditer(plain):
        if not named(plain[: match.start()]) and not _APPOSED.match(plain, match.end()):
            needs.append(frozenset({match[1][:STEM]}))
    return tuple(needs)
