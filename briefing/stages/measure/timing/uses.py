"""What a time that a sentence names is the time of: an event, a span, the words of a speaker, a plan, the state of a count."""

import re
from datetime import date, timedelta
from typing import Literal

Use = Literal["event", "background", "speech", "plan", "as_of"]

_SAY = (
    r"(?:said|says|told|reported|announced|wrote|added|confirmed|stated|claimed|posted|tweeted|warned|noted|declared|estimated|"
    r"acknowledged|revealed|alleged|insisted|updated|заяви\w+|повідоми\w+|сообщи\w+|сказа\w+|розпові\w+|рассказа\w+|зазначи\w+|"
    r"отмети\w+|уточни\w+|написа\w+|допові\w+)"
)
_SAID = rf"(?:{_SAY}|released|published|issued|statement|briefing|conference|interview|post|message|address)"
# Where and to whom something is said: what may stand between the word of saying and its day.
_CHANNEL = (
    r"(?:on|in|at|to|via|during|through|by|with|late|early|earlier|an?|the|his|her|its|their|statement|comments?|remarks|briefing|interview|"
    r"posts?|message|address|video|news|conference|speech|press|social|media|channel|reporters|journalists|lawmakers|call|radio|"
    r"television|TV|agency|nightly|evening|daily|morning|night|(?:Telegram|Twitter|Facebook|X)|у|в|на|ввечері|вранці|(?:on|to|via|in|with)\s+[A-Z]\w+(?:\s+[A-Z]\w+)*|\w+['’]s)"
)
_SPEECH_BEFORE = re.compile(
    rf"\b{_SAID}(?:\s+\w+)?(?:\s+{_CHANNEL}){{0,9}}\s*$|"
    # "told the Oslo Evening Post on Tuesday": one who is told something may have a name of several words
    r"\btold\s+(?:the\s+)?[A-Z][\w&.'’-]*(?:\s+(?:[A-Z][\w&.'’-]*|of|for|and)){0,6}(?:\s+(?:on|late|early))*\s*$"
)
# "..., said the mayor of the town on Tuesday", "according to a report by the council on Tuesday"
_SPEAKER_BEFORE = re.compile(
    r"(?:,[\"”»]?\s+(?:said|says|reported|announced|(?:як\s+|как\s+)?(?:повідоми|сообщи|заяви|розпові|рассказа|зазначи|отмети|уточни|написа)\w*)|\b(?:according\s+to|report\s+by|statement\s+by|statement\s+from|data\s+from|figures\s+from))"
    r"\s+(?:(?!that\b)[\w'’.-]+,?\s+){1,12}(?:on\s+|late\s+|early\s+)*$",
    re.IGNORECASE,
)
_SPEECH_AFTER = re.compile(
    rf"(?:\s+(?:morning|evening|afternoon|night))?\s*,?\s+(?:(?:also\s+)?{_SAID}\b|"
    r"(?:during|in|at)\s+(?:an?|his|her|their|the)\s+(?:\w+\s+)?(?:interview|briefing|address|speech|statement|post|press\s+conference|news\s+conference)\b)"
)
# "On Tuesday the minister claimed (that) ...": a day at the head of its clause, and nothing happens before the word of saying.
_CLAUSE_HEAD = re.compile(
    r"(?:^|[.:;—–►•*>]\s*|,\s+(?:and|but)\s+)[\"“”']?(?:(?:and|but|also|earlier|later|late|early|meanwhile|separately|on|in|the|morning|afternoon|evening|night|of|у|в|во),?\s*)*$",
    re.IGNORECASE,
)
_THEN_SAID = re.compile(rf"(?P<who>[^;:\"“”\d]{{0,160}}?)(?<!\w){_SAY}(?!\s*[.,;:\"”]|\w)")
_HAPPENS = re.compile(
    r"\b(?:kill|wound|injur|hit|str(?:uck|ik)|attack|shell|bomb|fir(?:ed|ing)|launch|damag|destroy|explo|blast|raid|crash|died|dead|flood|"
    r"collaps|quake|evacuat|down|shot|intercept|land|burn|fell|surrender|captur|withdr|arriv|cross|two|three|four|five|six|seven|eight|"
    r"nine|ten|dozen|hundred|thousand|уби|загин|поран|ранен|атак|обстр|удар|збит|сбит)",
    re.IGNORECASE,
)
_DATELINE = re.compile(r"^[A-ZА-ЯІЇЄҐ][A-ZА-ЯІЇЄҐ .,'’/-]{2,60}[,.]\s*$")
_DATELINE_ENDS = re.compile(r"\s*(?:\([^)]{1,40}\)\s*)?[-—–:/]")
_AS_OF_BEFORE = re.compile(
    r"(?<!\w)(?:as\s+of|as\s+at|by|станом\s+на|по\s+состоянию\s+на)(?:\s+(?:around\s+|about\s+|late\s+|early\s+|the\s+(?:morning|evening|end)\s+of\s+|ранок|вечір|утро|вечер)?"
    r"(?:\d[\d:.]*\s*(?:[ap]\.?m\.?|o['’]clock|hours|год\S*|час\S*)?)?(?:\s+local\s+time)?)?,?(?:\s+on)?\s*$",
    re.IGNORECASE,
)
# "The toll rose to nine on Saturday": the day on which it was known, not that of the harm.
_MOVED = (
    r"(?:rose|risen|rises|rising|climb\w*|increas\w*|grew|grown|jump\w*|reach\w*|stood|stands|surpass\w*|updated|revised|raised|"
    r"зрос\w+|збільши\w+|сягну\w+|вырос\w*|возрос\w*|увеличи\w+|достиг\w*)"
)
_OF_A_TOLL = (
    r"\b(?:tolls?|deaths?|dead|killed|injured|wounded|casualt\w+|victims|missing|загибл\w+|погибш\w+|поранен\w+|постраждал\w+|ранен\w+|"
    r"пострадавш\w+|жертв\w*)\b"
)
_TOLL_BEFORE = re.compile(
    rf"{_OF_A_TOLL}[^.;]{{0,120}}?\b{_MOVED}\s+(?:from\s+[\w,]+\s+)?(?:(?:to|at|by|up\s+to|до)\s+)?(?:at\s+least\s+|more\s+than\s+|nearly\s+)?[\w,]+"
    r"(?:\s+(?:people|dead|deaths|civilians|людей|осіб|человек))?,?\s+(?:late\s+|early\s+|on\s+|у\s+|в\s+|во\s+)*$",
    re.IGNORECASE,
)
_TOLL_AFTER = re.compile(
    rf"(?:\s+(?:morning|evening|afternoon|night))?,?\s+(?:the\s+)?[^.,;]{{0,40}}?{_OF_A_TOLL}[^.,;]{{0,60}}?\b{_MOVED}\b",
    re.IGNORECASE,
)
_SINCE_BEFORE = re.compile(
    r"(?<!\w)(?:(?:since|from|until|till|through|before|between|after|following|з|із|с|після|после|до|від|от)\s+"
    r"(?:early\s+|late\s+|mid-?|(?:the\s+)?(?:evening|night|morning)\s+of\s+|the\s+|(?:вечора|ранку|вечера|утра)\s+)?|"
    # "just after 9 p.m. on Friday" is when it happened, "since 9 p.m. on Friday" when it began
    r"(?:since|from|until|till|through|з|із|зі|с|со|від|от|до)\s+(?:around\s+|about\s+)?\d{1,2}(?:[:.]\d\d)?\s*"
    r"(?:[ap]\.?m\.?|o['’]clock|годин\w*|час\w*)?,?\s+(?:local\s+time\s+)?(?:on\s+)?)$",
    re.IGNORECASE,
)
_SINCE_CLAUSE = re.compile(
    r"\b(?:since|before|until|prior\s+to|ahead\s+of)\s+(?!(?:dawn|sunrise|daybreak|noon|midday|midnight|sunset|\d))(?:[\w'’-]+\s+){1,7}$",
    re.IGNORECASE,
)
_OF_A_THING = ("'s", "’s")  # "after Tuesday's attack" names the attack, "after Tuesday" a time that runs on
_PART_OF_DAY_OF_A_THING = re.compile(r"\s+(?:night|morning|evening|afternoon)['’]s\b")
# A war is told of as beginning on a day, and what it cost is not of that day.
_WAR_BEFORE = re.compile(
    r"\b(?:invasion|invaded|invading|war|conflict|hostilities|annexation|annexed)\b[^,;.]{0,60}$|\b(?:began|started)\b[^,;.\d]{0,30}$",
    re.IGNORECASE,
)
_WAR_AFTER = re.compile(r"(?:['’]s)?\s+(?:full-scale\s+)?(?:invasion|war\b|annexation)", re.IGNORECASE)
LONG_PAST = timedelta(days=14)  # until then a beginning is news itself
_PLANNED = re.compile(
    r"\b(?:will|would|due(?!\s+to)|expected|scheduled|planned|plans?|forecast|hopes?|intends?|upcoming|set\s+(?:to|for)|ahead\s+of|going\s+to)\b",
    re.IGNORECASE,
)
_BREAK = re.compile(r"[,;:—–]\s|\b(?:that|which|who|as|after|when|where|because|while|since)\b", re.IGNORECASE)


def use_of(text: str, start: int, end: int, day: date | None, published: date | None, *, dated: bool) -> Use:
    """What the time at [start, end) of `text` is of; `day` is the day it means, `dated` true of a date with its month."""
    left = text[max(0, start - 90) : start]
    of_a_thing = text.endswith(_OF_A_THING, start, end) or bool(_PART_OF_DAY_OF_A_THING.match(text, end))
    if _AS_OF_BEFORE.search(left) or (not of_a_thing and _toll_moved(text, start, end)):
        return "as_of"
    if not of_a_thing and (_SINCE_BEFORE.search(left) or _SINCE_CLAUSE.search(left)):
        return "background"
    if dated and day and published and published - day > LONG_PAST and (_WAR_BEFORE.search(left) or _WAR_AFTER.match(text, end)):
        return "background"
    if dated and _DATELINE.match(text[:start]) and _DATELINE_ENDS.match(text, end):
        return "speech"
    if of_a_thing:
        return "event"
    if _SPEECH_BEFORE.search(left) or _SPEAKER_BEFORE.search(left) or _SPEECH_AFTER.match(text, end):
        return "speech"
    if _CLAUSE_HEAD.search(text, 0, start) and (said := _THEN_SAID.match(text, end)) and not _HAPPENS.search(said["who"]):
        return "speech"
    broken = [match.end() for match in _BREAK.finditer(left)]
    clause = left[broken[-1] :] if broken else left
    return "plan" if _PLANNED.search(clause) else "event"


def _toll_moved(text: str, start: int, end: int) -> bool:
    """Whether the time at [start, end) is that at which a count of victims went up."""
    if _TOLL_BEFORE.search(text, max(0, start - 200), start):
        return True
    return bool(_CLAUSE_HEAD.search(text, 0, start) and _TOLL_AFTER.match(text, end))
