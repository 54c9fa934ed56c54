"""Looking whether mail could be sent, without sending any."""

import time

import pytest
from mail_server import MailServer
from scripted_mail import HANG, ScriptedMail
from web_server import authority

from briefing.delivery_settings import Mail
from briefing.edges.post.probe import Probed, probe


@pytest.fixture(scope="module")
def trusted(tmp_path_factory):
    return authority(tmp_path_factory.mktemp("authority"))


def mail(address: str) -> Mail:
    return Mail(smtp=address, sender="desk@paper.example")


def test_what_a_server_is_like_is_told_and_no_mail_is_begun(trusted):
    with MailServer(tls=trusted.serving(), login=("desk", "secret"), size=12_000_000) as server:
        found = probe(mail(server.url), password="secret", context=trusted.trusting)
        assert found == Probed(encrypted=True, logged_in=True, largest=12_000_000, smtputf8=True, here=True)
        assert (server.received, server.connections) == ([], 1)
    with ScriptedMail(offers=()) as peer:
        assert probe(mail(f"smtp://127.0.0.1:{peer.port}")) == Probed(here=True)
        assert [line.split()[0].lower() for line in peer.heard] == ["ehlo", "noop", "quit"]


@pytest.mark.parametrize(
    ("phase", "said", "reason"),
    [
        ("greeting", b"554 5.7.1 you are listed.\r\n", "the mail server turns us away: 554 5.7.1 you are listed"),
        ("ehlo", b"421 4.3.2 busy\r\n", "the mail server turns us away: 421 4.3.2 busy"),
        ("noop", b"451 4.3.0 not now\r\n", "the mail server turns us away: 451 4.3.0 not now"),
        ("noop", b"what?\r\n", "the mail server says what cannot be understood"),
        ("ehlo", HANG, "the mail server did not answer within 0.3 s"),
    ],
)
def test_why_mail_could_not_be_sent_is_told_in_plain_words_and_in_time(phase, said, reason):
    with ScriptedMail(phase, said) as peer:
        began = time.monotonic()
        assert probe(mail(f"smtp://127.0.0.1:{peer.port}"), seconds=0.3).reason == reason
        assert time.monotonic() - began < 2


def test_a_wrong_password_is_told(trusted):
    with MailServer(tls=trusted.serving(), login=("desk", "secret")) as server:
        reason = probe(mail(server.url), password="wrong one", context=trusted.trusting).reason
        assert reason.startswith("the mail server turns us away: 535 5.7.8")
        assert "wrong one" not in reason
        assert "is not set" in probe(mail(server.url)).reason
