"""When an HTML page was published, where its metadata does not say: its <time> elements, then the dates in its markup."""

from datetime import date
from zoneinfo import ZoneInfo

from lxml import html as markup

from briefing.language.zones import zone_of
from briefing.model import When
from briefing.stages.extract.draft import host_of
from briefing.stages.extract.html.metadata import Metadata
from briefing.stages.extract.times import publication
from briefing.stages.extract.times.own_address import day_in


def published_on(tree: markup.HtmlElement, meta: Metadata, zone: ZoneInfo) -> When | None:
    """When a page was published: as its metadata states, as it shows, or as its address or markup lets infer; None where nothing does.

    A time without an offset is local time where the page's site is, as far as its address tells; else of `zone`.
    """
    local = zone_of(host_of(meta.url)) or zone
    stated = publication.structured(meta.published, local, "the page's metadata") if meta.published else None
    return stated or visible_time(tree, local) or _of_address(meta.url) or marked_date(tree)


def updated_on(meta: Metadata, zone: ZoneInfo) -> When | None:
    """When a page says it was last changed; None where it does not."""
    local = zone_of(host_of(meta.url)) or zone
    return publication.structured(meta.updated, local, "the page's metadata") if meta.updated else None


def visible_time(tree: markup.HtmlElement, zone: ZoneInfo) -> When | None:
    """The first <time datetime> of the page that stands before or in its article."""
    for element in tree.iter("time"):
        if any(ancestor.tag in ("aside", "nav", "footer") for ancestor in element.iterancestors()):
            continue
        made = publication.structured(element.get("datetime") or "", zone, "a <time> element of the page")
        if made:
            return made
    return None


def _of_address(url: str | None) -> When | None:
    """The day that the page's own address names."""
    found = day_in(url) if url else None
    if found is None or found[1] != "day":
        return None
    return When(day=found[0], basis="inferred", evidence=f"“{found[2]}” in the page's own address")


def marked_date(tree: markup.HtmlElement) -> When | None:
    """The day htmldate finds in the page's markup; its guesses are marked as inferred."""
    from htmldate import find_date  # noqa: PLC0415  (comes with trafilatura, as slow to start)

    found = find_date(tree, original_date=True, extensive_search=False, outputformat="%Y-%m-%d")
    return When(day=date.fromisoformat(found), basis="inferred", evidence="a date in the page's markup") if found else None
