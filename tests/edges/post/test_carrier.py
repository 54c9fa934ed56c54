"""Mails handed to real servers: what is sent, when the ledger is asked, and how a connection is used."""

import threading
import time

import pytest
from mail_server import HANG_UP, MailServer
from scripted_mail import END, HANG, ScriptedMail

from briefing.delivery_settings import Mail
from briefing.edges.post.carrier import SmtpCarrier
from briefing.edges.post.line import Patience
from briefing.model import Letter

HEAD = b"Subject: News\r\n\r\n.\r\n..two dots\r\nText\r\n"
PDF = (b"JVBERi0xLjcK" * 6 + b"\r\n") * 4000
SHORT = Patience(connect=2, command=0.5, block=0.5, dot=0.5, leave=0.2)


def letter(recipient: str = "anna@mail.example", *pieces: bytes, sender: str = "back-1@paper.example") -> Letter:
    return Letter(sender=sender, recipient=recipient, pieces=pieces or (HEAD, PDF, b"--end--\r\n"))


def carrier(server, **options) -> SmtpCarrier:
    return SmtpCarrier(Mail(smtp=f"smtp://127.0.0.1:{server.port}", sender="desk@paper.example"), **{"patience": SHORT} | options)


def yes() -> bool:
    return True


def test_a_mail_arrives_byte_for_byte_and_many_go_over_one_connection():
    with MailServer() as server:
        ours = carrier(server)
        replies = [ours.carry(letter(f"reader{number}@mail.example"), inflight=yes) for number in range(20)]
        ours.close()
        assert {(reply.verdict, reply.code, reply.status) for reply in replies} == {("taken", 250, "2.0.0")}
        assert [mail.recipient for mail in server.received] == [f"reader{number}@mail.example" for number in range(20)]
        assert {mail.message for mail in server.received} == {letter().message()}
        assert {mail.sender for mail in server.received} == {"back-1@paper.example"}
        assert server.connections == 1


def test_the_ledger_is_asked_after_354_while_the_text_is_sent_and_the_last_dot_waits_for_it():
    with ScriptedMail() as peer:
        seen = []

        def inflight() -> bool:
            seen.append((peer.heard[-1], threading.current_thread() is threading.main_thread()))
            time.sleep(0.1)
            seen.append(len(peer.mails))
            return True

        ours = carrier(peer)
        assert ours.carry(letter(), inflight=inflight).verdict == "taken"
        ours.close()
    assert seen == [("data ", False), 0] or seen == [("DATA", False), 0]
    assert len(peer.mails) == 1


def test_a_mail_that_is_taken_back_before_its_last_dot_is_not_delivered():
    with MailServer() as server:
        ours = carrier(server)
        reply = ours.carry(letter("gone@mail.example"), inflight=lambda: False)
        assert (reply.verdict, reply.common, reply.code) == ("later", False, None)
        assert ours.carry(letter("anna@mail.example"), inflight=yes).verdict == "taken"
        ours.close()
        assert [mail.recipient for mail in server.received] == ["anna@mail.example"]


def test_where_the_ledger_fails_nothing_is_delivered_and_its_error_is_told():
    def broken() -> bool:
        raise LookupError("no ledger")

    with MailServer() as server:
        ours = carrier(server)
        with pytest.raises(LookupError, match="no ledger"):
            ours.carry(letter("gone@mail.example"), inflight=broken)
        assert ours.carry(letter(), inflight=yes).verdict == "taken"
        ours.close()
        assert [mail.recipient for mail in server.received] == ["anna@mail.example"]


def test_one_refused_reader_costs_the_others_nothing_not_even_the_connection():
    refused = {"gone@mail.example": "550 5.1.1 <gone@mail.example>: there is no gone", "full@mail.example": "452 4.2.2 full"}
    with MailServer(refuse=refused, refuse_text={"spam@mail.example": "554 5.7.1 refused"}) as server:
        ours = carrier(server)
        replies = [
            ours.carry(letter(f"{name}@mail.example"), inflight=yes) for name in ("anna", "gone", "bert", "full", "spam", "cleo")
        ]
        ours.close()
        assert [reply.verdict for reply in replies] == ["taken", "never", "taken", "later", "never", "taken"]
        assert [reply.status for reply in replies] == ["2.0.0", "5.1.1", "2.0.0", "4.2.2", "5.7.1", "2.0.0"]
        assert replies[1].text == "5.1.1 <<address>>: there is no <address>"
        assert not any(reply.common for reply in replies)
        assert server.connections == 1


def test_a_server_that_refused_many_in_a_row_is_called_anew_before_it_takes_us_for_a_spammer():
    names = [f"gone{number}@mail.example" for number in range(20)]
    with MailServer(refuse=dict.fromkeys(names, "550 5.1.1 no such user")) as server:
        ours = carrier(server)
        assert {ours.carry(letter(name), inflight=yes).verdict for name in names} == {"never"}
        assert ours.carry(letter(), inflight=yes).verdict == "taken"
        ours.close()
        assert server.connections == 3


def test_an_answer_that_is_lost_leaves_the_mail_in_doubt_and_the_next_goes_out():
    with MailServer(refuse_text={"anna@mail.example": HANG_UP}) as server:
        ours = carrier(server)
        reply = ours.carry(letter(), inflight=yes)
        assert (reply.verdict, reply.code, reply.common) == ("unknown", None, False)
        assert reply.text == "no answer came to the end of the mail: the mail server broke the connection off"
        assert ours.carry(letter("bert@mail.example"), inflight=yes).verdict == "taken"
        ours.close()
        assert [mail.recipient for mail in server.received] == ["anna@mail.example", "bert@mail.example"]


@pytest.mark.parametrize("acts", [(END,), (b"421 4.4.2 idle for too long\r\n", END)])
def test_a_connection_that_was_closed_meanwhile_is_opened_again_without_a_word(acts):
    with ScriptedMail() as peer:
        ours = carrier(peer)
        assert ours.carry(letter(), inflight=yes).verdict == "taken"
        peer._phase, peer._acts, peer._times = "mail", acts, 1
        assert ours.carry(letter("bert@mail.example"), inflight=yes).verdict == "taken"
        ours.close()
        assert peer.connections == 2
        assert [recipient for recipient, _ in peer.mails] == ["anna@mail.example", "bert@mail.example"]


def test_between_two_mails_an_unfinished_transaction_is_reset():
    with ScriptedMail("rcpt", b"450 4.2.1 busy\r\n") as peer:
        ours = carrier(peer)
        assert ours.carry(letter(), inflight=yes).verdict == "later"
        assert ours.carry(letter(), inflight=yes).verdict == "taken"
        assert ours.carry(letter(), inflight=yes).verdict == "taken"
        ours.close()
    verbs = [line.split()[0].upper() for line in peer.heard]
    assert verbs == ["EHLO", "MAIL", "RCPT", "RSET", "MAIL", "RCPT", "DATA", "MAIL", "RCPT", "DATA", "QUIT"]


def test_a_mail_that_is_too_large_for_the_server_is_not_begun():
    with MailServer(size=10_000) as server:
        ours = carrier(server)
        reply = ours.carry(letter(), inflight=yes)
        assert (reply.verdict, reply.status, reply.code) == ("never", "5.3.4", None)
        assert ours.largest == 10_000
        assert ours.carry(letter("anna@mail.example", HEAD), inflight=yes).verdict == "taken"
        ours.close()
        assert f"SIZE={len(HEAD)}" in server.received[0].options


def test_other_letters_in_an_address_go_out_where_the_server_takes_them_and_nowhere_else():
    reader = letter("анна@пошта.example")
    with MailServer() as server, MailServer(smtputf8=False) as old:
        for_new, for_old = carrier(server), carrier(old)
        assert for_new.carry(reader, inflight=yes).verdict == "taken"
        assert for_new.carry(letter(), inflight=yes).verdict == "taken"
        assert for_new.carry(letter(), inflight=yes, smtputf8=True).verdict == "taken"
        assert ["SMTPUTF8" in mail.options for mail in server.received] == [True, False, True]
        assert server.received[0].recipient == "анна@пошта.example"
        refused = for_old.carry(reader, inflight=yes)
        assert (refused.verdict, refused.status) == ("never", "5.6.7")
        assert for_old.carry(letter(), inflight=yes).verdict == "taken"
        for_new.close()
        for_old.close()


def test_text_in_8_bits_is_announced_and_goes_nowhere_where_it_is_not_taken():
    eight = letter("anna@mail.example", "Subject: News\r\n\r\nНовини\r\n".encode())
    with ScriptedMail() as peer, ScriptedMail(offers=()) as old:
        ours, bare = carrier(peer), carrier(old)
        assert ours.carry(eight, inflight=yes).verdict == "taken"
        assert ours.carry(letter(), inflight=yes).verdict == "taken"
        assert ours.carry(letter("anna@mail.example", "Reply-To: новини@paper.example\r\n\r\nText\r\n".encode()), inflight=yes).code
        asked = [line.split()[2:] for line in peer.heard if line.lower().startswith("mail")]
        assert asked == [["BODY=8BITMIME"], [], ["SMTPUTF8", "BODY=8BITMIME"]]
        assert (bare.carry(eight, inflight=yes).status, old.mails) == ("5.6.3", [])
        ours.close()
        bare.close()


@pytest.mark.parametrize(
    "wrong", ["a@b.example>\r\nRCPT TO:<victim@c.example", "a@b.example> BODY=8BITMIME", "", "a\x00@b.example", "a@b.example\n"]
)
def test_an_address_that_would_say_more_than_an_address_is_never_said(wrong):
    with ScriptedMail() as peer:
        ours = carrier(peer)
        assert ours.carry(letter(wrong), inflight=yes).verdict == "never"
        if wrong:
            assert ours.carry(letter(sender=wrong), inflight=yes).verdict == "never"
        ours.close()
        assert not peer.heard


@pytest.mark.parametrize("text", [b"Subject: a\r\n\r\nb\n.\nMAIL FROM:<x@y>\r\n", b"a\r.\r\n", b"a\r\r\n", b"\n"])
def test_a_text_with_half_a_line_break_is_not_sent(text):
    with ScriptedMail() as peer:
        ours = carrier(peer)
        reply = ours.carry(letter("anna@mail.example", text), inflight=yes)
        assert (reply.verdict, reply.status) == ("never", "5.6.0")
        assert not peer.heard
        ours.close()


def test_no_server_is_a_reply_in_plain_words():
    with ScriptedMail() as peer:
        port = peer.port
    for address, said in {
        f"smtp://127.0.0.1:{port}": "the mail server refuses connections",
        "smtp://nowhere.invalid": "the name of the mail server is not known",
        f"smtp://desk@127.0.0.1:{port}": "there is no password for the mail server: BRIEFING_SMTP_PASSWORD is not set",
    }.items():
        reply = SmtpCarrier(Mail(smtp=address, sender="desk@paper.example"), patience=SHORT).carry(letter(), inflight=yes)
        assert (reply.verdict, reply.common, reply.text) == ("later", True, said)


@pytest.mark.parametrize(("phase", "verdict"), [("greeting", "later"), ("rcpt", "later"), ("dot", "unknown")])
def test_waiting_for_a_server_can_be_interrupted(phase, verdict):
    with ScriptedMail(phase, HANG) as peer:
        ours = carrier(peer, patience=Patience())

        def later() -> None:
            peer.acted.wait(5)
            ours.interrupt()

        thread = threading.Thread(target=later)
        thread.start()
        began = time.monotonic()
        assert ours.carry(letter(), inflight=yes).verdict == verdict
        assert time.monotonic() - began < 3
        thread.join()
        ours.close()


def test_a_reply_that_drips_ends_with_its_time():
    drip = [b"2", b"5", b"0", b"-", b"a"]

    with ScriptedMail("rcpt", *drip, HANG) as peer:
        ours = carrier(peer)
        began = time.monotonic()
        assert ours.carry(letter(), inflight=yes).text == "the mail server did not answer within 0.5 s"
        assert time.monotonic() - began < 2
        ours.close()


def test_taking_leave_of_a_server_that_is_silent_or_gone_takes_little_time():
    with ScriptedMail("quit", HANG) as peer:
        ours = carrier(peer)
        assert ours.carry(letter(), inflight=yes).verdict == "taken"
    began = time.monotonic()
    ours.close()
    ours.close()
    assert time.monotonic() - began < 1
