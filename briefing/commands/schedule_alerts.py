"""What the scheduler has to tell the operators of its profiles, beside its own work: they may be far away."""

import argparse
import threading
from collections.abc import Callable, Iterable

from briefing.commands.context import archive_url, output_for
from briefing.commands.schedule_desk import Desk
from briefing.edges.archive import SqlArchive
from briefing.errors import BriefingError
from briefing.settings import Profile

_PATIENCE = 2.0  # seconds we wait for an archive that is in use
_EVERY = 300.0  # seconds between two attempts to tell what nobody could be told


class Alerts:
    """Each is told in a thread of its own, within the ten seconds that `operator_for` allows."""

    def __init__(self) -> None:
        self._threads: list[threading.Thread] = []
        self._again_at = 0.0

    def tell(self, args: argparse.Namespace, profile: Profile, key: str, subject: str, text: str) -> None:
        """Tell the operator of a profile something, once for each key; without the archive where that is what is wrong."""

        def tell() -> None:
            from briefing.commands.operator import operator_for  # noqa: PLC0415 (a mail client and more, for the day it is needed)

            try:
                with SqlArchive.open(archive_url(args, profile, output_for(args, profile)), patience=_PATIENCE) as archive:
                    operator_for(profile, archive).told(key, f"{profile.title}: {subject}", text)
            except BriefingError:
                operator_for(profile, None).told(key, f"{profile.title}: {subject}", text)

        self._start(tell)

    def retry(self, desks: Iterable[Desk], steady: float) -> None:
        """Every five minutes, tell what nobody could be told before."""
        if steady < self._again_at:
            return
        self._again_at = steady + _EVERY
        due = [(desk.args, desk.profile) for desk in desks if desk.profile.operator.mail or desk.profile.operator.webhook]

        def retry() -> None:
            from briefing.commands.operator import operator_for  # noqa: PLC0415

            for args, profile in due:
                try:
                    with SqlArchive.open(archive_url(args, profile, output_for(args, profile)), patience=_PATIENCE) as archive:
                        operator_for(profile, archive).retry()
                except BriefingError:
                    continue  # the look at the same archive tells of it

        if due:
            self._start(retry)

    def finish(self, seconds: float) -> None:
        """Wait so long at most until everybody is told."""
        for thread in self._threads:
            thread.join(seconds)

    def _start(self, work: Callable[[], None]) -> None:
        self._threads = [thread for thread in self._threads if thread.is_alive()]
        self._threads.append(threading.Thread(target=work, daemon=True))
        self._threads[-1].start()
