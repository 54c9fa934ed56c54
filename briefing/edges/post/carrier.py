"""Mails handed to a mail server over SMTP, one recipient a transaction, over one connection for as long as it lasts.

    MAIL ─ RCPT ─ DATA ─354─ text but its last CRLF ─┬─ CRLF.CRLF ─ reply
                        └─── inflight() ─────────────┘
                    "later", "never"                   │  "unknown", until a reply says otherwise

The last dot is sent when the ledger has said that the mail is on its way, and not before; to lose no time, it says so while the
text is being sent. What goes wrong before the dot is sent cannot have delivered anything; what goes wrong after it may have.
"""

import ssl
from collections.abc import Callable
from concurrent.futures import wait
from dataclasses import replace

from briefing import failpoints
from briefing.delivery_settings import Mail
from briefing.edges.encryption import safe_context
from briefing.edges.post.aside import Aside
from briefing.edges.post.line import FaultError, Line, Patience
from briefing.edges.post.opening import Door, RefusedError, size_of
from briefing.edges.post.place import place_of
from briefing.edges.post.said import plain, status_of
from briefing.edges.post.stuffing import LineEndError, Stuffing, Wire
from briefing.model import Letter, Reply

Begin = Callable[[], bool]

_CLOSING = 421
_NOT_LOGGED_IN = frozenset({530, 534, 535, 538})  # RFC 4954: about us, whoever the mail is to
_REFUSED = 9  # mails in a row after which a connection is left: servers answer more slowly then, or hang up (0045)
_WRONG = frozenset("<>\r\n\t \x7f") | {chr(number) for number in range(32)}  # would end an address in a command, or the command


class SmtpCarrier:
    """A way to the mail server of a profile. `carry` gives a `Reply` whatever happens; only what `inflight` raises comes through.

    A context may be handed in that trusts other certificates than the machine's.
    """

    def __init__(
        self,
        mail: Mail,
        password: str | None = None,
        *,
        patience: Patience | None = None,
        context: Callable[[], ssl.SSLContext] = safe_context,
    ) -> None:
        self._door = Door(place=place_of(mail.smtp), password=password, patience=patience or Patience(), context=context)
        self._line: Line | None = None
        self._met: Line | None = None
        self._open_transaction = False
        self._refused_in_row = 0
        self._stuffing = Stuffing()
        self._ledger = Aside("inflight")

    @property
    def largest(self) -> int | None:
        """The largest message the server takes, in bytes; None where it sets no limit or was not asked yet."""
        return size_of(self._line) if self._line else None

    def carry(self, letter: Letter, *, inflight: Begin, smtputf8: bool = False) -> Reply:
        """Hand a mail over. `inflight` is called in another thread once the server asked for the text; the last dot waits for it.

        Where it returns False, or raises, the connection is closed without a last dot, so that nothing is delivered.
        """
        try:
            return self._carry(letter, inflight, smtputf8=smtputf8)
        except BaseException:
            self._hang_up()
            raise

    def close(self) -> None:
        """Take leave of the server; never raises."""
        line, self._line = self._line, None
        if line:
            line.leave()
        self._ledger.close()

    def interrupt(self) -> None:
        """From another thread: let a `carry` that waits for the server wait no longer, and say how far it came."""
        if line := self._met:
            line.interrupt()

    def _meet(self, line: Line) -> None:
        self._met = line

    def _carry(self, letter: Letter, inflight: Begin, *, smtputf8: bool) -> Reply:
        if _WRONG & (set(letter.sender) | set(letter.recipient)) or not letter.recipient:
            return Reply(verdict="never", status="5.1.3", text="the address cannot be written in a command")
        try:
            wire = self._stuffing.wire(letter.pieces)
        except LineEndError:
            return Reply(verdict="never", status="5.6.0", text="a line of the mail does not end as lines of mails do")
        reused = self._rested()
        begun = self._begun(letter, wire, smtputf8=smtputf8)
        if begun and reused and begun[1]:  # it had closed a connection that was idle, or had carried enough
            begun = self._begun(letter, wire, smtputf8=smtputf8)
        if begun:
            return begun[0]
        return self._recipient(letter) or self._text(letter, wire, inflight)

    def _rested(self) -> bool:
        """Whether there is a connection of earlier mails, ready for another."""
        if self._line and self._refused_in_row >= _REFUSED:
            self._line.leave()
            self._line = None
        if self._line and self._open_transaction:
            try:
                if self._line.rset()[0] != 250:
                    self._hang_up()
            except FaultError:
                self._hang_up()
        self._open_transaction = False
        return self._line is not None

    def _begun(self, letter: Letter, wire: Wire, *, smtputf8: bool) -> tuple[Reply, bool] | None:
        """None once the server took the sender; else why not, and whether that is so because it closed the connection."""
        try:
            if not self._line:
                self._refused_in_row = 0
                self._line = self._door.open(self._meet)
                self._door = replace(self._door, needs_encryption=self._door.needs_encryption or self._line.encrypted)
        except FaultError as fault:
            return Reply(verdict="later", text=fault.reason, common=True), False
        except RefusedError as refused:
            return replace(self._refusal(refused.code, refused.text, letter), verdict="later", common=True), False
        line = self._line
        options = _options(line, letter, wire, smtputf8=smtputf8)
        if isinstance(options, Reply):
            return options, False
        try:
            line.command_encoding = "utf-8"
            code, text = line.docmd("MAIL", f"FROM:<{letter.sender}>{options}")
        except FaultError as fault:
            self._hang_up()
            return Reply(verdict="later", text=fault.reason, common=True), fault.lost
        self._open_transaction = True
        if code < 300:
            return None
        reply = self._refused(code, text, letter)
        return replace(reply, common=reply.common or code < 400), code == _CLOSING

    def _recipient(self, letter: Letter) -> Reply | None:
        """None once the server took the recipient and asked for the text; else why not."""
        assert self._line
        try:
            code, text = self._line.docmd("RCPT", f"TO:<{letter.recipient}>")
            if code >= 300:
                return self._refused(code, text, letter)
            code, text = self._line.docmd("DATA")
        except FaultError as fault:
            self._hang_up()
            return Reply(verdict="later", text=fault.reason)
        return None if code == 354 else self._refused(code, text, letter)

    def _text(self, letter: Letter, wire: Wire, inflight: Begin) -> Reply:
        line = self._line
        assert line
        failpoints.reach("send.accepted")
        began = self._ledger.do(inflight)
        try:
            fault = _sent(line, wire)
        finally:
            wait((began,))  # what the ledger writes next follows on this
        if not began.result():
            self._hang_up()
            return Reply(verdict="later", text="taken back before its last dot")
        failpoints.reach("send.inflight")
        failpoints.reach("send.body")
        fault = fault or _spoken(line)
        return self._interrupted(line, fault, letter) if fault else self._dot(line, wire, letter)

    def _interrupted(self, line: Line, fault: FaultError, letter: Letter) -> Reply:
        """No last dot was sent: nothing is delivered. Some servers say why before they hang up."""
        try:
            code, text = line.reply(self._door.patience.leave) if fault.lost or line.early() else (0, b"")
        except FaultError:
            code, text = 0, b""
        self._hang_up()
        if code >= 400:
            return self._refusal(code, text, letter)
        return Reply(verdict="later", text=fault.reason)

    def _dot(self, line: Line, wire: Wire, letter: Letter) -> Reply:
        try:
            line.send(b"\r\n.\r\n" if wire.blocks else b".\r\n")
            failpoints.reach("send.dotted")
            code, text = line.reply(self._door.patience.dot)
        except FaultError as fault:
            self._hang_up()
            return Reply(verdict="unknown", text=f"no answer came to the end of the mail: {fault.reason}")
        failpoints.reach("send.answered")
        if 200 <= code < 300:
            self._open_transaction, self._refused_in_row = False, 0
            return Reply(verdict="taken", code=code, status=status_of(code, text), text=self._plain(text, letter))
        if code < 400:
            self._hang_up()
            return Reply(verdict="unknown", text="no answer came to the end of the mail: it cannot be understood")
        if code == _CLOSING:
            self._hang_up()
        self._open_transaction = False
        return self._refusal(code, text, letter)

    def _refused(self, code: int, text: bytes, letter: Letter) -> Reply:
        """What a reply means that is not the one expected, before the text of the mail."""
        if code < 400:
            self._hang_up()
            return Reply(verdict="later", text="the mail server says what cannot be understood")
        if code == _CLOSING:
            self._hang_up()
        reply = self._refusal(code, text, letter)
        return replace(reply, common=reply.common or code in _NOT_LOGGED_IN)

    def _refusal(self, code: int, text: bytes, letter: Letter) -> Reply:
        self._refused_in_row += 1
        return Reply(
            verdict="later" if code < 500 else "never",
            code=code,
            status=status_of(code, text),
            text=self._plain(text, letter),
            common=code == _CLOSING,
        )

    def _plain(self, text: bytes, letter: Letter) -> str:
        reader = (letter.recipient, letter.recipient.partition("@")[0])
        return plain(text, *reader, *filter(None, (self._door.password, self._door.place.user)))

    def _hang_up(self) -> None:
        line, self._line = self._line, None
        self._open_transaction = False
        if line:
            line.hang_up()


def _sent(line: Line, wire: Wire) -> FaultError | None:
    """Why a text could not be sent, None where it was."""
    try:
        for block in wire.blocks:
            line.send(block)
    except FaultError as fault:
        return fault
    return None


def _spoken(line: Line) -> FaultError | None:
    """What is wrong where a server says something, or hangs up, while it is not its turn: no such word is about the whole mail."""
    try:
        return FaultError("the mail server answered before the mail was whole") if line.early() else None
    except FaultError as fault:
        return fault


def _options(line: Line, letter: Letter, wire: Wire, *, smtputf8: bool) -> str | Reply:
    """What follows the sender in MAIL, or a refusal where the server lacks what this mail needs."""
    options, most = "", size_of(line)
    if most and letter.size > most:
        return Reply(
            verdict="never", status="5.3.4", text=f"the mail has {letter.size} bytes, the mail server takes at most {most}"
        )
    if line.offers("size") is not None:
        options += f" SIZE={letter.size}"
    if smtputf8 or not (letter.sender + letter.recipient).isascii() or not (wire.ascii or _head(letter).isascii()):
        if line.offers("smtputf8") is None:
            return Reply(
                verdict="never", status="5.6.7", text="the mail server takes no addresses with letters beyond ASCII (SMTPUTF8)"
            )
        options += " SMTPUTF8"
    if not wire.ascii:
        if line.offers("8bitmime") is None:
            return Reply(verdict="never", status="5.6.3", text="the mail server takes no mail with 8-bit text (8BITMIME)")
        options += " BODY=8BITMIME"
    return options


def _head(letter: Letter) -> bytes:
    """The headers of a mail; with other letters in them as they are, it needs SMTPUTF8 too (RFC 6531)."""
    return letter.message().partition(b"\r\n\r\n")[0]
