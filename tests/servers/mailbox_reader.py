"""Mails of ours, and a collector that reads a mailbox of the tests."""

from datetime import UTC, datetime
from email.message import EmailMessage
from functools import cache
from hashlib import sha256

from mail_box import PASSWORD

from briefing.edges.boxes.letter import Letter
from briefing.edges.boxes.mailbox import Mailboxes
from briefing.model import Address, Capture, Failure
from briefing.settings import Fetch, Source

NOW = datetime.now(UTC)


@cache
def mail(subject: str = "Morning letter", text: str = "Ten trams were repaired in Kyiv.", size: int = 0) -> bytes:
    message = EmailMessage()
    message["Subject"], message["From"], message["Date"] = subject, "News <letters@news.example>", NOW
    message["Message-ID"] = f"<{sha256(subject.encode()).hexdigest()[:12]}@news.example>"
    message.set_content(text)
    message.add_alternative(f"<p>{text}</p>" + "<!--" + "x" * size + "-->", subtype="html")
    return message.as_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


class Reader:
    """A collector: visits a source and keeps, as the archive would, what it brought and noted."""

    def __init__(self, url: str, *, allow: str, password: str = PASSWORD, pages: int = 50, **options: float) -> None:
        self.source = Source(name="Letters", kind="imap", url=url, pages=pages)
        self.known: dict[str, Address] = {}
        self.mailboxes = Mailboxes(Fetch(allow_hosts=(allow,)), environ={"BRIEFING_IMAP_PASSWORD": password}, **options)  # type: ignore[arg-type]

    def visit(self, *, stop_after: int = 1_000_000) -> list[Capture | Failure]:
        found: list[Capture | Failure] = []
        letters = self.mailboxes.letters(self.source, self.known, now=NOW)
        for letter in letters:
            if isinstance(letter, Letter):
                if letter.capture:
                    found.append(letter.capture)
                if len(found) > stop_after:
                    break  # killed before the note of this one was put down
                self.known[letter.note.url] = letter.note
            else:
                found.append(letter)
        letters.close()  # type: ignore[attr-defined]
        return found

    def bodies(self) -> list[bytes]:
        found = self.visit()
        assert not [one for one in found if isinstance(one, Failure)]
        return [one.body for one in found if isinstance(one, Capture)]

    def reason(self) -> str:
        (failure,) = self.visit()
        assert isinstance(failure, Failure)
        assert failure.subject == "Letters"
        assert PASSWORD not in repr(failure)
        return failure.reason
