"""What a reader wants, from the words of a command line or the cells of a file: checked, or what is wrong with it."""

import re
from collections.abc import Collection, Mapping

from briefing import mail_address, profile_reader
from briefing.edges.archive.reader_rows import Wish
from briefing.mail_address import Unfit
from briefing.model import STYLES, Style

_CLOCK = re.compile(r"(\d{1,2}):(\d\d)(?::00)?")
_BETWEEN = re.compile(r"[,;|\s]+")
_SHOWN = 40  # characters of what somebody wrote
_TAG = 35  # characters of a language tag


def wish_of(values: Mapping[str, str], sections: Collection[str]) -> Wish | Unfit:
    """A wish from texts under the names email, name, sections, style, language and at; what is not there stays as it is.

    `sections` are the ids the profile has, "all" stands for all of them. What is wrong is a phrase that repeats no address.
    """
    found = mail_address.parse(values.get("email", ""), named=True)
    if isinstance(found, Unfit):
        return Unfit(f"names an address that {found.reason}")
    name = values["name"].strip() if "name" in values else found.name or None
    if name and (wrong := mail_address.wrong_name(name)):
        return Unfit(wrong)
    try:
        return Wish(
            address=found.address,
            name=name,
            sections=_sections(values.get("sections"), sections),
            style=_style(values.get("style")),
            language=_language(values.get("language")),
            at=_at(values.get("at")),
        )
    except _WrongError as error:
        return Unfit(str(error))


class _WrongError(Exception):
    """Why a wish cannot be; never leaves this module."""


def _sections(written: str | None, known: Collection[str]) -> tuple[str, ...] | None:
    if written is None:
        return None
    asked = {one.lower() for one in _BETWEEN.split(written) if one}
    if asked <= {"all"}:
        return ()
    unknown = sorted(asked - {*known})
    if unknown:
        raise _WrongError(f"wants the section {_shown(unknown[0])}, which the profile has not; it has {', '.join(known)}")
    return tuple(one for one in known if one in asked)


def _style(written: str | None) -> Style | None:
    if written is None:
        return None
    found = next((style for style in STYLES if style == written.strip().lower()), None)
    if found is None:
        raise _WrongError(f"wants the style {_shown(written)}; it is one of {', '.join(STYLES)}")
    return found


def _language(written: str | None) -> str | None:
    if not written:
        return written
    asked = written.strip()
    if profile_reader.language_tag(asked) or len(asked) > _TAG:
        raise _WrongError(f'wants the language {_shown(asked)}; write a tag such as "uk"')
    return asked


def _at(written: str | None) -> str | None:
    """A time as HH:MM; spreadsheets drop the first nought and add seconds."""
    if not written:
        return written
    found = _CLOCK.fullmatch(written.strip())
    asked = f"{int(found[1]):02}:{found[2]}" if found else ""
    if profile_reader.clock(asked):
        raise _WrongError(f"wants it at {_shown(written)}; write a time such as 07:30")
    return asked


def _shown(text: str) -> str:
    """What somebody wrote, where it is surely no address."""
    return repr(text[:_SHOWN]) if "@" not in text else "that stands there"
