"""How fast mails go out beside a bare smtplib loop that sends the same bytes over one connection; how much memory many readers take.

The server (`mail_sink.py`) takes whatever comes and keeps nothing, so it is the sender that is measured. The bare loop has its mails
ready; `briefing send` writes each, puts it down before its last dot and after its answer, durably. They alternate. Prints Markdown
tables.
Usage: mail.py [--mails N] [--sizes KB …] [--runs N] [--readers N …]
"""

import argparse
import smtplib
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from stopwatch import BRIEFING, ROOT, measure, median, table

sys.path.insert(0, str(ROOT / "tests" / "servers"))
from mail_desk import DAY, PROFILE, Desk, addresses, desk_in

from briefing.cli import _parser as parser
from briefing.commands.context import profile_for
from briefing.commands.outbox import Outbox, plan, posting_of
from briefing.commands.send import send_owed
from briefing.delivery_settings import Mail
from briefing.edges.archive import SqlArchive
from briefing.edges.filed import filed
from briefing.edges.post.carrier import SmtpCarrier
from briefing.model import Letter

LINE = bytes(range(33, 127))


class Sink:
    """The server in a process of its own."""

    def __init__(self) -> None:
        program = [sys.executable, str(Path(__file__).with_name("mail_sink.py"))]
        self._process = subprocess.Popen(program, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.port = int(self._line())

    def _line(self) -> str:
        assert self._process.stdout
        return self._process.stdout.readline()

    def counted(self) -> tuple[int, float]:
        """How many mails came since this was asked last, and how many in a second."""
        assert self._process.stdin
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        mails, _, seconds = self._line().split()
        return int(mails), (int(mails) - 1) / float(seconds) if float(seconds) else 0.0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._process.kill()
        self._process.communicate()


def pdf_of(kilobytes: int) -> bytes:
    """Bytes as long as such a PDF; nobody reads them."""
    return b"%PDF-1.7\n" + (LINE * (kilobytes * 1000 // len(LINE) + 1))[: kilobytes * 1000]


def bare(port: int, letters: Sequence[tuple[str, str, bytes]]) -> None:
    """The loop that everybody writes."""
    with smtplib.SMTP("127.0.0.1", port, local_hostname="bare.example", timeout=60) as talk:
        for sender, recipient, message in letters:
            talk.sendmail(sender, [recipient], message)


def carried(port: int, letters: Sequence[Letter]) -> None:
    """Our way to the server, without a ledger."""
    carrier = SmtpCarrier(Mail(smtp=f"smtp://127.0.0.1:{port}", sender="desk@mail.example"))
    for letter in letters:
        assert carrier.carry(letter, inflight=lambda: True).verdict == "taken"
    carrier.close()


def planned(folder: Path, port: int, pdf: bytes, readers: int) -> Desk:
    """A profile with so many readers, whose mails of an edition are planned."""
    desk = desk_in(folder, f"smtp://127.0.0.1:{port}", rate=10_000)
    desk.file(pdf=pdf)
    desk.add(*addresses(readers))
    with desk.open() as archive:
        plan_edition(desk, archive)
    return desk


def arguments_of(desk: Desk) -> argparse.Namespace:
    """What the command line hands to `briefing send`."""
    return parser().parse_args(desk.words())


def plan_edition(desk: Desk, archive: SqlArchive) -> None:
    found = filed(desk.folder / "output", PROFILE, str(DAY))
    assert found
    profile = profile_for(arguments_of(desk))
    plan(profile, archive, posting_of(profile, found), now=datetime.now(UTC))


def letters_of(desk: Desk) -> list[Letter]:
    """The mails as `briefing send` writes them."""
    profile = profile_for(arguments_of(desk))
    with desk.open() as archive:
        now = datetime.now(UTC)
        mails = archive.mails()
        claimed = mails.claim(PROFILE, now=now, until=now, most=1_000_000)
        outbox = Outbox(profile, arguments_of(desk), archive)
        made = [outbox(mail) for mail in claimed]
        mails.give_back(claimed)
    assert all(isinstance(one, Letter) for one in made)
    return [one for one in made if isinstance(one, Letter)]


def throughput(kilobytes: int, mails: int, runs: int) -> str:
    """A table: mails a second of the bare loop, of our carrier, of all of `briefing send`."""
    rates: dict[str, list[float]] = {"briefing send": [], "our carrier alone": [], "bare smtplib": []}
    pdf = pdf_of(kilobytes)
    with Sink() as sink, tempfile.TemporaryDirectory() as scratch:
        for number in range(runs):
            desk = planned(Path(scratch) / str(number), sink.port, pdf, mails)
            letters = letters_of(desk)
            ready = [(one.sender, one.recipient, one.message()) for one in letters]
            ways: tuple[tuple[str, Callable[[], None]], ...] = (
                ("bare smtplib", lambda ready=ready: bare(sink.port, ready)),
                ("our carrier alone", lambda letters=letters: carried(sink.port, letters)),
                ("briefing send", lambda desk=desk: _sent(desk)),
            )
            for name, way in ways if number % 2 else ways[::-1]:
                way()
                came, rate = sink.counted()
                assert came == mails, f"{name}: {came} of {mails}"
                rates[name].append(rate)
    plain = median(rates["bare smtplib"])
    rows = [[name, f"{median(found):.0f}", f"{median(found) / plain:.2f}"] for name, found in rates.items()]
    note = f"Medians of {runs} alternating runs of {mails} mails."
    return table(f"Mails with a PDF of {kilobytes} kB", ["", "mails a second", "beside the bare loop"], rows, note)


def _sent(desk: Desk) -> None:
    with desk.open() as archive:
        done = send_owed(profile_for(arguments_of(desk)), arguments_of(desk), archive, flush=True)
    assert not done.code, done


def memory(readers: Sequence[int]) -> str:
    """A table: what `briefing send` holds at its peak with so many readers."""
    rows = []
    with Sink() as sink, tempfile.TemporaryDirectory() as scratch:
        for number in readers:
            desk = desk_in(Path(scratch) / str(number), f"smtp://127.0.0.1:{sink.port}", rate=10_000)
            desk.file(pdf=pdf_of(10))
            desk.add(*addresses(number))
            run = measure([*BRIEFING, "send", "--profile", str(desk.profile)])
            came, rate = sink.counted()
            assert (run.code, came) == (0, number), run.output
            rows.append([f"{number:,}", f"{run.megabytes:.0f} MB", f"{run.seconds:.1f} s", f"{rate:.0f}"])
    head = ["readers", "peak memory", "wall", "mails a second"]
    return table("`briefing send` with a PDF of 10 kB", head, rows, "One run each, planning included.")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mails", type=int, default=200)
    parser.add_argument("--sizes", type=int, nargs="*", default=[50, 500], metavar="KB")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--readers", type=int, nargs="*", default=[1_000, 10_000], metavar="N")
    given = parser.parse_args()
    for kilobytes in given.sizes:
        print(throughput(kilobytes, given.mails, given.runs))
    if given.readers:
        print(memory(given.readers))


if __name__ == "__main__":
    main()
