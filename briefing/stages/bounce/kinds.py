"""Whether a refusal is about the address for good, "hard", or about something that may pass, "soft".

Hard is what says that there is no such address or that nobody reads it any more. All else is soft, though it be called
permanent: a full mailbox, a mail that is too large, a filter that took offence at one mail or at its sender. Three of those
within a week come to the same, and no reader is lost for a day on which our server stood on a list.
"""

import re
from typing import Literal

Kind = Literal["hard", "soft"]

ENHANCED = re.compile(r"(?<![\d.])([245])\.(\d{1,3})\.(\d{1,3})(?![\d.])")
_CODE = re.compile(r"(?<![\d.])([45][0-5]\d)(?=[ \-:;,]|$)")
# RFC 3463 §3.2-3.8 and the registry of RFC 5248, by subject and detail; of class 5 alone.
_HARD = frozenset({
    (1, 0), (1, 1), (1, 2), (1, 3), (1, 4), (1, 6), (1, 10),  # no such mailbox or host, ambiguous, moved, null MX
    (2, 1), (7, 13),  # the mailbox, the account is disabled
    (4, 4), (4, 310),  # no route; the domain does not exist
})  # fmt: skip
_VAGUE = frozenset({(0, 0), (1, 0), (2, 0), (3, 0), (4, 0), (4, 1), (5, 0), (7, 0), (7, 1)})  # the words tell more
_HARD_CODES = frozenset({"550", "551", "553", "556"})
_FULL = re.compile(
    r"\b(?:over ?quota|quota|mailbox (?:is )?full|mail ?box (?:size )?limit|insufficient (?:system )?storage|not enough (?:storage|space)|"
    r"too (?:large|big|many)|exceed\w*|spam|blocked|black ?list\w*|block ?list\w*|reputation|rate limit\w*|greylist\w*|grey-?listed|policy|"
    r"temporar\w*|try again|timed? ?out|virus|dmarc|dkim|spf)\b",
    re.IGNORECASE,
)
_NOBODY = re.compile(
    r"(?:no such (?:user|recipient|mailbox|person|address|account|domain)|(?:user|recipient|mailbox|account|address|addressee) (?:is |was )?"
    r"(?:unknown|not found|does(?:n't| not) exist|invalid|disabled|inactive|unavailable|no longer)|unknown (?:user|recipient|mailbox|address|"
    r"local part)|invalid (?:recipient|mailbox|user|address)|does(?:n't| not) exist|(?:no|not a valid) mailbox|no longer (?:valid|active|in "
    r"use|available|employed)|account (?:has been )?(?:disabled|closed|deleted|suspended)|(?:host|domain) (?:name )?(?:unknown|not found)|"
    r"user (?:has )?(?:moved|left)|couldn't find any host|isn't in my list|not our customer|mailbox (?:is )?(?:unavailable|disabled))",
    re.IGNORECASE,
)


def status_of(*texts: str) -> str:
    """The first enhanced status code (RFC 3463) of failure that says more than that something failed; else any; "" where there is none."""
    found = [one for text in texts for one in ENHANCED.finditer(text)]
    telling = [one for one in found if (int(one[2]), int(one[3])) != (0, 0)]
    return (telling or found)[0][0] if found else ""


def code_of(text: str) -> str:
    """The first reply code of SMTP of failure in a text, "" where there is none."""
    found = _CODE.search(text)
    return found[1] if found else ""


def kind_of(status: str, text: str) -> Kind | None:
    """What a refusal is by its enhanced status, its reply code and its words; None where they do not say that it is one."""
    coded, code = ENHANCED.fullmatch(status), code_of(text)
    if coded and coded[1] == "2":
        return None
    if (coded and coded[1] == "4") or (not coded and code.startswith("4")):
        return "soft"
    if coded and (about := (int(coded[2]), int(coded[3]))) not in _VAGUE:
        return "hard" if about in _HARD else "soft"
    words = _worded(text)
    if words or not (coded or code):
        return words
    if coded and status not in ("5.0.0", "5.1.0"):
        return "soft"
    return "hard" if code in _HARD_CODES or (coded and not code) or status == "5.1.0" else "soft"


def _worded(text: str) -> Kind | None:
    """What words say; those of a mailbox that is full are believed first, as "mailbox unavailable" stands beside them."""
    if _FULL.search(text):
        return "soft"
    return "hard" if _NOBODY.search(text) else None
