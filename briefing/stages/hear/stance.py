"""How something is asserted: said, claimed, denied, confirmed, or not verified."""

import re

from briefing.language.speakers.verbs import stance_of
from briefing.model import Stance

_SO = r"(?:\s+(?:been|be|immediately|independently|yet|able\s+to|possible\s+to|officially|also|fully|[a-z]+ly))*"
UNVERIFIED = re.compile(
    rf"\b(?:could|can|has|have|had|did|does|do|was|were|is|are)\s*(?:not|n[’']t){_SO}\s+(?:verif(?:y|ied)|confirm(?:ed)?|corroborated?|authenticated?)\b"
    rf"|\bcannot{_SO}\s+(?:verify|confirm|be\s+(?:verified|confirmed))\b|\b(?:(?:is|are|was|were|has\s+been|have\s+been|had\s+been)\s+)?(?:unable|impossible)\s+to{_SO}\s+(?:verify|confirm)\b|\b(?:has|have)\s+yet\s+to\s+(?:be\s+)?(?:verif|confirm)\w+"
    r"|\b(?:no|without)\s+(?:independent|immediate|official)\s+(?:confirmation|verification)\b|\b(?:unverified|unconfirmed)\s+(?:reports?|claims?|information|accounts?|footage|videos?|images?)\b"
    r"|\bне\s+(?:вдалося|удалось|може|может|могли|могут|зміг|смог|змогли|смогли|можуть)\s+(?:\w+\s+)?(?:перевірити|підтвердити|проверить|подтвердить)"
    r"|\b(?:поки\s+)?не\s+(?:було\s+|было\s+)?(?:підтверджен|подтвержден)\w+|\bнезалежного\s+підтвердження|\bнезависимого\s+подтверждения|\bнеподтвержд[её]нн\w+|\bнепідтверджен\w+",
    re.IGNORECASE,
)
# The speaker's own side did not do it: "our army does not strike towns"; what missed its aim or did not go off denies nothing.
_NOT_US = re.compile(
    r"\b(?:we|our|it|they|army|military|forces|troops|moscow|russia|kremlin|kyiv|ukraine|israel|government|pilots|[A-Z]\w+)(?:\s[\w’'-]+){0,2}?\s(?:(?:does|do|did|has|have|had|is|are|was|were)\s*(?:not|n[’']t)|never)\s"
    r"(?:(?:been|ever|be)\s)?(?:hit|hits|hitting|strike|strikes|striking|struck|target|targets|targeted|targeting|attack|attacks|attacked|attacking|shell|shelled|shelling|bomb|bombed|bombing|killed|kill|responsible|involved|behind)\b"
    r"(?!\s+(?:its|the|their)\s+(?:target|aim)s?\b)",
    re.IGNORECASE,
)
_NOT_TRUE = re.compile(
    r"\b(?:is|are|was|were|as|it|this|that|these)\s+(?:(?:a|an|all|simply|absolutely|completely|totally|entirely|pure|outright)\s+)*"
    r"(?:false|untrue|not\s+true|fakes?|fabricat\w+|lies?|nonsense|baseless|groundless|unfounded|disinformation|propaganda)\b"
    r"|\b(?:це|это)\s+(?:фейк|брехня|ложь|вигадка|выдумка|неправда|маячня|бред)|не\s+(?:відповідає|соответствует)\s+(?:дійсності|действительности)|(?:ми|мы|військов\w+|военн\w+|росія|россия|україна|украина|армія|армия|вони|они)\s(?:\w+\s)?(?:ніколи\s|никогда\s)?не\s+(?:завда\w+|нанос\w+|ата[кч]у\w+|атаковал\w*|обстріл\w+|обстрел\w+|б['’ʼ]є\w*|бь[её]\w*|стріля\w+|стреля\w+)",
    re.IGNORECASE,
)


def stance(verb: str, asserted: str) -> Stance:
    """How `asserted` is put forward by the word of saying `verb`: a plain "said" denies where what is said is that it was not so."""
    found = stance_of(verb)
    if found in ("said", "claimed") and (_NOT_US.search(asserted) or _NOT_TRUE.search(asserted)):
        return "denied"
    return found
