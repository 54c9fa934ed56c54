"""What the doctor says of clocks, schedule and mail, with a real mail server."""

import re
import subprocess
from datetime import UTC, datetime, timedelta
from importlib import resources

import pytest
from mail_server import MailServer

from briefing.cli import main
from briefing.commands import doctor, doctor_delivery
from briefing.edges.archive import SqlArchive
from briefing.errors import Exit

PROFILE = """title = "Harbour desk"
id = "harbour"
timezone = "{zone}"
archive = "sqlite:///briefing.db"
semantic = "off"
[[section]]
id = "harbour"
title = "Harbour"
about = "ships and docks"
{more}
"""
MAIL = '[mail]\nsmtp = "{smtp}"\nfrom = "Desk <desk@desk.example>"\n{more}'


@pytest.fixture(autouse=True)
def no_printing(monkeypatch):
    """The checks of printing take seconds, and are tested elsewhere."""
    monkeypatch.setattr(doctor, "_printing", lambda: ("PDF", Exit.OK, "not tried"))


@pytest.fixture
def examined(tmp_path, capsys):
    """Calls the doctor; what it says, by the name of the check, with its mark before it."""

    def call(more="", *words, zone="Europe/Kyiv"):
        (tmp_path / "briefing.toml").write_text(PROFILE.format(zone=zone, more=more), encoding="utf-8")
        code = main(["doctor", "--profile", str(tmp_path / "briefing.toml"), *words])
        lines = capsys.readouterr().out.splitlines()
        found = [re.fullmatch(r"(ok  |warn|FAIL|note)  ([^:]+): (.*)", line).groups() for line in lines]
        return code, {name: f"{mark.strip()} {said}" for mark, name, said in found}

    return call


def test_without_mail_it_says_so_and_checks_the_zone(examined):
    code, said = examined()
    assert code == Exit.OK
    assert said["mail"].startswith("ok the profile has no [mail]")
    assert said["time zones"].startswith("ok Europe/Kyiv, by ")


def test_zone_data_that_disagree_are_told_of(examined, tmp_path, monkeypatch):
    data = tmp_path / "Europe" / "Kyiv"  # what the system would have, were it London's
    data.parent.mkdir()
    data.write_bytes(resources.files("tzdata").joinpath("zoneinfo", "Europe", "London").read_bytes())
    monkeypatch.setattr(doctor_delivery, "TZPATH", (str(tmp_path),))
    code, said = examined()
    assert code == Exit.PARTIAL
    assert "disagree" in said["time zones"]
    monkeypatch.setattr(doctor_delivery, "TZPATH", ())
    assert "by the package tzdata 20" in examined()[1]["time zones"]


def test_a_mail_server_is_greeted_and_nothing_is_sent(examined):
    with MailServer(size=30_000_000) as server:
        code, said = examined(MAIL.format(smtp=server.url, more='public_url = "https://desk.example"'))
        assert server.received == []
    assert code == Exit.OK
    assert said["mail server"].startswith("ok 127.0.0.1:")
    assert "mails up to 30 MB" in said["mail server"]
    assert said["way out"] == "ok https://desk.example/u/…, 51 characters of at most 70"
    assert said["DKIM"].startswith("ok no key")
    assert said["operator"].startswith("ok nobody is told")


def test_a_mail_server_that_takes_too_little_or_is_not_there_is_told_of(examined):
    with MailServer(size=1_000_000) as server:
        mail = MAIL.format(smtp=server.url, more='public_url = "https://desk.example"')
        code, said = examined(mail)
        assert (code, said["mail server"].split()[0]) == (Exit.PARTIAL, "warn")
        assert "too few for a PDF" in said["mail server"]
    code, said = examined(mail)
    assert (code, said["mail server"].split()[0]) == (Exit.CONFIG, "FAIL")


def test_offline_it_asks_nobody(examined):
    code, said = examined(MAIL.format(smtp="smtp://127.0.0.1:9", more='public_url = "https://desk.example"'), "--offline")
    assert (code, said["mail server"]) == (Exit.OK, "ok not asked (--offline)")


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("", "no public_url"),
        ('public_url = "http://desk.example"', "is not https"),
        (f'public_url = "https://{"long." * 8}example"', "public_url may have 39 at most"),
    ],
)
def test_a_way_out_that_mail_programs_will_not_take_is_a_warning(examined, url, said):
    code, found = examined(MAIL.format(smtp="smtp://127.0.0.1:9", more=url), "--offline")
    assert code == Exit.PARTIAL
    assert found["way out"].startswith("warn ")
    assert said in found["way out"]


def test_the_longest_public_url_makes_a_link_of_70_characters(examined):
    url = "https://" + "a" * 23 + ".example"
    assert len(url) == 39
    more = f'public_url = "{url}"'
    assert "70 characters of at most 70" in examined(MAIL.format(smtp="smtp://127.0.0.1:9", more=more), "--offline")[1]["way out"]


def test_a_key_is_read_and_one_that_cannot_be_is_a_fault(examined, tmp_path):
    more = 'public_url = "https://desk.example"\ndkim_key = "dkim.pem"'
    code, said = examined(MAIL.format(smtp="smtp://127.0.0.1:9", more=more), "--offline")
    assert (code, said["DKIM"].split()[0]) == (Exit.CONFIG, "FAIL")
    subprocess.run(["openssl", "genrsa", "-out", str(tmp_path / "dkim.pem"), "2048"], check=True, capture_output=True)
    code, said = examined(MAIL.format(smtp="smtp://127.0.0.1:9", more=more), "--offline")
    assert code == Exit.OK
    assert said["DKIM"].startswith("ok rsa key of 2048 bits for briefing._domainkey.desk.example")


def test_records_of_a_later_time_are_a_fault_of_the_clock(examined, tmp_path):
    now = datetime.now(UTC)
    with SqlArchive.open(f"sqlite:///{tmp_path / 'briefing.db'}") as archive:
        archive.runs().enrol("harbour", now=now, since=now)
        code, said = examined()
        assert (code, said["clock"].split()[0], said["schedule"].split()[0]) == (Exit.OK, "ok", "ok")
        archive.runs().seen("harbour", now=now + timedelta(days=3))
        code, said = examined()
    assert (code, said["clock"].split()[0]) == (Exit.CONFIG, "FAIL")


def test_an_overdue_edition_is_a_warning(examined, tmp_path):
    now = datetime.now(UTC)
    with SqlArchive.open(f"sqlite:///{tmp_path / 'briefing.db'}") as archive:
        archive.runs().enrol("harbour", now=now - timedelta(days=3), since=now - timedelta(days=3))
        code, said = examined()
    assert (code, said["schedule"].split()[0]) == (Exit.PARTIAL, "warn")
    assert "overdue: " in said["schedule"]
