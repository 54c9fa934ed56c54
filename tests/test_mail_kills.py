"""`briefing send` under kill -9: nobody gets a mail twice, nobody is left out unsaid; what is in doubt is said to be."""

import os
import random
import signal
import time
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from mail_desk import DAY, PROFILE, Desk, addresses, desk_in
from mail_server import MailServer

from briefing import failpoints
from briefing.errors import Exit

pytestmark = pytest.mark.slow

READERS = 25
KILLS = int(os.environ.get("BRIEFING_KILLS", "30"))
SEED = int(os.environ.get("BRIEFING_SEED", "20260310"))
PLACES = [name for name in failpoints.NAMES if name.startswith(("plan.", "send."))]
ACK = 0.004  # seconds from a mail being stored to its being acknowledged


@dataclass(kw_only=True)
class Tally:
    """What many kills have come to."""

    kills: int = 0
    editions: int = 0
    duplicates: int = 0
    doubts: int = 0
    doubts_that_arrived: int = 0


def copies(server: MailServer) -> Counter[str]:
    """How many copies each recipient has."""
    with server._lock:
        return Counter(one.recipient for one in server.received)


def settled(desk: Desk, edition: str, server: MailServer, tally: Tally, *, resend: bool, kills: int) -> None:
    """Check an edition that was sent under so many kills, once more in peace: each reader has it, or is reported in doubt."""
    words = ["--date", edition, *(["--resend-in-doubt"] if resend else [])]
    last = desk.fork(*words)
    code, counts = last.wait(), last.counts()
    with desk.open() as archive:
        doubtful = {one.address for one in archive.mails().doubts(PROFILE, edition)}
        sent = {one.address for one in archive.mails().in_state(PROFILE, "sent", edition)}
        assert archive.mails().unbalanced() == ()
    got = copies(server)
    assert counts == {"planned": READERS, "sent": len(sent), "deferred": 0, "failed": 0, "suppressed": 0, "in_doubt": len(doubtful)}
    assert len(sent) + len(doubtful) == READERS
    assert all(got[address] for address in sent)  # nobody is lost unsaid
    assert code == (Exit.MAIL if doubtful else Exit.OK)
    twice = sum(number - 1 for number in got.values() if number > 1)
    if resend:
        assert not doubtful
        assert twice <= kills
    else:
        assert twice == 0
    with server._lock:
        assert {len({one.message for one in server.received if one.recipient == address}) for address in got} == {1}  # same bytes
        server.received.clear()
    tally.editions, tally.duplicates, tally.doubts = tally.editions + 1, tally.duplicates + twice, tally.doubts + len(doubtful)
    tally.doubts_that_arrived += sum(1 for address in doubtful if got[address])


def wait_until_at_work(server: MailServer, chance: random.Random) -> None:
    """Wait for a moment to kill at: mostly so many mails after the first and some milliseconds, sometimes by the clock alone."""
    if chance.random() < 0.25:
        time.sleep(chance.uniform(0, 0.4))
        return
    wanted, deadline = len(server.received) + chance.randint(0, 6), time.monotonic() + 1.0
    while len(server.received) < wanted and time.monotonic() < deadline:
        time.sleep(0.0005)
    time.sleep(chance.uniform(0, 0.02) if wanted else chance.uniform(0.1, 0.3))


def killed_at_random(desk: Desk, server: MailServer, chance: random.Random, *, kills: int, resend: bool) -> Tally:
    """So many sends killed at random, each edition until nothing of it is owed."""
    tally, day, of_edition = Tally(), DAY, 0
    edition = desk.file(day)
    while tally.kills < kills:
        words = ["--date", edition, *(["--resend-in-doubt"] if resend else [])]
        running = desk.fork(*words)
        wait_until_at_work(server, chance)
        os.kill(running.process.pid, signal.SIGKILL)
        ended = running.wait() != -signal.SIGKILL  # before it was killed: nothing of this edition is owed
        tally.kills, of_edition = tally.kills + (not ended), of_edition + (not ended)
        if ended or tally.kills == kills:
            settled(desk, edition, server, tally, resend=resend, kills=of_edition)
            day, of_edition = day + timedelta(days=1), 0
            edition = desk.file(day)
    return tally


@pytest.mark.parametrize("resend", [False, True], ids=["held", "resent"])
def test_sends_killed_at_random_lose_nothing_and_double_nothing(tmp_path: Path, resend: bool):
    kills = KILLS if not resend else max(15, KILLS // 2)
    with MailServer(delay=ACK) as server:
        desk = desk_in(tmp_path, server.url)
        desk.add(*addresses(READERS))
        tally = killed_at_random(desk, server, random.Random(SEED), kills=kills, resend=resend)
    print(f"seed {SEED}, {'resent' if resend else 'held'}: {tally}")
    assert tally.kills == kills
    assert tally.doubts + tally.duplicates > kills / 50  # else the kills came too early or too late, and nothing was shown
    assert tally.duplicates <= (tally.kills if resend else 0)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("resend", [False, True], ids=["held", "resent"])
def test_a_send_killed_at_any_of_its_steps_is_finished_by_the_next(tmp_path: Path, place: str, resend: bool):
    count = 1 if place.startswith("plan.") or place == "send.claimed" else 3
    with MailServer(delay=ACK) as server:
        desk = desk_in(tmp_path, server.url)
        desk.add(*addresses(READERS))
        edition, tally = desk.file(), Tally()
        killed = desk.fork("--date", edition, failpoint=f"{place}:kill:{count}")
        assert killed.wait() == -signal.SIGKILL  # so the place was reached
        before = copies(server)
        assert all(number == 1 for number in before.values())
        settled(desk, edition, server, tally, resend=resend, kills=1)
    # While a mail is on its way to the server, the word that the one before it arrived may still be on its way to the disk.
    if place in ("plan.frozen", "plan.committed", "send.claimed"):
        assert (tally.doubts, tally.duplicates) == (0, 0)
    if place in ("send.inflight", "send.body", "send.dotted", "send.answered"):
        assert tally.doubts == (0 if resend else 1)
