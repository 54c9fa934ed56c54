"""What is done with a sum of money or with equipment: pledged, delivered, sought or spent, by the verb nearest to it in its clause."""

import re

from briefing.model import Act

# Past, present and noun forms that tell it of themselves; "aid", "package" or "contract" alone say nothing of how far it is.
_VERBS: dict[Act, str] = {
    "pledged": """pledge pledges pledged pledging announce announces announced announcing approve approves approved approving approval allocate allocates allocated allocating
        commit commits committed committing promise promises promised promising earmark earmarked authorise authorised authorize authorized authorizes
        authorizing unveil unveiled unveils agreed agrees sign signed signs
        оголосив оголосила оголосили пообіцяв пообіцяла пообіцяли схвалив схвалила схвалили виділить виділять виділив виділила виділили виділяє виділено
        затвердив затвердила затвердили обіцяє надасть нададуть передасть передадуть
        объявил объявила объявили пообещал пообещала пообещали одобрил одобрила одобрили выделит выделят выделил выделила выделили выделяет выделено предоставит
        предоставят передаст передадут""",
    "delivered": """delivered disbursed disburses disbursing transferred handed provided sent given gave received receives shipped donated supplied arrived furnished
        отримав отримала отримали передав передала передали надав надала надали доставили доставлено перерахував перерахувала надійшло надійшли
        получил получила получили передал передала предоставил предоставила предоставили доставлено доставили перечислил перечислила поступило""",
    "sought": """ask asks asked asking request requests requested requesting seek seeks sought seeking need needs needed needing demand demands demanded
        demanding urge urges urged urging appeal appeals appealed appealing wants wanted
        просить просили попросив попросила попросили потребує потребують запросив запросила запросили потрібно потрібні
        просит просят попросил попросила попросили нуждается нуждаются запросил запросила требуется нужно нужны""",
    "spent": """destroyed destroying destroys eliminated cost costs costing spend spends spent spending lose loses lost losing losses damage damages paid pays paying bought purchased worth-of-damage
        коштує коштував коштувала коштували витратив витратила витратили втратив втратила втратили збитків збитки сплатив сплатила
        стоит стоил стоила стоили потратил потратила потратили потерял потеряла потеряли убытков ущерб ущерба заплатил заплатила""",
}
_ACTS = {word: act for act, words in _VERBS.items() for word in words.split()}
_TO_GIVE = frozenset("deliver provide send give donate supply transfer disburse ship hand allot contribute grant".split())
_WILL = frozenset("will would shall to'll plan plans planned intends intend ready prepared going set agreed".split())
_WANTS = frozenset(
    "demand demands demanded ask asks asked asking urge urges urged urging request requested wants wanted seeks sought calling called need needs".split()
)
_PLANNED_OR_ASKED = 6  # words before "provide" in which it is said whether that is promised or asked for
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_CLAUSE = re.compile(
    r"[;:—–()\"“”]|,\s+(?:and|but|while|which|who|adding|after|as|when|\w+ing|а|але|но|что|що)\b|\b(?:as|but|while|whereas|because|after|що|что)\b|\bby\s+\w+ing\b|\.\s"
)
_MAY = frozenset("should must may might could can cannot not".split())
_GIVEN = frozenset("sent given provided delivered transferred supplied donated shipped".split())
_REACH = 14  # words to the left in which the verb must stand
_NEAR = 3  # "a $5 million package announced"
_BEHIND = 7  # words to the right: "$5 million was approved"
_BE = frozenset("was were is are be been being бути було були был было были".split())
_BETWEEN = frozenset("already also just now so far then finally only".split())
_WHO = frozenset("it he she they we".split())
# A contract that is signed buys something: it is no promise to give.
_SIGNED = frozenset("sign signs signed announce announces announced agreed agrees".split())
_ORDERS = frozenset("contract contracts order orders purchase".split())


_OF_SUMS = frozenset(
    "announce announces announced announcing unveil unveiled unveils agreed agrees sign signed signs approve approved".split()
)


def act_of(sentence: str, start: int, end: int, *, ware: bool = False) -> Act | None:
    """What the clause around [start, end) says is done with the sum there, or with the `ware` counted there; None in doubt.

    "Will provide" is pledged and "asked to provide" sought; equipment that is lost or destroyed is "spent".
    """
    left = sentence[max(0, start - 160) : start]
    if clauses := list(_CLAUSE.finditer(left)):
        left = left[clauses[-1].end() :]
    before = [word.casefold() for word in _WORD.findall(left)][-_REACH:]
    right = sentence[end : end + 80]
    if stop := _CLAUSE.search(right):
        right = right[: stop.start()]
    after = [word.casefold() for word in _WORD.findall(right.partition(",")[0])][:_BEHIND]
    behind = next(((at, act) for at, word in enumerate(after) if (act := _ACTS.get(word))), None)
    if behind and _done_to(after, behind[0]):
        if "be" in after[: behind[0]]:  # "demanded $5 million be spent"
            return (
                "sought"
                if _WANTS.intersection(before)
                else "pledged"
                if behind[1] == "delivered" and _WILL.intersection(after)
                else None
            )
        return None if _denied(after) else behind[1]
    if behind and after[behind[0] + 1 :][:1] == ["by"] and not behind[0]:
        return behind[1]  # "$5 million pledged by Norway"
    for at in range(len(before) - 1, -1, -1):
        if before[at] in _SIGNED and _ORDERS.intersection((*before, *after)):
            return None
        if (act := _act(before, at)) and not (ware and before[at] in _OF_SUMS):
            return None if _denied(before[max(0, at - 2) :]) else act
    told = behind is not None and behind[0] <= _NEAR and (behind[1] == "pledged" or not behind[0]) and after[0] != "spending"
    return behind[1] if behind and told and not ware and not _denied(after) else None


def _denied(words: list[str]) -> bool:
    return any(word in ("not", "never", "without", "не") or word.endswith(("n't", "n’t")) for word in words)


def _done_to(words: list[str], at: int) -> bool:
    """Whether the verb at `at` is said of what stands before the words: "$5 million was delivered", "$5 million it promised"."""
    while at and words[at - 1] in _BETWEEN:
        at -= 1
    return bool(at) and (words[at - 1] in _BE or (at == 1 and words[0] in _WHO))


def _act(words: list[str], at: int) -> Act | None:
    word, following = words[at], words[at + 1 : at + 3]
    earlier = words[max(0, at - _PLANNED_OR_ASKED) : at]
    if word in _TO_GIVE or word in ("spend", "pay"):
        if _WANTS.intersection(earlier):
            return "sought"
        promised = bool(_WILL.intersection(earlier)) or earlier[-1:] == ["to"]
        return (
            ("pledged" if promised else None)
            if word in _TO_GIVE
            else None
            if promised or _MAY.intersection(earlier[-2:])
            else "spent"
        )
    if _is_no_deed(word, following) or (word == "paid" and earlier[-1:] and earlier[-1].endswith(("est", "well", "poorly"))):
        return None
    if word in _GIVEN and ("be" in earlier[-2:] or _WILL.intersection(earlier[-3:])):
        return "pledged" if "be" in earlier[-2:] and _WILL.intersection(earlier) else None  # not "would have provided"
    if word in ("cost", "costs") and _WILL.intersection(earlier[-3:]):
        return None  # it is not spent yet
    if word != "asked" and _ACTS.get(word) == "pledged" and _WANTS.intersection(earlier[-4:]):
        return "sought"
    return _ACTS.get(word)


def _is_no_deed(word: str, following: list[str]) -> bool:
    """Whether the word is one of `_VERBS` in another sense: an asking price, humanitarian needs, an appeal to a court."""
    if word == "asking":
        return following[:1] in (["price"], ["prices"])
    if word in ("appeal", "appeals"):
        return following[:1] not in (["for"], [])
    if word in ("need", "needs", "spending"):
        return len(following) == 2 or following[:1] == ["to"]
    if word == "signed":
        return following[:1] == ["by"]
    if word.startswith("announc"):
        return "that" in following
    if word == "handed":
        return bool(following) and following[0] not in ("over", "out")
    return word in ("agreed", "agrees") and following[:1] == ["to"] and following[1:] != [] and following[1] not in _TO_GIVE
