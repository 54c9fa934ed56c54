"""Reads a mail: a newsletter or an alert, its HTML or its text part; mails inside it one by one."""

import re
from dataclasses import replace
from email.utils import parseaddr
from zoneinfo import ZoneInfo

from briefing.model import Capture, When
from briefing.stages.extract.draft import Draft, Refusal, host_of
from briefing.stages.extract.html.page import read_page
from briefing.stages.extract.mail_digest import Item, announced
from briefing.stages.extract.mail_layout import laid_out, plain_address, without_frame
from briefing.stages.extract.mail_parts import Mail, taken_apart
from briefing.stages.extract.names.publisher import of_address
from briefing.stages.extract.scrape import read_scrape
from briefing.stages.extract.text.lines import clean, count_words
from briefing.stages.extract.times import publication

_DEEPEST = 3  # mails in mails in mails
_OWN = 40  # words above mails passed on that are more than "see below"
_PASSED_ON = re.compile(r"(?:(?:fwd?|re|wg|aw|tr|rv|пересл(?:ано)?|відп)\s*:\s*)+", re.IGNORECASE)


def read_mail(capture: Capture, zone: ZoneInfo) -> tuple[Draft | Refusal, ...]:
    """The article a mail carries, or those it announces, its sender as publisher and its Date header as time."""
    return _read(taken_apart(capture.body), capture, zone, 0) or (Refusal(reason="the mail has no text"),)


def _read(mail: Mail, capture: Capture, zone: ZoneInfo, depth: int) -> tuple[Draft | Refusal, ...]:
    own = _own(mail, capture, zone)
    inner = tuple(one for inside in mail.inside for one in _read(inside, capture, zone, depth + 1)) if depth < _DEEPEST else ()
    if inner:
        own = tuple(one for one in own if isinstance(one, Draft) and sum(map(count_words, one.paragraphs)) >= _OWN)
    return (*own, *inner)


def _own(mail: Mail, capture: Capture, zone: ZoneInfo) -> tuple[Draft | Refusal, ...]:
    """What a mail says itself."""
    sent = publication.structured(mail.headers.get("date", ""), zone, "the mail's Date header")
    found: tuple[Draft | Refusal, ...] = ()
    online = plain_address(re.sub(r"[<>\s]", "", mail.headers.get("archived-at", "")))
    if mail.body.html:
        layout = laid_out(mail.body.html)
        if layout and (items := announced(layout.blocks)):
            # Who announces what others publish is not the publisher of what has no address.
            sender = mail.sender if all(_is_of(item.url, mail) for item in items if item.url) else None
            return tuple(_announced(item, mail, sender, sent) for item in items)
        html = layout.html if layout else mail.body.html
        online = online or (layout.online if layout else None)
        found = read_page(replace(capture, body=html.encode("utf-8", "replace"), media_type="text/html", charset=None), zone)
    if mail.body.text and not any(isinstance(one, Draft) for one in found):
        drafts = read_scrape(without_frame(mail.body.text), url=None, zone=zone)
        found = drafts if isinstance(drafts, tuple) else found or (drafts,)
    subject = _PASSED_ON.sub("", clean(mail.headers.get("subject", "")), count=1)
    named = [
        replace(
            one,
            title=subject or one.title,
            publisher=mail.sender or one.publisher,
            published=one.published or sent,
            url=online or one.url,
        )
        if isinstance(one, Draft)
        else one
        for one in found
    ]
    if len(named) == 1 and isinstance(one := named[0], Draft):
        return (replace(one, key=mail.key),)
    return tuple(named)


def _announced(item: Item, mail: Mail, sender: str | None, sent: When | None) -> Draft | Refusal:
    if not item.teaser:
        return Refusal(reason="the mail carries a headline without text", subject=item.title)
    return Draft(
        title=item.title,
        paragraphs=item.teaser,
        publisher=of_address(item.url) if item.url and not _is_of(item.url, mail) else mail.sender if item.url else sender,
        url=item.url,
        # When the mail was sent, which is no more than the day until which it was out.
        published=replace(sent, basis="inferred", evidence="the mail that announces it was sent then") if sent else None,
        key=None if item.url or not mail.key else f"{mail.key}#{item.title}",
        summary=True,
    )


def _is_of(url: str, mail: Mail) -> bool:
    """Whether an address is of the site that sent the mail."""
    ours, theirs = parseaddr(mail.headers.get("from", ""))[1].rpartition("@")[2].lower(), host_of(url)
    return bool(ours and theirs) and f".{ours}".endswith(f".{theirs}")
