"""`briefing sources` and the box of an edition, from one archive of sources that do well and badly: what each says, and when."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest
from sqlalchemy import insert

from briefing import settings
from briefing.cli import main
from briefing.edges.archive import SqlArchive
from briefing.edges.archive.source_tables import visit, visit_row
from briefing.edges.workers import LocalWorkers
from briefing.errors import Exit
from briefing.model import Address, Capture, Hold, Visit
from briefing.pipeline import collect

NOW = datetime(2025, 5, 13, 3, 30, tzinfo=UTC)  # 06:30 in Kyiv
AT = "2025-05-13T06:30:00+03:00"
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
NAMES = ("Harbour Courier", "Tidewater News", "Capital Monitor", "Northgate Desk", "Evening Ledger", "Lakeside Post")
PROFILE = """title = "Ukraine"
timezone = "Europe/Kyiv"
[[section]]
id = "strikes"
title = "Strikes"
about = "Air raids and shelling."
terms = ["shelling", "drone", "shells"]
"""
PAGE = """<html><head><title>{title}</title><meta property="article:published_time" content="{when}"></head><body><article>
<h1>{title}</h1>
<p>Artillery shells damaged a school and a bakery in Lyman overnight, the head of the town's administration said on Monday.</p>
<p>Three people were injured, one of them by broken glass, the administration's spokeswoman Lesia Tkach told reporters.</p>
<p>The town had been without shelling for eleven days, she said, and shops had just begun to open again in the morning.</p>
</article></body></html>"""
WALL = "<html><body><h1>Checking your browser</h1><p>Please enable JavaScript and cookies to continue. {}</p></body></html>"


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """A folder with a profile of six sources, and an archive of two months of visits to five of them and to one of another profile."""
    folder = tmp_path_factory.mktemp("desk")
    lines = [f'[[source]]\nname = "{name}"\nkind = "feed"\nurl = "{url(name)}"\nevery = "1h"\n' for name in NAMES]
    (folder / "desk.toml").write_text(PROFILE + "\n".join(lines), encoding="utf-8")
    profile = settings.parse((folder / "desk.toml").read_text(), "desk.toml")
    (folder / "output").mkdir()
    courier, tidewater, capital, northgate, ledger, _ = profile.sources
    with SqlArchive.open(f"sqlite:///{folder / 'output' / 'briefing.db'}") as archive:
        book = archive.sources()
        dead, down, quiet = NOW - 9 * DAY, NOW - 10 * HOUR, NOW - 40 * HOUR
        for source in (courier, ledger):
            visited(archive, source, lambda at: ("read", 2, ""))
        visited(
            archive, tidewater, lambda at: ("read", 1, "") if at < dead else ("failed", 0, "the name of the server is not known")
        )
        visited(archive, capital, lambda at: ("read", 1, "") if at < down else ("failed", 0, "the server failed (503)"))
        visited(archive, northgate, lambda at: ("read", 1, "") if at < quiet else ("unchanged", 0, ""))
        gazette = replace(courier, name="Old Gazette", url="https://old-gazette.example/feed")
        visited(archive, gazette, lambda at: ("read", 1, ""), days=20, until=NOW - 15 * DAY)
        kept(archive, profile, courier, [page(n, NOW - 20 * HOUR + n * HOUR) for n in range(3)], NOW - 16 * HOUR)
        kept(archive, profile, ledger, [page(100 + n, NOW - 20 * DAY) for n in range(25)], NOW - 20 * DAY + HOUR)
        kept(archive, profile, ledger, [WALL.format(n) for n in range(6)], NOW - 5 * HOUR)
        seen = Address(url=page_url(courier, 0), source=courier.key, first_seen=NOW - 16 * HOUR, checked_at=NOW - HOUR)
        first = capture(courier, 0, page(0, NOW - 20 * HOUR), NOW).sha256
        book.note(
            [
                replace(seen, state="gone", capture=first, tries=1, reason="the page is not there (404)"),
                replace(seen, url=f"{url(NAMES[0])}/x", state="failed", tries=2, reason="the server failed (500)"),
                replace(seen, url=f"{url(NAMES[0])}/y", state="failed", tries=2, reason="the server failed (500)"),
            ]
        )
    return folder


def url(name):
    return f"https://{name.lower().replace(' ', '-')}.example/feed"


def page_url(source, number):
    return source.url.replace("/feed", f"/{number}")


def page(number, published):
    return PAGE.format(title=f"Night of shelling number {number} in Lyman damages school", when=published.isoformat())


def capture(source, number, text, at):
    body = text.encode()
    where = page_url(source, number)
    return Capture(
        sha256=sha256(body).hexdigest(), name=where, url=where, media_type="text/html", body=body, fetched_at=at, source=source.key
    )


def kept(archive, profile, source, texts, at):
    captures = [capture(source, number, text, at) for number, text in enumerate(texts)]
    collect(captures, archive=archive, workers=LocalWorkers(1), zone=profile.zone)


def visited(archive, source, what, *, days=40, until=NOW - HOUR / 2):
    """Visits to a source every two hours, with what each comes to; the last as a collector makes it, the others in one go."""
    made, at = [], until - days * DAY
    while at <= until:
        outcome, fresh, reason = what(at)
        ended = at + timedelta(seconds=3)
        counts = {"listed": fresh, "fresh": fresh, "fetched": fresh}
        ends = {"began": at, "ended": ended, "due": at + 2 * HOUR}
        made.append(Visit(source=source.key, name=source.name, outcome=outcome, reason=reason, **ends, **counts))
        at += 2 * HOUR
    with archive._database.writing() as connection:
        connection.execute(insert(visit), [visit_row(one) for one in made[:-1]])
    held = archive.sources().claim(source, now=until, until=until + HOUR, anyway=True)
    assert isinstance(held, Hold)
    assert archive.sources().finish(held, made[-1])


def sources(desk, monkeypatch, capsys, *arguments):
    monkeypatch.chdir(desk)
    code = main(["sources", "--profile", "desk.toml", "--now", AT, *arguments])
    return code, capsys.readouterr().out


def test_each_source_has_a_line_with_its_state_and_figures(desk, monkeypatch, capsys):
    code, out = sources(desk, monkeypatch, capsys)
    lines = {name: line for line in out.splitlines() for name in NAMES if line.startswith(f"{name} ")}
    assert {name: line[22:33].strip() for name, line in lines.items()} == {
        "Harbour Courier": "well",
        "Tidewater News": "dead",
        "Capital Monitor": "failing",
        "Northgate Desk": "quiet",
        "Evening Ledger": "boilerplate",
        "Lakeside Post": "new",
    }
    assert " ".join(lines["Harbour Courier"].split()[3:]) == "13 May 06:00 12 3 3 3 0% 3.0 h 13 May 08:00"
    assert lines["Tidewater News"].split()[3:6] == ["4", "May", "06:00"]
    assert " ".join(lines["Lakeside Post"].split()[3:]) == "never 0 0 0 0 – – never"
    assert max(map(len, out.splitlines()[: len(NAMES) + 1])) <= 100
    assert "\x1b" not in out, "colour is for terminals"
    assert code == Exit.PARTIAL


def test_what_the_table_has_no_room_for_stands_below_it(desk, monkeypatch, capsys):
    _, out = sources(desk, monkeypatch, capsys)
    assert "  Tidewater News: nothing could be read since 4 May 2025, 06:00: the name of the server is not known\n" in out
    assert "  Capital Monitor: nothing could be read since 12 May 2025, 20:00: the server failed (503)\n" in out
    assert "  “Northgate Desk” answers, but has brought nothing new since 11 May 2025, 14:00; before that" in out
    assert "  “Evening Ledger” brings pages without an article: 6 of the latest 6, 0 of 25 before.\n" in out
    assert "  Harbour Courier: articles not had: 2 the server failed (500); 1 the page is not there (404)\n" in out
    assert "In the archive, but not in the profile: Old Gazette (last visited 28 Apr 06:30)." in out


def test_as_data_it_is_one_object_a_line(desk, monkeypatch, capsys):
    code, out = sources(desk, monkeypatch, capsys, "--json")
    found = {one["source"]: one for one in map(json.loads, out.splitlines())}
    assert set(found) == {*NAMES, "Old Gazette"}
    courier = found["Harbour Courier"]
    assert courier["state"] == "well"
    assert courier["day"] == {"captures": 3, "articles": 3, "full": 3, "rejected": 0, "failed": 0}
    assert courier["addresses"] == {"failed": 2, "gone": 1}
    assert courier["reasons"] == {"the server failed (500)": 2, "the page is not there (404)": 1}
    assert courier["median_delay_minutes"] == 180.0
    assert found["Evening Ledger"]["not_used"] == pytest.approx(6 / 31)
    assert found["Tidewater News"]["succeeded"] == "2025-05-04T03:00:03Z"
    assert found["Old Gazette"]["state"] == "not in the profile"
    assert code == Exit.PARTIAL


def test_what_comes_after_the_time_asked_about_is_not_known(desk, monkeypatch, capsys):
    monkeypatch.chdir(desk)
    code = main(["sources", "--profile", "desk.toml", "--now", "2025-05-04T00:00:00+03:00", "--json"])
    states = {one["source"]: one["state"] for one in map(json.loads, capsys.readouterr().out.splitlines())}
    assert (code, states["Tidewater News"], states["Northgate Desk"]) == (Exit.OK, "well", "well")


def test_without_sources_or_an_archive_it_says_what_to_do(desk, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "bare.toml").write_text(PROFILE)
    assert main(["sources", "--profile", "bare.toml"]) == Exit.USAGE
    assert "names no sources" in capsys.readouterr().err
    (tmp_path / "desk.toml").write_text((desk / "desk.toml").read_text())
    assert main(["sources", "--profile", "desk.toml"]) == Exit.USAGE
    assert "briefing collect" in capsys.readouterr().err


def edition(desk, monkeypatch, *arguments):
    monkeypatch.chdir(desk)
    code = main(["run", "--profile", "desk.toml", "--date", "2025-05-12", "--formats", "md,html", "--now", AT, *arguments])
    return code, (desk / "output" / "ukraine" / "2025-05-12" / "briefing.md").read_text()


def test_an_edition_names_its_failing_silent_and_uncollected_sources_and_the_pages_that_are_gone(desk, monkeypatch, capsys):
    code, text = edition(desk, monkeypatch)
    assert code == Exit.PARTIAL
    box = text[text.index("## Coverage") :].replace("\\", "")
    box = "\n".join(line for line in box.splitlines() if line)
    assert "- **Could not be read: 2.**" in box
    assert "- *nothing could be read since 4 May 2025, 06:00: the name of the server is not known:* Tidewater News." in box
    assert "- *nothing could be read since 12 May 2025, 20:00: the server failed (503):* Capital Monitor." in box
    assert (
        "- Warning: “Northgate Desk” answers, but has brought nothing new since 11 May 2025, 14:00; before that it brought" in box
    )
    assert "- Warning: “Evening Ledger” brings pages without an article: 6 of the latest 6, 0 of 25 before." in box
    assert "- Sources of the profile that were not collected yet: Lakeside Post." in box
    assert "number 0 in Lyman damages school” was not at its address any more on 13 May 2025, 05:30" in box
    assert "Old Gazette" not in box
    said = capsys.readouterr().err
    assert "briefing: Tidewater News: nothing could be read since" in said


def test_the_same_archive_profile_and_time_give_the_same_bytes(desk, monkeypatch):
    before = edition(desk, monkeypatch)[1]
    profile = settings.parse((desk / "desk.toml").read_text(), "desk.toml")
    with SqlArchive.open(f"sqlite:///{desk / 'output' / 'briefing.db'}") as archive:
        visited(archive, profile.sources[5], lambda at: ("failed", 0, "x"), days=1, until=NOW + 3 * DAY)
    assert edition(desk, monkeypatch)[1] == before


def test_an_edition_of_given_pages_says_nothing_of_sources(desk, monkeypatch, tmp_path):
    (tmp_path / "one.html").write_text(page(7, NOW - 20 * HOUR))
    code, text = edition(desk, monkeypatch, "--input", str(tmp_path / "one.html"))
    assert code == Exit.OK
    assert "Tidewater" not in text
