"""Places at which a test lets the program end, wait or fail, to see that nothing is lost there. In service they do nothing.

`BRIEFING_FAILPOINT=name:action` names one: `kill` ends the process as a power cut would, `raise` raises, `sleep` waits a minute,
`stop` stands still until SIGCONT; `name:action:3` acts the third time the place is reached.
"""

import os
import signal
import time

NAMES = (
    "run.claimed",  # the edition is ours to make
    "run.composed",  # made, not on the shelf
    "run.filed",  # on the shelf, not on record
    "run.recorded",  # on record as made, mail not planned
    "plan.frozen",  # recipients are in the transaction, not committed
    "plan.committed",  # mail is planned, the run not done yet
    "send.claimed",  # some mails are ours to send
    "send.written",  # one is written, no transaction begun with the server
    "send.accepted",  # the server wants its text: 354
    "send.inflight",  # on record as on its way
    "send.body",  # all of it is sent but the last dot
    "send.dotted",  # the last dot is sent, no answer read
    "send.answered",  # the answer is read and not on record
    "send.recorded",  # on record as sent
)
_reached: dict[str, int] = {}


def reach(name: str) -> None:
    """Act where BRIEFING_FAILPOINT names this place."""
    wanted = os.environ.get("BRIEFING_FAILPOINT")
    if not wanted:
        return
    place, action, count = (*wanted.split(":"), "1")[:3]
    if place != name:
        return
    _reached[name] = _reached.get(name, 0) + 1
    if _reached[name] != int(count):
        return
    if action == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    if action == "stop":
        os.kill(os.getpid(), signal.SIGSTOP)
    if action == "raise":
        raise RuntimeError(f"failpoint {name}")
    if action == "sleep":
        time.sleep(60)
