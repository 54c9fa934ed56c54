"""`briefing subscribers`: adding, taking off, listing, files, asking to confirm; and that no address is said where it need not be."""

import io
import json
import sys
from datetime import UTC, datetime
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mail_desk import PROFILE, Desk, desk_in
from mail_server import MailServer

from briefing import mail_address
from briefing.cli import main
from briefing.commands.subscribers_csv import Entry, Wrong, entries, exported
from briefing.edges.web.doors import Door, Doors, ListNamed
from briefing.errors import Exit
from briefing.model import Subscriber

ANN, BOB = "ann@mail.example", "bob@mail.example"
NOW = datetime(2024, 1, 24, 7, tzinfo=UTC)


@pytest.fixture
def desk(tmp_path) -> Desk:
    return desk_in(tmp_path, "smtp://127.0.0.1:9")


@pytest.fixture
def asking(tmp_path):
    """A desk whose readers have to confirm, and its mail server."""
    with MailServer() as server:
        yield desk_in(tmp_path, server.url, more="confirm = true"), server


@pytest.fixture
def ask(capsys):
    """Calls a command of `subscribers`: exit code, standard output, standard error, which never holds an address of a reader."""

    def call(desk: Desk, *words: str) -> tuple[int, str, str]:
        code = main(["subscribers", "--profile", str(desk.profile), *words])
        out, err = capsys.readouterr()
        assert "@mail.example" not in err
        return code, out, err

    return call


def readers(desk: Desk) -> dict[str, Subscriber]:
    with desk.open() as archive:
        return {one.address: one for one in archive.readers().each(PROFILE)}


def test_who_is_added_is_listed_with_what_they_want(desk, ask):
    words = ["--name", "Ann", "--sections", "towns", "--style", "html", "--language", "uk", "--at", "7:30"]
    assert ask(desk, "add", ANN, *words)[0] == Exit.OK
    (line,) = ask(desk, "list", "--json")[1].splitlines()
    listed = json.loads(line)
    assert listed.pop("since")
    assert listed == {
        "number": 1, "email": ANN, "name": "Ann", "profile": PROFILE, "state": "active", "reason": "", "sections": ["towns"],
        "style": "html", "language": "uk", "at": "07:30",
    }  # fmt: skip
    assert ANN in ask(desk, "list")[1]


def test_adding_says_numbers_not_addresses(desk, ask):
    assert ask(desk, "add", ANN, f"Bob <{BOB}>") == (0, f"added: reader 1 of {PROFILE}\nadded: reader 2 of {PROFILE}\n", "")
    assert readers(desk)[BOB].name == "Bob"


def test_adding_again_changes_what_is_said_alone(desk, ask):
    ask(desk, "add", ANN, "--name", "Ann", "--at", "08:00")
    assert ask(desk, "add", "ANN@mail.example", "--style", "link", "--at", "")[1].startswith("changed: reader 1")
    found = readers(desk)[ANN]
    assert (found.name, found.style, found.at) == ("Ann", "link", None)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["ann@@mail.example"], "one address"),
        ([f"{ANN},{BOB}"], "one address"),
        ([f"{ANN}\nBcc: {BOB}"], "line break"),
        ([ANN, "--sections", "twons"], "'twons', which the profile has not; it has towns"),
        ([ANN, "--style", "fax"], "pdf, link, html"),
        ([ANN, "--at", "25:00"], "07:30"),
        ([ANN, "--language", "!"], '"uk"'),
        ([ANN, "--name", "a\x1b[2J"], "control character"),
    ],
)
def test_what_is_wrong_is_said_and_nobody_is_added(desk, ask, words, said):
    code, _, err = ask(desk, "add", *words)
    assert (code, readers(desk)) == (Exit.USAGE, {})
    assert said in err


def test_who_was_removed_comes_back_only_when_that_is_said(desk, ask):
    ask(desk, "add", ANN)
    assert ask(desk, "remove", ANN)[0] == Exit.OK
    assert ask(desk, "remove", "1")[:2] == (Exit.OK, "removed: reader 1, who had left before\n")
    assert (ask(desk, "list", "--json")[1], "removed" in ask(desk, "list", "--all")[1]) == ("", True)
    code, _, err = ask(desk, "add", ANN)
    assert (code, "--again" in err) == (Exit.USAGE, True)
    assert ask(desk, "add", "--again", ANN)[0] == Exit.OK
    assert readers(desk)[ANN].state == "active"


def test_who_is_erased_is_known_by_nothing_but_stays_off(desk, ask):
    ask(desk, "add", ANN, "--name", "Ann")
    assert ask(desk, "remove", "--erase", ANN)[0] == Exit.OK
    assert ANN.encode() not in b"".join(path.read_bytes() for path in desk.folder.glob("briefing.db"))
    assert ask(desk, "add", ANN)[0] == Exit.USAGE
    assert ask(desk, "export", "--all")[1].count("\n") == 1


def test_a_suspended_reader_stays_so_until_resumed(desk, ask):
    ask(desk, "add", ANN)
    assert ask(desk, "suspend", ANN, "--reason", "on leave")[0] == Exit.OK
    assert "on leave" in ask(desk, "add", ANN)[1]
    assert readers(desk)[ANN].state == "suspended"
    assert ask(desk, "resume", "1")[0] == Exit.OK
    assert readers(desk)[ANN].state == "active"


def test_nobody_by_that_name_is_wrong_use_and_partly_done_beside_others(desk, ask):
    ask(desk, "add", ANN)
    assert ask(desk, "suspend", BOB)[0] == Exit.USAGE
    code, _, err = ask(desk, "remove", "7", ANN)
    assert (code, "address 1 of 2" in err, readers(desk)[ANN].state) == (Exit.PARTIAL, True, "removed")


def test_a_reader_may_have_several_profiles(desk, ask, tmp_path):
    other = tmp_path / "other.toml"
    other.write_text(desk.profile.read_text().replace('"River towns"', '"Hill towns"'))
    ask(desk, "--profile", str(other), "add", ANN)
    listed = ask(desk, "--profile", str(other), "list", "--json")[1].splitlines()
    assert [json.loads(line)["profile"] for line in listed] == [PROFILE, "hill-towns"]
    ask(desk, "remove", ANN, "--profile", str(other))
    assert readers(desk)[ANN].state == "active"


@pytest.mark.parametrize(("encoding", "sign"), [("utf-8", ","), ("utf-8-sig", ";"), ("utf-16", "\t")])
def test_a_wrong_line_of_a_file_is_said_by_number_and_costs_itself_alone(desk, ask, tmp_path, encoding, sign):
    lines = [
        "E-Mail,Name,Sections,Format,At", f"{ANN},Олена,towns,HTML,7:30:00", "bad@@mail.example,,,,", f'"{BOB},,,,',
        f"{BOB},,roads,,", "", f"cid@mail.example,{'x' * 20_000}", "dan@mail.example,,all,link,", "eve@mail.example,a,,,,,b",
    ]  # fmt: skip
    file = tmp_path / "readers.csv"
    file.write_bytes("\r\n".join(lines).replace(",", sign).encode(encoding))
    code, out, err = ask(desk, "import", str(file), "--json")
    assert (code, json.loads(out)) == (Exit.PARTIAL, {"added": 2, "again": 0, "changed": 0, "same": 0, "left": 0, "wrong": 5})
    assert [line.split()[:3] for line in err.splitlines()] == [["briefing:", "line", number] for number in "34579"]
    ann = readers(desk)[ANN]
    assert (ann.name, ann.sections, ann.style, f"{ann.at:%H:%M}") == ("Олена", ("towns",), "html", "07:30")
    assert readers(desk).keys() == {ANN, "dan@mail.example"}
    assert json.loads(ask(desk, "import", str(file), "--json")[1])["same"] == 2


def test_bytes_that_are_no_utf_8_cost_their_line(desk, ask, tmp_path):
    (tmp_path / "a.csv").write_bytes(b"email,name\nann@mail.example,J\xf6rg\nbob@mail.example,Bob\n")
    code, _, err = ask(desk, "import", str(tmp_path / "a.csv"))
    assert (code, "line 2 is not UTF-8" in err, list(readers(desk))) == (Exit.PARTIAL, True, [BOB])


def test_addresses_alone_need_no_header_and_may_come_in_by_standard_input(desk, ask, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(f"{ANN}\n{BOB}\n".encode())))
    assert ask(desk, "import", "-")[0] == Exit.OK
    assert readers(desk).keys() == {ANN, BOB}


@pytest.mark.parametrize("text", ["name,style\nAnn,pdf\n", "\x00\x01\x02", "email,e-mail\na@b.example,c@d.example\n"])
def test_a_file_that_names_no_addresses_is_refused_whole(desk, ask, tmp_path, text):
    (tmp_path / "a.csv").write_text(text)
    code, _, err = ask(desk, "import", str(tmp_path / "a.csv"))
    assert (code, readers(desk), "email" in err) == (Exit.USAGE, {}, True)


def test_an_import_brings_nobody_back_who_left(desk, ask, tmp_path):
    ask(desk, "add", ANN, BOB)
    (tmp_path / "a.csv").write_text(ask(desk, "export")[1])
    ask(desk, "remove", ANN)
    assert "1 had left" in ask(desk, "import", str(tmp_path / "a.csv"))[1]
    assert readers(desk)[ANN].state == "removed"


NAMES = st.text(st.characters(codec="utf-8"), max_size=20).filter(lambda name: not mail_address.wrong_name(name))
WRITTEN = st.builds(
    Subscriber,
    profile=st.just(PROFILE),
    address=st.sampled_from(
        [ANN, "+ann@mail.example", "=1@mail.example", "'=1@mail.example", '"a b"@mail.example', "ö@mail.example"]
    ),
    name=st.one_of(NAMES, st.sampled_from(["=1+1", "'=x", "''+", "@SUM(A1)", "-2", '"', "a,b;c", "'"])).map(str.strip),
    state=st.sampled_from(["active", "suspended", "removed", "pending"]),
    sections=st.sampled_from([(), ("towns",), ("towns", "roads")]),
    style=st.sampled_from(["pdf", "link", "html"]),
    since=st.just(NOW),
)


@given(st.lists(WRITTEN, min_size=1))
def test_what_is_exported_holds_no_formula_and_is_read_back_as_it_was(subscribers):
    text = "".join(exported(subscribers))
    read = list(entries(io.BytesIO(text.encode()), ("towns", "roads")))
    assert [(one.wish.address, one.wish.name or "", one.wish.sections or (), one.wish.style, one.state) for one in read] == [
        (one.address, one.name, one.sections, one.style, one.state) for one in subscribers
    ]
    assert not any(cell.startswith(tuple("=+-@\t")) for line in text.splitlines() for cell in line.replace('"', "").split(","))


@given(st.binary(max_size=300))
def test_no_bytes_make_reading_a_file_fail(body):
    for one in entries(io.BytesIO(b"email,name,at\n" + body), ()):
        assert isinstance(one, Entry | Wrong)


def test_who_has_to_confirm_is_asked_and_is_a_reader_once_they_do(asking, ask):
    desk, server = asking
    code, out, _ = ask(desk, "add", ANN, "--name", "Ann", "--language", "uk")
    assert (code, "asked 1" in out, readers(desk)[ANN].state) == (Exit.OK, True, "pending")
    (mail,) = server.received
    link = next(line for line in mail.parsed.get_content().splitlines() if line.startswith("https://briefing.example.org/c/"))
    assert (mail.recipient, len(link) <= 70, mail.parsed["Auto-Submitted"]) == (ANN, True, "auto-generated")
    assert "Підтвердьте" in mail.parsed["Subject"]
    with desk.open() as archive:
        doors = Doors([Door(readers=archive.readers(), lists={PROFILE: ListNamed(title="River towns", language="en")})])
        assert doors.confirm(urlsplit(link).path.removeprefix("/c/"), NOW).kind == "confirmed"
    assert readers(desk)[ANN].state == "active"


def test_an_import_asks_each_once_and_confirmed_ones_are_not_asked(asking, ask, tmp_path):
    desk, server = asking
    (tmp_path / "a.csv").write_text(f"{ANN}\n{BOB}\n")
    for _ in range(2):
        assert ask(desk, "import", str(tmp_path / "a.csv"))[0] == Exit.OK
    assert sorted(mail.recipient for mail in server.received) == [ANN, BOB]
    assert ask(desk, "add", "--confirmed", ANN, "cid@mail.example")[0] == Exit.OK
    assert {one.state for one in readers(desk).values() if one.address != BOB} == {"active"}
    assert len(server.received) == 2


def test_who_could_not_be_asked_stays_pending_and_is_asked_the_next_time(asking, ask):
    desk, server = asking
    server.refuse[ANN] = [f"451 4.2.1 <{ANN}> not now"]
    code, _, err = ask(desk, "add", ANN, BOB)
    assert (code, "reader 1 could not be asked" in err) == (Exit.MAIL, True)
    assert ask(desk, "ask")[0] == Exit.OK
    assert [mail.recipient for mail in server.received] == [BOB, ANN]
    assert "nobody waits" in ask(desk, "ask")[1]


def test_a_mail_server_that_is_away_loses_nobody(tmp_path, ask):
    desk = desk_in(tmp_path, "smtp://127.0.0.1:9", more="confirm = true")
    assert ask(desk, "add", ANN)[0] == Exit.TRY_LATER
    assert readers(desk)[ANN].state == "pending"


def test_asking_without_an_address_for_the_link_is_a_mistake_of_the_profile(asking, ask):
    desk, _ = asking
    desk.profile.write_text(desk.profile.read_text().replace("public_url", "# public_url"))
    assert (ask(desk, "add", ANN)[0], readers(desk)) == (Exit.CONFIG, {})


def test_where_there_is_no_archive_nobody_subscribes_and_none_is_made(desk, ask):
    (desk.folder / "briefing.db").unlink()
    assert ask(desk, "list", "--json") == (Exit.OK, "", "")
    assert not (desk.folder / "briefing.db").exists()
