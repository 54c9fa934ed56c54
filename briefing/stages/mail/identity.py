"""Names that a mail is known by: the same mail has the same ones whenever it is made, so that a second copy is seen to be one."""

import base64
import re
from hashlib import sha256

ID_LIMIT = 70  # characters of a message id; mail programs that fold or encode longer ones lose the thread
_THREAD_LIMIT = 65  # with "In-Reply-To: " a line of 78
_NAMED = 32  # characters of a profile's name where it may be cut
_HASH = 24  # characters of base32: 120 bits
_SEPARATOR = b"\0"  # in no name


def message_id(profile: str, edition: str, revision: int, subscriber: int, *, domain: str) -> str:
    """The Message-ID, with its angle brackets, of an edition's mail to a subscriber; `edition` is a day as YYYY-MM-DD.

    At most 70 characters where the domain has at most 43: the profile's name gives way, then the day.
    """
    tag = fingerprint(profile, edition, str(revision), str(subscriber), domain)
    return _fitting(tag, (_label(profile), _label(edition).replace("-", "")), domain)


def thread_id(profile: str, *, domain: str) -> str:
    """What every mail of a profile refers to: a mail that was never sent, under which mail programs gather the editions."""
    return _fitting(fingerprint(profile, domain), (_label(profile),), domain, _THREAD_LIMIT)


def note_id(*about: str, domain: str) -> str:
    """The Message-ID of a mail that is no edition: the same for the same `about`."""
    return _fitting(fingerprint("note", *about, domain), (), domain)


def list_id(profile: str, *, domain: str) -> str:
    """The list a profile's mails belong to, in angle brackets (RFC 2919 §2)."""
    return f"<{_label(profile)}.{domain}>"


def feedback_id(profile: str, edition: str, *, domain: str) -> str:
    """By what a receiver's statistics of complaints tell mails apart: edition, profile, kind, and who sends."""
    return f"{_label(edition).replace('-', '')}:{_label(profile)[:_NAMED]}:edition:{fingerprint(domain)[:12]}"


def boundary(*parts: bytes) -> str:
    """A line that stands between the parts of a mail and in none of them: "=_" is neither quoted-printable nor base64."""
    digest = sha256()
    for part in parts:
        digest.update(len(part).to_bytes(8, "big") + part)
    return f"=_{_short(digest.digest())}"


def fingerprint(*names: str) -> str:
    """24 letters and digits that stand for some names in their order."""
    return _short(sha256(_SEPARATOR.join(name.encode("utf-8", "surrogatepass") for name in names)).digest())


def _label(name: str) -> str:
    """A name as a part of an address; ids of profiles are that already."""
    return re.sub("[^a-z0-9]+", "-", name.lower()).strip("-") or "x"


def _short(digest: bytes) -> str:
    return base64.b32encode(digest[:15]).decode("ascii").lower()


def _fitting(tag: str, names: tuple[str, ...], domain: str, limit: int = ID_LIMIT) -> str:
    """A message id that holds as much of the names as there is room for: the first is cut, then left out, then the others."""
    room = limit - len(f"<{tag}@{domain}>")
    for kept in (names, names[1:]):
        over = sum(len(name) + 1 for name in kept) - room
        if over <= 0:
            return f"<{'.'.join((tag, *kept))}@{domain}>"
        if kept == names and (cut := kept[0][:-over].rstrip("-")):
            return f"<{'.'.join((tag, cut, *kept[1:]))}@{domain}>"
    return f"<{tag}@{domain}>"
