"""Why a page is no article: blocked, empty, an index of others."""

import re
from collections.abc import Sequence

from briefing.stages.extract.body import Body
from briefing.stages.extract.lines import Line

_BLOCKED = re.compile(
    r"\b(?:enable|turn on|allow|activate) javascript\b|\bjavascript (?:is|must be) (?:disabled|enabled|required)\b|\b(?:verify|confirm|prove) (?:that )?you(?:'re| are) (?:a |not a )?(?:human|robot)\b|\bcaptcha\b"
    r"|\baccess (?:to this page )?(?:has been )?denied\b|\bunusual (?:traffic|activity)\b|\bare you a robot\b|\bnot a (?:robot|bot)\b|\bchecking your browser\b|\b(?:403|404|429|503)\s*[-–:]?\s*(?:forbidden|not found|error|too many requests|service unavailable)\b"
    r"|\bpage (?:you (?:requested|are looking for) )?(?:could not|cannot|can't) be found\b|\brequest (?:was )?blocked\b|\bcloudflare ray id\b",
    re.IGNORECASE,
)
_PAYWALL = re.compile(
    r"\b(?:this (?:article|content|story) is (?:for|only|available|reserved)|to (?:continue|keep) reading|already a subscriber|subscribe to (?:read|continue|unlock)|(?:log|sign) in to (?:read|continue)|exclusive to subscribers|subscribers only)\b",
    re.IGNORECASE,
)
_SHORT = 60  # words; a real article is longer, a caption, a consent text or a notice is not
_LONG = 150  # words of running text that no index page has in one piece
_INDEX = 0.06  # share of the page's words in the text below which it is a list of links


def why_refused(lines: Sequence[Line], found: Body | None) -> str | None:
    """The reason not to take a page, or None. Reasons are for the reader of the coverage box."""
    if not lines:
        return "the page is empty"
    total = sum(line.words for line in lines)
    text = sum(line.words for line in found.paragraphs) if found else 0
    everything = " ".join(line.text for line in lines[:200])
    if text < 150 and _BLOCKED.search(everything):
        return "the page was blocked: it asks for a browser check or says it is not there"
    if text < 80 and _PAYWALL.search(everything):
        return "the text is behind a paywall"
    if found is None:
        return "no article text was found on the page"
    dated = any(line.kind in ("stamp", "published", "byline") for line in found.header)
    if text < _SHORT and not (found.title and dated and len(found.paragraphs) >= 2):
        return f"too little text for an article ({text} words)"
    if text < _INDEX * total and text < _LONG:
        return "the page is an index of other pages"
    return None
