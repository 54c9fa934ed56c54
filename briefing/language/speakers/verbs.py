"""The verbs and phrases by which English, Ukrainian and Russian prose says that somebody says something, and how it is said."""

import re
from collections.abc import Mapping
from functools import cache

from briefing.model import Stance

# Plain telling. Those in `NEEDS` count only before what `NEEDS` asks for, because they are other words, too.
_SAID = """said says say told tells tell added adds announced announces reported reports claimed claims stated states confirmed confirms wrote writes warned warns noted notes
stressed stresses indicated asserted asserts detailed estimated estimates estimate revealed reveals acknowledged acknowledges admitted admits insisted insists argued argues argue explained
explains declared declares posted alleged alleges allege assessed assesses assess believes believed believe tweeted commented disclosed specified informed clarified emphasized emphasised
emphasizes recounted recalled maintains maintained calculated recorded counted suggested suggests continued concluded replied responded assured reiterated cautioned remarked commented testified predicted predicts pledged vowed conceded shared shares
повідомив повідомила повідомили повідомило повідомляє повідомляють заявив заявила заявили заявило заявляє заявляють сказав сказала сказали каже кажуть говорить говорять розповів розповіла розповіли
написав написала написали зазначив зазначила зазначили зазначає уточнив уточнила уточнили додав додала додали додає підкреслив підкреслила наголосив наголосила наголосили пояснив пояснила пояснили поінформував
поінформувала поінформували прокоментував прокоментувала оголосив оголосила оголосили попередив попередила вважає вважають зауважив зауважила сообщил сообщила сообщили сообщило сообщает сообщают заявил заявила заявило
заявили заявляет заявляют сказал сказала сказали говорит говорят рассказал рассказала рассказали написал написала написали отметил отметила отметили отмечает отмечают уточнил уточнила уточнили добавил добавила добавили
подчеркнул подчеркнула подчеркнули пояснил пояснила пояснили объяснил объяснила прокомментировал прокомментировала объявил объявила объявили предупредил предупредила считает считают проинформировал пишет пише информирует"""
_CLAIMED = """claimed claims claim claiming asserted asserts alleged alleges allege alleging accused accuses accuse accusing blamed blames blame
стверджує стверджують стверджував стверджувала звинуватив звинуватила звинуватили звинувачує утверждает утверждают утверждал утверждала утверждали обвинил обвинила обвинили обвиняет обвиняют"""
_DENIED = """denied denies deny denying rejected rejects reject rejecting dismissed dismisses dismiss dismissing refuted refutes refute disputed disputes dispute rebutted
заперечив заперечила заперечили заперечує заперечують спростував спростувала спростували спростовує відкинув відкинула відкинули опроверг опровергла опровергли опровергает отрицает отрицают отрицал отрицала отверг отвергла отвергли"""
_JUDGED = "called calls described describes branded dubbed labelled labeled slammed condemned warning saying adding arguing insisting noting stressing telling назвав назвала назвали назвал"
_CONFIRMED = """confirmed confirms confirm confirming acknowledged acknowledges acknowledge admitted admits admit conceded verified verifies corroborated
підтвердив підтвердила підтвердили підтверджує визнав визнала визнали подтвердил подтвердила подтвердили подтверждает признал признала признали"""

_AFTER_A_PAUSE = r"\s*(?:(?<=\s)(?:later|earlier|too|separately|afterwards)\s*)?(?:$|[,.:;“”\"»’])"
_CLAUSE = re.compile(
    rf"{_AFTER_A_PAUSE}|\s+(?:that|how|on|in|at|to|via|during|he|she|it|they|there|this|these|its|his|her|their|the|what|[A-Z]\w+)\b"
)
_PAUSE = re.compile(rf"{_AFTER_A_PAUSE}|\s+that\b")
_THAT = re.compile(r"\s*[:“\"]|\s+that\b")
_PAUSE_OR_SCENE = re.compile(rf"{_AFTER_A_PAUSE}|\s+(?:that|during|in\s+a|on\s+\w+day|at\s+a)\b")
_STATEMENT = r"\s+(?:that|he|she|it|they|there|the|this|not|its|his|her|their|new|[A-Z]\w+)\b"
# "police say two people died": whatever is neither what the word as a noun takes nor a mere word said.
_CLAUSE_AT_ONCE = (
    r"(?<![,”\"] say)\s+(?!(?:in|on|of|to|by|for|from|with|about|over|so|if|whether|why|how|what|when|where|who|which|and|or|but|because|nothing|little|much"
    r"|anything|something|more\s(?!than\b)|goodbye|farewell|hello|thanks|thank|sorry|yes|no)\b)\w"
)
_NO_CALL = r"(?!for\b|on\b|off\b|up\b|upon\b|by\b|to\b|in\b|into\b|after\b)"
_A_THING = re.compile(rf"\s{_NO_CALL}[^.;]{{2,110}}?(?:\s[“\"‘«]|\san?\s)|\s[“\"‘«]")  # "called it a lie"
_AS_A_THING = re.compile(rf"\s{_NO_CALL}[^.;]{{2,110}}?\sas\s")  # "described it as a lie"
_SOMETHING = re.compile(
    r"\s+(?:that|the|any|this|such|those|responsibility|claims|reports|having|being|it|they|he|she|there|his|her|its|their|[A-Z]\w+)\b"
)


def _each(verbs: str, rest: re.Pattern[str]) -> Mapping[str, re.Pattern[str]]:
    return dict.fromkeys(verbs.split(), rest)


NEEDS: Mapping[str, re.Pattern[str]] = {
    **_each("added adds maintains maintained recalled posted admitted admits suggested suggests concluded", _CLAUSE),
    **_each("pledged vowed predicted predicts shared shares assured reiterated remarked testified", _PAUSE),
    **_each("states recorded counted calculated assess argue allege conceded", _THAT),
    **_each("continued replied responded говорить говорять говорит говорят", _PAUSE_OR_SCENE),
    **_each("called calls branded dubbed labelled labeled", _A_THING),
    **_each("described describes slammed condemned", _AS_A_THING),
    "say": re.compile(rf"{_AFTER_A_PAUSE}|{_STATEMENT}|{_CLAUSE_AT_ONCE}"),
    **_each("tell believe believes believed", re.compile(rf"{_AFTER_A_PAUSE}|{_STATEMENT}|\s+\w+\s+that\b")),
    **_each("warned warns cautioned", re.compile(rf"{_AFTER_A_PAUSE}|{_STATEMENT}|\s+(?!of\b)[^.,;“”\"]{{1,60}}?\sthat\b")),
    **_each("saying warning adding arguing insisting noting stressing telling confirming", re.compile(rf"\s*[:“\"]|{_STATEMENT}")),
    **_each("deny reject dismiss confirm claim blame accuse", _SOMETHING),
    **_each("назвав назвала назвали назвал", re.compile(r"\s+\w+\s+\S")),
    "dispute": re.compile(r"\s+(?:that|the|any|this|such|those|claims|his|her|its|their)\b"),
    "estimate": re.compile(rf"{_AFTER_A_PAUSE}|\s+(?:that|it|there|the|its|some|about|\d|[A-Z]\w+)"),
    "claims": re.compile(r"(?!\s+(?:of|by|from|about|are|were|is|was|have|had|made|on|in|against)\b)"),
    "estimates": re.compile(r"(?!\s+(?:of|by|from|about|are|were|is|was|have|had|made|on|in|place|put|vary|say|suggest)\b)"),
    "reports": re.compile(r"(?!\s+(?:\w+ed|indicate|say|suggest|show|of|from|in|about|by|are|were|have|had|emerged)\b)"),
    "wrote": re.compile(rf"{_AFTER_A_PAUSE}|\s+(?:that|in|on|to|at|via|late|early|earlier|how)\b"),
}
JUDGING = frozenset(_JUDGED.split())
PLAIN = tuple(dict.fromkeys(_SAID.split()))
OTHERS = tuple(
    verb
    for verb in dict.fromkeys((*_CLAIMED.split(), *_DENIED.split(), *_CONFIRMED.split(), *_JUDGED.split()))
    if verb not in PLAIN
)
"""Verbs that tell how something is asserted and are no plain telling: whoever denies a number is not its source."""

ACCORDING = re.compile(
    r"\b(?P<verb>according\s+to|as\s+(?:reported|announced|stated|confirmed)\s+by|as\s+per|за\s+(?:словами|даними|інформацією|оцінками|оцінкою|твердженням|повідомленням)"
    r"|(?:говорится|сказано|йдеться)\s+(?:в|у)\s+(?:[\w«»-]+\s+){0,4}?(?:заявлении|сообщении|докладе|отч[её]те|заяві|повідомленні|звіті|доповіді)|по\s+(?:словам|данным|информации|оценкам?|утверждению|сообщению|заявлению)|как\s+(?:сообщил[аи]?|заявил[аи]?|отметил[аи]?|рассказал[аи]?)(?:\s+в)?|як\s+(?:повідомив|повідомила|повідомили|заявив|зазначив))\s+",
    re.IGNORECASE,
)
PARTICIPLES = frozenset(
    "claiming accusing alleging blaming denying rejecting dismissing confirming warning saying adding arguing insisting noting stressing telling".split()
)
"""Forms whose subject is that of the whole sentence: ", warning that ..."."""
REPORT = re.compile(
    r"(?:[\w-]+\s+){0,4}?(?:statements?|reports?|data|figures|estimates?|information|survey|poll|analysis|document|post|update|assessment|tally|count|advisory|copy)\b"
    r"[^,.;“\"]{0,40}?\b(?:by|from|of)\s+"
)
"""What may stand between "according to" and who is meant: "a statement released by"."""


@cache
def _stances() -> Mapping[str, Stance]:
    known: dict[str, Stance] = dict.fromkeys(PLAIN, "said")
    known.update(dict.fromkeys(_CONFIRMED.split(), "confirmed"))
    known.update(dict.fromkeys(_CLAIMED.split(), "claimed"))
    known.update(dict.fromkeys(_DENIED.split(), "denied"))
    return known


def stance_of(verb: str) -> Stance:
    """How a verb asserts; "said" where it says no more than that."""
    return _stances().get(verb.casefold(), "said")
