"""Readers as rows: what may be said of one who is added or changed, and what a row says of one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any, Literal

from briefing.edges.archive.tables import AnyRow
from briefing.mail_address import key_of
from briefing.model import Style, Subscriber, SubscriberState

Outcome = Literal["added", "again", "changed", "same", "left"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Wish:
    """What somebody wants who is added, or whose wishes change: what is None stays as it is.

    `sections` () is all of them, `language` "" the profile's, `at` "" any time, else HH:MM.
    """

    address: str
    name: str | None = None
    sections: tuple[str, ...] | None = None
    style: Style | None = None
    language: str | None = None
    at: str | None = None


def wished(wish: Wish) -> dict[str, Any]:
    """The columns a wish is about."""
    said: dict[str, Any] = {}
    if wish.name is not None:
        said["name"] = wish.name
    if wish.sections is not None:
        said["sections"] = ",".join(wish.sections)
    if wish.style is not None:
        said["style"] = wish.style
    if wish.language is not None:
        said["language"] = wish.language or None
    if wish.at is not None:
        said["at"] = wish.at or None
    return said


def new_row(wish: Wish, *, profile: str, state: SubscriberState, reason: str, now: datetime) -> dict[str, Any]:
    """The row of somebody who was not a reader before."""
    usual: Mapping[str, Any] = {"name": "", "sections": "", "style": "pdf", "language": None, "at": None}
    return {
        **usual,
        **wished(wish),
        "profile": profile,
        "address_key": key_of(wish.address),
        "address": wish.address,
        "state": state,
        "since": now,
        "changed_at": now,
        "reason": reason,
    }


def subscriber_of(row: AnyRow) -> Subscriber:
    """The reader a row is of."""
    return Subscriber(
        profile=row.profile,
        address=row.address,
        number=row.number,
        name=row.name,
        state=row.state,
        sections=tuple(row.sections.split(",")) if row.sections else (),
        style=row.style,
        language=row.language,
        at=time.fromisoformat(row.at) if row.at else None,
        since=row.since,
        reason=row.reason,
    )
