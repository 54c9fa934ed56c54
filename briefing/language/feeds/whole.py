"""Whether a feed carries an article whole, or only its beginning.

The theory: an article has several paragraphs and more words than any teaser; a beginning says that it is one, by dots at its
end, by words that lead on, by a last link to the article itself, or by breaking off. The two mistakes do not cost the same: a
whole article taken for a beginning is fetched once for nothing, a beginning taken for the whole is printed as if the rest were
not there. So whatever is in doubt is a beginning.
"""

import re

from lxml import etree
from lxml import html as markup

from briefing.language.addresses import canonical
from briefing.language.feeds.item import Item, Part
from briefing.language.markup import parsable
from briefing.language.words import clean

_WORDS = 120
_PARAGRAPHS = 3
_WORDS_OF_A_SUMMARY = 200  # where the field for a description holds the text
_PARAGRAPHS_OF_A_SUMMARY = 4
_PARAGRAPH = 6  # words; what is shorter is a heading, a credit, a link
_TAIL = 4_000  # characters of the markup in which the end is looked at
_ENDING = 1_000  # characters of a line in which its end is looked at
_LEAD = 12  # words of a line that leads on
_DOTS = re.compile(r"(?:…|\.\.\.|\[\s*(?:…|\.{2,})\s*\]|\(\s*(?:…|\.{2,})\s*\))[\s\]\)\"'”’»>→]*$")
_APPEARED = re.compile(r"(?:The post|Запис|Запись|Der Beitrag|L'article|L’article|La entrada|L'articolo|Artykuł|Wpis) .{1,300} "
                       r"(?:appeared first on|first appeared on|спершу з'явився на|впервые появилась|erschien zuerst auf|est apparu en premier sur"
                       r"|se publicó primero en|proviene da|pochodzi z serwisu) .{1,100}$", re.DOTALL)  # fmt: skip
_LEADS_ON = re.compile(
    r"^[\W_]*(?:(?:click (?:here )?to |please )?(?:continue|keep|carry on) reading|(?:click (?:here )?to )?read (?:more|on|full|the (?:full|rest|whole|entire|original|complete)|it in full|in full|article|story)"
    r"|(?:view|see|full|get) (?:the )?(?:full|whole|entire|more|story|article|text)|(?:learn|show|find out|see) more|more(?: on| at|\W*$)|continue (?:on|to|at)"
    r"|чита(?:ти|йте|ть|йте) (?:далі|повн\w+|більше|дальше|далее|полност\w+|весь|увесь|ещё|на сайті|на сайте)|детальніше|докладніше|подробнее|подробности|повн(?:ий|а) (?:текст|верс\w+|стат\w+)|полн(?:ый|ая) (?:текст|верс\w+|стат\w+)"
    r"|weiterlesen|weiter lesen|mehr lesen|mehr (?:dazu|erfahren)|(?:den|zum) (?:ganzen|vollständigen|kompletten)? ?(?:artikel|beitrag|text)|jetzt lesen|lesen sie (?:weiter|mehr|den)"
    r"|lire (?:la suite|plus|l.article|l.intégralité)|la suite|en savoir plus|leer (?:más|el|la|artículo)|seguir leyendo|sigue leyendo|continuar leyendo|ver más"
    r"|legg[ie] (?:tutto|di più|l.articolo|anche il)|continua(?: a leggere)?\W*$|czytaj (?:więcej|dalej|całość|cały)|więcej\W*$|leia (?:mais|a)|ler (?:mais|artigo)|continu[ea] (?:lendo|a ler)"
    r"|lees (?:verder|meer|het)|läs (?:mer|hela|vidare)|les (?:mer|hele|videre)|læs (?:mere|hele|videre)|devamı\w*|tovább\w*|číst (?:dále|více|celý)|celý článek|čítať ďalej|cite(?:ș|ş|s)te (?:mai|tot|continuarea)|lue lisää)",
    re.IGNORECASE,
)  # fmt: skip
_ELSEWHERE = re.compile(r"\s*(?::|(?:from|by|about)\b)", re.IGNORECASE)  # leads to another article, or to a person's others
_PAID = re.compile(
    r"paid subscribers|(?:for|to) (?:our )?subscribers only|subscribe (?:now )?to (?:continue|read|unlock)|become a (?:paid )?(?:subscriber|member) to|behind (?:a|the) paywall"
    r"|тільки для передплатників|лише для передплатників|оформ\w+ підписку|только для подписчиков|оформ\w+ подписку|nur für abonnenten|réservé (?:aux|à nos) abonnés|sólo para suscriptores|solo para suscriptores",
    re.IGNORECASE,
)
_ENDS = re.compile(r"[.!?。！？؟:;…][\"'”’»“›)\]*\s]*$|[\"”»)\]]$")
_BROKEN_OFF = 12  # words of a last paragraph from which on it should end like a sentence


def is_whole(item: Item) -> bool:
    """Whether the feed carries all of the article's text."""
    longest = max(item.texts, key=lambda part: len(part.text), default=None)
    if longest is not None and _is_whole(longest, item.link, words=_WORDS, paragraphs=_PARAGRAPHS):
        return True
    return _is_whole(item.summary, item.link, words=_WORDS_OF_A_SUMMARY, paragraphs=_PARAGRAPHS_OF_A_SUMMARY)


def _is_whole(part: Part, link: str, *, words: int, paragraphs: int) -> bool:
    if len(part.text) < 4 * words:
        return False
    lines = part.lines()
    running = [line for line in lines if len(line.split()) >= _PARAGRAPH]
    if sum(map(_count, running)) < words or len(running) < paragraphs:
        return False
    ending = [_APPEARED.sub("", line[-_ENDING:]).strip() for line in lines[-3:]]
    ending = [line for line in ending if line]
    if not ending or _DOTS.search(ending[-1]) or any(map(_leads_on, ending)) or any(map(_PAID.search, ending)):
        return False
    if _count(ending[-1]) >= _BROKEN_OFF and not _ENDS.search(ending[-1]):
        return False
    return not (part.marked_up and _ends_in_a_link_on(part.text, link))


def _leads_on(line: str) -> bool:
    """Whether a line is an invitation to read on."""
    found = _LEADS_ON.match(line)
    if found is None:
        return _last_words_lead_on(line)
    return len(line.split()) <= _LEAD and not _ELSEWHERE.match(line, found.end())


def _last_words_lead_on(line: str) -> bool:
    """Whether what stands behind a line's last sentence is an invitation to read on."""
    _, *after = re.split(r"(?:[.!?…]|\.\.\.)[\"'”’»)\]]*\s+", line)
    if not after or len(after[-1].split()) > _LEAD:
        return False
    found = _LEADS_ON.match(after[-1])
    return found is not None and not _ELSEWHERE.match(after[-1], found.end())


def _count(line: str) -> int:
    """Words; where a script writes none apart, two signs are one."""
    apart = len(line.split())
    return apart if apart * 25 > len(line) else len(line) // 2


def _ends_in_a_link_on(text: str, link: str) -> bool:
    """Whether the last block is nothing but a link to the article itself, or one that leads on."""
    try:
        tree = markup.fragment_fromstring(parsable(text)[-_TAIL:].partition("<")[2].join(("<", "")), create_parent="div")
    except (ValueError, etree.LxmlError):
        return False
    anchors = tree.findall(".//a")
    if not anchors:
        return False
    last = anchors[-1]
    words = clean(" ".join(last.itertext()))
    after = clean("".join(str(piece) for piece in last.xpath("following::text()")))
    if _APPEARED.search(clean("".join(map(str, tree.itertext())))) or len(after.split()) > _PARAGRAPH:
        return False
    target = last.get("href") or ""
    return bool(words) and (_leads_on(words) or (bool(link) and canonical(target) == canonical(link)))
