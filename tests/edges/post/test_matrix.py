"""What becomes of a mail, whatever a mail server says or does, at every point of the conversation."""

import pytest
from scripted_mail import END, HANG, PHASES, RESET, ScriptedMail
from web_server import authority

from briefing.delivery_settings import Mail
from briefing.edges.post.carrier import SmtpCarrier
from briefing.edges.post.line import Patience
from briefing.model import Letter

# T taken, L later (tried again), N never (not tried again), ? in doubt; with * it is about the server and every mail would fare alike.
MATRIX = """
                     greeting ehlo starttls auth mail rcpt data body dot
    250              T        T    L*       L*   T    T    L    L    T
    252              T        T    L*       L*   T    T    L    L    T
    235              T        T    L*       T    T    T    L    L    T
    354              L*       L*   L*       L*   L*   L    T    L    ?
    421              L*       L*   L*       L*   L*   L*   L*   L*   L*
    450              L*       L*   L*       L*   L    L    L    L    L
    451              L*       L*   L*       L*   L    L    L    L    L
    452              L*       L*   L*       L*   L    L    L    L    L
    454              L*       L*   L*       L*   L    L    L    L    L
    499              L*       L*   L*       L*   L    L    L    L    L
    500              L*       T    L*       L*   N    N    N    N    N
    502              L*       T    L*       L*   N    N    N    N    N
    521              L*       L*   L*       L*   N    N    N    N    N
    530              L*       L*   L*       L*   N*   N*   N*   N    N
    535              L*       L*   L*       L*   N*   N*   N*   N    N
    550              L*       T    L*       L*   N    N    N    N    N
    552              L*       L*   L*       L*   N    N    N    N    N
    554              L*       L*   L*       L*   N    N    N    N    N
    571              L*       L*   L*       L*   N    N    N    N    N
    hang             L*       L*   L*       L*   L*   L    L    L    ?
    reset            L*       L*   L*       L*   L*   L    L    L    ?
    end              L*       L*   L*       L*   L*   L    L    L    ?
    half-end         L*       L*   L*       L*   L*   L    L    L    ?
    half-reset       L*       L*   L*       L*   L*   L    L    L    ?
    half-hang        L*       L*   L*       L*   L*   L    L    L    ?
    more-end         L*       L*   L*       L*   L*   L    L    L    ?
    garbage          L*       L*   L*       L*   L*   L    L    L    ?
    empty            L*       L*   L*       L*   L*   L    L    L    ?
    two-codes        L*       L*   L*       L*   L*   L    L    L    ?
    endless          L*       L*   L*       L*   L*   L    L    L    ?
    550-of-1MB       L*       T    L*       L*   N    N    N    N    N
    550-in-lines     L*       T    L*       L*   N    N    N    N    N
    450-with-NUL     L*       L*   L*       L*   L    L    L    L    L
    450-in-bytes     L*       L*   L*       L*   L    L    L    L    L
"""
ACTS = {
    "hang": (HANG,),
    "reset": (RESET,),
    "end": (END,),
    "half-end": (b"25", END),
    "half-reset": (b"550 5.1", RESET),
    "half-hang": (b"250 2.0.0 tak", HANG),
    "more-end": (b"250-there is more\r\n", END),
    "garbage": (b"\x00\xff what?\r\n",),
    "empty": (b"\r\n",),
    "two-codes": (b"250-yes\r\n550 no\r\n",),
    "endless": (b"250 " + bytes(5_000_000), END),
    "550-of-1MB": (b"550 5.7.1 " + b"x" * 1_000_000 + b"\r\n",),
    "550-in-lines": (b"550-5.7.1 <anna.reads@mail.example>: no\r\n" * 300 + b"550 5.7.1 really\r\n",),
    "450-with-NUL": (b"450 4.2.1 a\x00b\x1b[31m anna.reads%40mail.example\r\n",),
    "450-in-bytes": (b"450 4.2.1 \xff\xfe\xc3( \xe2\x80\xae\r\n",),
}
SECONDS = Patience(connect=2, command=0.25, block=0.25, dot=0.25, leave=0.2)
TEXT = b"Subject: News\r\n\r\nWhat is new.\r\n.\r\n"
LARGE = (b"x" * 70 + b"\r\n") * 1000
HUGE = (TEXT + (b"y" * 70 + b"\r\n") * 120_000,)  # more than the buffers between two sockets hold
READER = "anna.reads@mail.example"


def cells():
    head, *rows = [line.split() for line in MATRIX.strip().splitlines()]
    assert tuple(head) == PHASES
    for name, *outcomes in rows:
        yield from ((phase, name, outcome) for phase, outcome in zip(head, outcomes, strict=True))


def test_the_matrix_has_every_cell():
    assert len(list(cells())) == 34 * 9 >= 200


@pytest.fixture(scope="module")
def trusted(tmp_path_factory):
    return authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture(scope="module")
def serving(trusted):
    return trusted.serving()


def mark(reply) -> str:
    return {"taken": "T", "later": "L", "never": "N", "unknown": "?"}[reply.verdict] + "*" * reply.common


@pytest.mark.parametrize(("phase", "name", "outcome"), tuple(cells()))
def test_what_becomes_of_a_mail(phase, name, outcome, trusted, serving):
    acts = ACTS.get(name) or (f"{name} 9.9.9 as told, {READER}\r\n".encode(),)
    logged_in = phase in {"starttls", "auth"}
    asked = []
    with ScriptedMail(phase, *acts, tls=serving if logged_in else None) as peer:

        def inflight() -> bool:
            asked.append(len(peer.mails))
            if phase == "body":
                peer.acted.wait(1)
            return True

        user = "desk%40paper.example@" if logged_in else ""
        mail = Mail(smtp=f"smtp://{user}127.0.0.1:{peer.port}", sender="desk@paper.example")
        carrier = SmtpCarrier(mail, "secret", patience=SECONDS, context=trusted.trusting)
        pieces = HUGE if (phase, name) == ("body", "hang") else (TEXT, LARGE)
        reply = carrier.carry(Letter(sender="back-1@paper.example", recipient=READER, pieces=pieces), inflight=inflight)

        assert mark(reply) == outcome
        assert asked == (
            [0] if (phase in {"body", "dot"} or outcome == "T") else []
        )  # asked after 354 alone, before the mail is whole
        assert len(peer.mails) == (outcome == "T" or phase == "dot")
        assert reply.verdict == "taken" or reply.text
        assert len(reply.text) <= 500
        assert reply.text.isprintable()
        assert "anna" not in reply.text
        if reply.code is not None and outcome != "T":
            assert str(reply.code) == name[:3]

        if name in {"hang", "half-hang"}:
            peer.acted.clear()
        after = carrier.carry(
            Letter(sender="back-2@paper.example", recipient="bert@mail.example", pieces=(TEXT,)), inflight=lambda: True
        )
        assert mark(after) == "T"  # whatever happened, the next mail goes out
        assert peer.mails[-1] == ("bert@mail.example", TEXT.replace(b"\r\n.", b"\r\n.."))
        carrier.close()
        assert peer.heard[-1] == "QUIT"
