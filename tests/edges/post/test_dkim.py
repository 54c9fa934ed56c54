"""Mails are signed so that others can check it, and the key that is published is held against the one that signs."""

import base64
import re
import shutil
import subprocess
import sys
from datetime import UTC, datetime

import dkim
import pytest
from name_server import NameServer

from briefing.edges.post.dkim import NoSigner, Signer, against_dns, signer
from briefing.model import Body, Delivery, Posting
from briefing.stages.mail import WayOut, imprint, letter, message_id, sealed

NAME = "briefing._domainkey.example.org"
PAGE = "https://briefing.example.org/u/k3v9Qw2LrT8yBnM4xZc7Ha1DfGs6"


@pytest.fixture(scope="module")
def keys(tmp_path_factory):
    """A folder with private keys of every usual kind."""
    if not shutil.which("openssl"):
        pytest.skip("there is no openssl program")
    folder = tmp_path_factory.mktemp("keys")
    for name, words in {
        "rsa.pem": ["genrsa", "2048"],
        "old.pem": ["genrsa", "-traditional", "2048"],
        "small.pem": ["genrsa", "512"],
        "locked.pem": ["genrsa", "-aes256", "-passout", "pass:x", "2048"],
        "ed25519.pem": ["genpkey", "-algorithm", "ed25519"],
    }.items():
        done = subprocess.run(["openssl", *words], capture_output=True, check=True)
        (folder / name).write_bytes(done.stdout)
    return folder


@pytest.fixture(scope="module")
def key(keys):
    return made(keys / "rsa.pem")


@pytest.fixture
def names():
    with NameServer() as server:
        yield server


def made(path):
    found = signer(path, domain="example.org", selector="briefing")
    assert isinstance(found, Signer), found
    return found


def mail(sign, *, address="reader@example.net"):
    body = Body(subject="Kyiv, 23 January", text=("Leave: ", "\n"), html=("<a href='", "'>x</a>"), language="en")
    posting = Posting(profile="ukraine", edition="2024-01-23", due=datetime(2024, 1, 23, 4, 30, tzinfo=UTC), briefing=b"")
    ours = imprint(posting, title="Ukraine", zone=UTC, sender="Desk <briefing@example.org>")
    delivery = Delivery(
        profile="ukraine", edition="2024-01-23", revision=0, subscriber=7, address=address, name="Олена", sections=(),
        style="pdf", language=None, message_id=message_id("ukraine", "2024-01-23", 0, 7, domain="example.org"), state="planned",
        attempts=0, token=1,
    )  # fmt: skip
    written = letter(
        sealed(body, pdf=b"%PDF-1.7 " * 5000),
        delivery,
        imprint=ours,
        way_out=WayOut(page=PAGE),
        return_path="briefing@example.org",
        sign=sign,
    )
    return written.message()


def holds(wire, names):
    """Whether the signature of a mail holds by what the name server answers."""

    def ask(name, timeout=5):
        assert name.decode().rstrip(".") in names.texts
        return names.texts[name.decode().rstrip(".")][0].encode()

    return dkim.verify(wire, dnsfunc=ask)


def signed_headers(wire):
    head = re.sub(rb"\r\n[ \t]", b" ", wire.partition(b"\r\n\r\n")[0])
    (names,) = re.search(rb"DKIM-Signature:.*?; h=([^;]*);", head).groups()
    return names.replace(b" ", b"").decode().split(":")


def test_a_mail_to_an_address_beyond_ascii_is_signed_too(key, names):
    names.texts[NAME] = [key.record]
    assert holds(mail(key, address="олена@example.net"), names)


@pytest.mark.parametrize("file", ["rsa.pem", "old.pem"])
def test_a_signature_holds_against_the_record_that_is_told_to_be_published(keys, names, file):
    key = made(keys / file)
    names.texts[NAME] = [key.record]
    assert holds(mail(key), names)
    assert against_dns(key, server=("127.0.0.1", names.port)) == ""


def test_every_header_is_signed_and_what_could_mislead_once_more(key):
    wire = mail(key)
    head = wire.partition(b"\r\n\r\n")[0]
    written = [name.lower() for name in re.findall(r"^([A-Za-z-]+):", head.decode(), re.MULTILINE)][1:]
    signed = signed_headers(wire)
    assert signed[: len(written)] == written
    assert {"list-unsubscribe", "list-unsubscribe-post", "message-id", "list-id"} <= set(written)
    assert all(signed.count(name) == 2 for name in ("from", "to", "subject", "list-unsubscribe", "list-unsubscribe-post"))


@pytest.mark.parametrize(
    ("found", "instead"),
    [
        (rb"\r\nList-Unsubscribe-Post: [^\r]*", b""),
        (rb"\r\nList-Unsubscribe: [^\r]*", b""),
        (rb"/u/k3v9", b"/u/k3v8"),
        (rb"\r\nSubject:", b"\r\nSubject: Other\r\nSubject:"),
        (rb"\r\nSubject: [^\r]*", b"\r\nSubject: Other"),
        (rb"\r\nFrom:", b"\r\nFrom: Other <other@example.com>\r\nFrom:"),
        (rb"\r\nDate:", b"\r\nReply-To: other@example.com\r\nDate:"),
        (rb"\r\nLeave:", b"\r\nLeft:"),
        (rb"--\r\n\Z", b"-- \r\n"),
    ],
)
def test_whatever_is_taken_out_added_or_changed_breaks_the_signature(key, names, found, instead):
    names.texts[NAME] = [key.record]
    wire = mail(key)
    changed, count = re.subn(found, instead, wire)
    assert count
    assert changed != wire
    assert not holds(changed, names)


def test_what_may_happen_on_the_way_does_not_break_the_signature(key, names):
    names.texts[NAME] = [key.record]
    wire = b"Received: from a by b; Tue, 23 Jan 2024 06:30:01 +0200\r\n" + mail(key)
    assert holds(wire, names)
    assert holds(wire.replace(b"\r\nSubject: Kyiv, 23", b"\r\nsubject:  Kyiv,\r\n 23"), names)


def test_the_same_mail_is_signed_with_the_same_bytes(key):
    assert mail(key) == mail(key)
    assert " t=" not in mail(key).decode().partition("\r\n\r\n")[0]


def test_the_lines_of_a_signature_are_short(key):
    head = mail(key).partition(b"\r\nFrom:")[0]
    assert head.startswith(b"DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/simple; d=example.org;")
    assert max(map(len, head.split(b"\r\n"))) <= 78
    assert not re.search(rb"\r(?!\n)|(?<!\r)\n", head)


def test_the_public_key_is_what_openssl_says_it_is(keys, key):
    done = subprocess.run(
        ["openssl", "rsa", "-in", str(keys / "rsa.pem"), "-pubout", "-outform", "DER"], capture_output=True, check=True
    )
    assert key.record == f"v=DKIM1; k=rsa; p={base64.b64encode(done.stdout).decode()}"
    assert (key.name, key.bits) == (NAME, 2048)
    assert "private" not in repr(key)


@pytest.mark.parametrize(
    ("file", "reason"),
    [
        ("none.pem", r"the DKIM key .* cannot be read \(no such file or directory\)"),
        (".", r"the DKIM key .* cannot be read \(is a directory\)"),
        ("small.pem", "has 512 bits, fewer than receivers accept"),
        ("locked.pem", "has a password"),
        ("public.pem", "is no private key in PEM"),
        ("text.pem", "is no private key in PEM"),
        ("cut.pem", "is no private key in PEM"),
        ("certificate.pem", "is no private key in PEM"),
        ("empty.pem", "is no private key in PEM"),
    ],
)
def test_a_key_that_cannot_sign_is_refused_in_plain_words(keys, tmp_path, file, reason):
    whole = (keys / "rsa.pem").read_bytes()
    public = subprocess.run(["openssl", "rsa", "-pubout"], input=whole, capture_output=True, check=True).stdout
    (tmp_path / "public.pem").write_bytes(public)
    (tmp_path / "text.pem").write_bytes(bytes(range(256)) * 1000)
    (tmp_path / "cut.pem").write_bytes(whole[:600] + b"\n-----END PRIVATE KEY-----\n")
    (tmp_path / "certificate.pem").write_bytes(b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")
    (tmp_path / "empty.pem").write_bytes(b"")
    found = signer((keys if (keys / file).is_file() else tmp_path) / file, domain="example.org", selector="briefing")
    assert isinstance(found, NoSigner)
    assert re.search(reason, found.reason)


def test_a_key_with_dos_line_ends_signs(keys, tmp_path, names):
    (tmp_path / "dos.pem").write_bytes((keys / "rsa.pem").read_bytes().replace(b"\n", b"\r\n"))
    key = made(tmp_path / "dos.pem")
    names.texts[NAME] = [key.record]
    assert holds(mail(key), names)


def test_an_ed25519_key_signs_where_its_library_is(keys, names):
    pytest.importorskip("nacl", reason="PyNaCl is not installed")
    key = made(keys / "ed25519.pem")
    names.texts[NAME] = [key.record]
    assert holds(mail(key), names)
    assert against_dns(key, server=("127.0.0.1", names.port)) == ""


def test_an_ed25519_key_without_its_library_is_refused_in_plain_words(keys, monkeypatch):
    monkeypatch.setitem(sys.modules, "nacl.signing", None)
    found = signer(keys / "ed25519.pem", domain="example.org", selector="briefing")
    assert isinstance(found, NoSigner)
    assert found.reason.endswith("use an RSA key of 2048 bits")


@pytest.mark.parametrize(
    ("records", "reason"),
    [
        (["{record}"], ""),
        (["{record} ; t=s; n=note"], ""),
        (["v=spf1 -all", "{record}"], ""),
        (["p={public}"], ""),
        (["v=DKIM1; p= {public:.100} {rest}"], ""),
        ([], "there is no TXT record at briefing._domainkey.example.org; publish: v=DKIM1; k=rsa; p="),
        (["v=spf1 -all"], "there is a TXT record, but none of DKIM"),
        (["{record}", "v=DKIM1; p={other}"], "there are several DKIM records"),
        (["v=DKIM1; p="], "is revoked"),
        (["v=DKIM1; k=ed25519; p={public}"], "of another kind of key"),
        (["v=DKIM2; p={public}"], "for another version or hash"),
        (["v=DKIM1; h=sha1; p={public}"], "for another version or hash"),
        (["v=DKIM1; s=tlsrpt; p={public}"], "not for mail"),
        (["v=DKIM1; p={other}"], "holds another key than the one that signs; publish: v=DKIM1; k=rsa; p="),
        (["v=DKIM1; p=AAAA"], "holds another key"),
        (["v=DKIM1; p=*"], "holds another key"),
    ],
)
def test_the_published_record_is_held_against_the_key(key, keys, names, records, reason):
    public = key.record.partition("p=")[2]
    other = made(keys / "old.pem").record.partition("p=")[2]
    names["unrelated.example"] = ["192.0.2.1"]
    if records:
        rest = public[100:]
        names.texts[NAME] = [one.format(record=key.record, public=public, rest=rest, other=other) for one in records]
    found = against_dns(key, server=("127.0.0.1", names.port))
    assert reason in found
    assert bool(found) == bool(reason)


def test_a_name_server_that_is_silent_is_not_waited_for(key, names):
    names.silent.add(NAME)
    assert "no name server said within 0.5 s" in against_dns(key, server=("127.0.0.1", names.port), seconds=0.5)
