"""The subject of a mail: the marking, the title and the day, and as much of the first line as there is room for."""

from briefing.language.catalogue import Catalogue
from briefing.stages.typeset import marks, wording
from briefing.stages.typeset.inert import tidy
from briefing.stages.typeset.letter_share import Share
from briefing.stages.typeset.spacing import respaced

LONGEST = 120  # characters
_TITLE = 60
_MARK = 30
_LEAST = 24  # characters of a line below which it says too little


def subject(share: Share, words: Catalogue) -> str:
    """One line of at most 120 characters without controls: "TLP:AMBER Ukraine daily briefing – Tuesday 23 January 2024: …"."""
    briefing = share.briefing
    head = f"{shortened(tidy(briefing.title, 200), _TITLE)} – {wording.days(briefing.window, words)}"
    if briefing.marks.classification.strip():
        head = f"{shortened(marks.classification(briefing.marks.classification), _MARK)} {head}"
    room = LONGEST - len(head) - 2
    first = _first(share, words)
    return f"{head}: {shortened(first, room)}" if first and room >= min(len(first), _LEAST) else shortened(head, LONGEST)


def shortened(text: str, longest: int) -> str:
    """A text of at most so many characters, cut between words and with an ellipsis where it had more."""
    if len(text) <= longest:
        return text
    cut = text[: longest - 1]
    whole = cut if text[longest - 1 : longest].isspace() else cut.rpartition(" ")[0]
    return f"{(whole if len(whole) > longest // 2 else cut).rstrip(' ,;:–-.')}…"


def _first(share: Share, words: Catalogue) -> str:
    """The first line at a glance, else the first headline, else that there is nothing."""
    briefing = share.briefing
    told = [line.statement for line in briefing.highlights]
    told += [report.headline for chapter in briefing.chapters for report in chapter.reports]
    if told:
        return tidy(respaced(told[0].text, told[0].language), 600)
    return words.text("nothing in your sections") if share.others else words.text("no news")
