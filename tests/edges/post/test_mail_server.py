"""The server that tests of mail talk to does what they rely on."""

import smtplib

import pytest
from mail_server import HANG_UP, MailServer, stored
from web_server import authority

TEXT = b"Subject: News\r\n\r\nOne line\r\n.\r\n..two\r\n"


@pytest.fixture(scope="module")
def trusted(tmp_path_factory):
    return authority(tmp_path_factory.mktemp("authority"))


def client(server):
    return smtplib.SMTP("127.0.0.1", server.port, local_hostname="test.example", timeout=5)


def test_a_mail_that_is_taken_is_kept_with_its_envelope_and_in_the_folder(tmp_path):
    with MailServer(folder=tmp_path) as server, client(server) as talk:
        talk.sendmail("desk@a.example", ["anna@b.example"], TEXT)
        talk.sendmail("desk@a.example", ["bert@b.example"], TEXT)
        first, second = server.received
    assert (first.sender, first.recipient, first.message, first.connection) == ("desk@a.example", "anna@b.example", TEXT, 1)
    assert second.connection == 1
    assert [(mail.recipient, mail.message) for mail in stored(tmp_path)] == [("anna@b.example", TEXT), ("bert@b.example", TEXT)]


def test_recipients_and_texts_are_refused_as_told_and_in_turn():
    with MailServer(refuse={"a@b.example": ["450 later"]}, refuse_text={"a@b.example": ["554 5.6.0 no"]}) as server:
        with client(server) as talk:
            with pytest.raises(smtplib.SMTPRecipientsRefused):
                talk.sendmail("desk@a.example", ["a@b.example"], TEXT)
            with pytest.raises(smtplib.SMTPDataError):
                talk.sendmail("desk@a.example", ["a@b.example"], TEXT)
            talk.sendmail("desk@a.example", ["a@b.example"], TEXT)
        assert len(server.to("a@b.example")) == 1
        assert server.refused == [("a@b.example", "450 later"), ("a@b.example", "554 5.6.0 no")]


def test_it_can_keep_a_mail_and_hang_up():
    with MailServer(refuse_text={"a@b.example": HANG_UP}) as server:
        with pytest.raises(smtplib.SMTPServerDisconnected), client(server) as talk:
            talk.sendmail("desk@a.example", ["a@b.example"], TEXT)
        assert len(server.received) == 1


def test_with_a_login_nothing_is_taken_before_tls_and_a_password(trusted):
    with MailServer(tls=trusted.serving(), login=("desk@a.example", "secret")) as server:
        with client(server) as talk:
            assert talk.mail("desk@a.example")[0] == 530
        with client(server) as talk:
            talk.starttls(context=trusted.trusting())
            talk.login("desk@a.example", "secret")
            talk.sendmail("desk@a.example", ["a@b.example"], TEXT)
        mail = server.received[0]
        assert (mail.encrypted, mail.user) == (True, "desk@a.example")
        assert server.url.startswith("smtp://desk%40a.example@127.0.0.1:")


def test_it_may_be_encrypted_from_the_first_byte(trusted):
    with MailServer(tls=trusted.serving(), implicit=True, login=("desk", "secret")) as server:
        with smtplib.SMTP_SSL(
            "127.0.0.1", server.port, local_hostname="test.example", context=trusted.trusting(), timeout=5
        ) as talk:
            talk.login("desk", "secret")
            talk.sendmail("desk@a.example", ["a@b.example"], TEXT)
        assert server.received[0].encrypted


def test_mails_larger_than_its_size_are_not_taken():
    with MailServer(size=1000) as server, client(server) as talk:
        talk.ehlo()
        assert talk.esmtp_features["size"] == "1000"
        with pytest.raises(smtplib.SMTPSenderRefused):
            talk.sendmail("desk@a.example", ["a@b.example"], bytes(2000))
