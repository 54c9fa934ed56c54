"""Mail over encrypted connections: what is refused, in which words, and that nothing is sent then."""

import base64
import socket
import ssl
import threading

import pytest
from mail_server import MailServer
from scripted_mail import ScriptedMail
from web_server import authority

from briefing.delivery_settings import Mail
from briefing.edges.encryption import safe_context
from briefing.edges.post.carrier import SmtpCarrier
from briefing.edges.post.line import Patience
from briefing.edges.post.opening import Door
from briefing.edges.post.place import Place
from briefing.model import Letter

PASSWORD = "pass wörd"
LOGIN = ("desk@paper.example", PASSWORD)
SHORT = Patience(connect=2, command=2, block=2, dot=2, leave=0.2)
LETTER = Letter(sender="back-1@paper.example", recipient="anna@mail.example", pieces=(b"Subject: News\r\n\r\nText\r\n",))


@pytest.fixture(scope="module")
def trusted(tmp_path_factory):
    return authority(tmp_path_factory.mktemp("authority"))


def in_base64(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def sent(address: str, password: str | None = PASSWORD, *, context=safe_context):
    carrier = SmtpCarrier(Mail(smtp=address, sender="desk@paper.example"), password, patience=SHORT, context=context)
    reply = carrier.carry(LETTER, inflight=lambda: True)
    carrier.close()
    return reply


@pytest.mark.parametrize("implicit", [False, True])
@pytest.mark.parametrize(
    ("certificate", "said"),
    [
        ({"names": "DNS:other.example"}, "IP address mismatch, certificate is not valid for '127.0.0.1'"),
        ({"trusted": False}, "self-signed certificate"),
        ({"days": -1}, "certificate has expired"),
    ],
)
def test_a_certificate_that_does_not_hold_is_refused_and_nothing_is_sent(certificate, said, implicit, trusted):
    with MailServer(tls=trusted.serving(**certificate), implicit=implicit, login=LOGIN) as server:
        reply = sent(server.url, context=trusted.trusting)
        assert (reply.verdict, reply.common, reply.code) == ("later", True, None)
        assert reply.text == f"the certificate of the mail server does not hold: {said}"
        assert (server.received, server.log_ins) == ([], [])


def test_smtps_without_a_login_is_checked_as_strictly(trusted):
    with MailServer(tls=trusted.serving(trusted=False), implicit=True) as server:
        assert "self-signed" in sent(server.url).text
        assert server.received == []


@pytest.mark.parametrize("implicit", [False, True])
def test_a_certificate_that_holds_lets_the_password_and_the_mail_through(implicit, trusted):
    with MailServer(tls=trusted.serving(), implicit=implicit, login=LOGIN) as server:
        assert sent(server.url, context=trusted.trusting).verdict == "taken"
        mail = server.received[0]
        assert (mail.encrypted, mail.user, server.log_ins) == (True, "desk@paper.example", [True])


def test_without_encryption_no_password_is_sent():
    with ScriptedMail(offers=("AUTH PLAIN LOGIN",)) as peer:
        reply = sent(f"smtp://desk@127.0.0.1:{peer.port}")
        assert (reply.verdict, reply.common) == ("later", True)
        assert reply.text == "the mail server offers no encryption (STARTTLS), and no password is sent without"
        assert [line.split()[0].lower() for line in peer.heard] == ["ehlo"]


def test_tls_before_1_2_is_refused(trusted):
    old = trusted.serving()
    with pytest.warns(DeprecationWarning, match="TLSv1"):
        old.minimum_version, old.maximum_version = ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1
    old.set_ciphers("ALL:@SECLEVEL=0")
    with ScriptedMail(tls=old) as peer:
        reply = sent(f"smtp://desk@127.0.0.1:{peer.port}", context=safe_context)
        assert reply.text == "no encrypted connection to the mail server could be made (TLS 1.2 or later is needed)"
        assert peer.mails == []


def test_a_wrong_password_is_tried_once_and_no_mail_is_marked_as_refused(trusted):
    with MailServer(tls=trusted.serving(), login=LOGIN) as server:
        reply = sent(server.url, "wrong", context=trusted.trusting)
        assert (reply.verdict, reply.common, reply.code, reply.status) == ("later", True, 535, "5.7.8")
        assert server.log_ins == [False]


@pytest.mark.parametrize(
    ("ways", "told"),
    [
        ("LOGIN PLAIN", [f"AUTH PLAIN {in_base64(f'{chr(0)}desk@paper.example{chr(0)}{PASSWORD}')}"]),
        ("CRAM-MD5 LOGIN", ["AUTH LOGIN", in_base64("desk@paper.example"), in_base64(PASSWORD)]),
    ],
)
def test_the_password_goes_in_utf_8_the_way_the_server_takes_it(ways, told, trusted):
    with ScriptedMail(tls=trusted.serving(), offers=(), ways=ways) as peer:
        assert sent(f"smtp://desk%40paper.example@127.0.0.1:{peer.port}", context=trusted.trusting).verdict == "taken"
        at = next(number for number, line in enumerate(peer.heard) if line.startswith("AUTH"))
        assert peer.heard[at : at + len(told)] == told


def test_a_server_that_takes_no_password_we_could_send_is_told_of(trusted):
    with ScriptedMail(tls=trusted.serving(), ways="XOAUTH2 GSSAPI") as peer:
        reply = sent(f"smtp://desk@127.0.0.1:{peer.port}", context=trusted.trusting)
        assert (reply.verdict, reply.common) == ("later", True)
        assert reply.text == "the mail server offers no way to log in that is known here (AUTH PLAIN or LOGIN)"


def test_encryption_is_used_wherever_it_is_offered_and_checked_unless_the_server_is_on_this_machine(trusted):
    with MailServer(tls=trusted.serving(trusted=False)) as server:  # as a distribution sets one up
        assert sent(server.url).verdict == "taken"
        assert server.received[0].encrypted


def test_what_was_offered_once_is_never_done_without(trusted):
    with ScriptedMail(tls=trusted.serving(), offers=()) as peer:
        carrier = SmtpCarrier(
            Mail(smtp=f"smtp://127.0.0.1:{peer.port}", sender="desk@paper.example"), patience=SHORT, context=trusted.trusting
        )
        assert carrier.carry(LETTER, inflight=lambda: True).verdict == "taken"
        peer._tls = None  # somebody takes the offer out of what it says
        peer._phase, peer._acts, peer._times = "mail", (b"421 4.3.2 restarting\r\n",), 1
        reply = carrier.carry(LETTER, inflight=lambda: True)
        assert (reply.verdict, reply.common) == ("later", True)
        assert reply.text == "the mail server offered encryption (STARTTLS) before and does not any more"
        assert len(peer.mails) == 1
        carrier.close()


def test_words_that_come_with_the_answer_to_starttls_are_not_believed(trusted):
    with ScriptedMail("starttls", b"220 go\r\n250-peer.example\r\n250 AUTH PLAIN\r\n", tls=trusted.serving()) as peer:
        reply = sent(f"smtp://desk@127.0.0.1:{peer.port}", context=trusted.trusting)
        assert reply.text == "the mail server goes on without the encryption it has agreed to"
        assert peer.mails == []


def test_a_server_that_only_reads_while_encryption_begins_is_not_waited_for():
    with socket.create_server(("127.0.0.1", 0)) as silent:
        accepted = []
        thread = threading.Thread(target=lambda: accepted.append(silent.accept()))
        thread.start()
        place = Place(host="127.0.0.1", port=silent.getsockname()[1], implicit=True)
        door = Door(place=place, password=None, patience=Patience(connect=0.2), context=safe_context)
        with pytest.raises(Exception, match=r"did not answer within 0.2 s"):
            door.open()
        thread.join()
        accepted[0][0].close()
