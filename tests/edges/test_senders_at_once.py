"""Eight processes that send at once, on SQLite and on PostgreSQL: each mail goes out once."""

from collections import Counter

import pytest
from mail_desk import addresses, desk_in
from mail_server import MailServer

from briefing.errors import Exit

READERS = 120


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_eight_senders_at_once_send_each_mail_once(tmp_path, kind, request):
    archive = request.getfixturevalue("postgresql")() if kind == "postgresql" else ""
    with MailServer(delay=0.005) as server:
        desk = desk_in(tmp_path, server.url, archive=archive)
        desk.add(*addresses(READERS))
        desk.file()
        running = [desk.fork() for _ in range(8)]
        assert {one.wait() for one in running} <= {Exit.OK, Exit.MAIL}  # 12: others were still at it
        assert Counter(one.recipient for one in server.received) == dict.fromkeys(addresses(READERS), 1)
        assert len({one.connection for one in server.received}) > 1
        assert {one.counts()["planned"] for one in running} == {READERS}
        code, counts, _ = desk.send()
    assert (code, counts["sent"], counts["in_doubt"]) == (Exit.OK, READERS, 0)
