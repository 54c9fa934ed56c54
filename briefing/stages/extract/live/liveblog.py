"""A live blog as lines: where each entry begins and what belongs to it, by whatever mark the crawler left."""

from collections.abc import Sequence

from briefing.stages.extract.live import listings, stamped, unmarked
from briefing.stages.extract.live import signs as live_pages
from briefing.stages.extract.live.entry import Entry
from briefing.stages.extract.text.lines import Line

__all__ = ["Entry", "split"]


def split(lines: Sequence[Line], url: str | None = None, text: str = "") -> tuple[tuple[Line, ...], tuple[Entry, ...]]:
    """The lines above the first entry, and the entries; no entries where the page is no live blog.

    `url` is the page's address and `text` the page as captured, where they are known: both may tell that it is live.
    Four builds are tried, the surest first: entries that begin at a time; items of a list with text of their own; a list of the
    day's events; paragraphs told apart by sense, only where the page says that it is a live blog.
    """
    says = live_pages.says_live(lines, url, text)
    found = stamped.split(lines, says) or listings.items(lines, says) or listings.events(lines, url)
    if not found and says == "itself":
        found = unmarked.split(lines)
    return found or (tuple(lines), ())
