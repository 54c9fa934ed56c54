import gzip
import os
import time
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest

from briefing.edges.boxes.dropbox import Dropbox
from briefing.edges.boxes.letter import Letter
from briefing.model import Address, Capture, Failure
from briefing.settings import Source

NOW = datetime(2026, 1, 24, 4, tzinfo=UTC)
PAGE = "A page with some words. Сторінка зі словами.\n".encode()


class Reader:
    """A collector: visits a folder and keeps, as the archive would, what it brought and noted."""

    def __init__(self, beside: Path, name: str = "inbox") -> None:
        self.folder = beside / name
        self.folder.mkdir(parents=True, exist_ok=True)
        self.source = Source(name="Inbox", kind="folder", url=name)
        self.box = Dropbox(beside, clock=lambda: time.time() + 60)
        self.known: dict[str, Address] = {}

    def put(self, name: str, body: bytes = PAGE) -> Path:
        file = self.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(body)
        return file

    def visit(self, *, stop_after: int = 1_000_000) -> list[Capture | Failure]:
        found: list[Capture | Failure] = []
        for one in self.box.letters(self.source, self.known, now=NOW):
            if isinstance(one, Failure):
                found.append(one)
                continue
            assert isinstance(one, Letter)
            if one.capture:
                found.append(one.capture)
            if len(found) > stop_after:
                break  # killed before the note of this one was put down
            self.known[one.note.url] = one.note
        return found

    def names(self) -> list[str]:
        return [one.name if isinstance(one, Capture) else f"{one.subject}: {one.reason}" for one in self.visit()]


@pytest.fixture
def reader(tmp_path: Path) -> Reader:
    return Reader(tmp_path)


def test_a_file_is_a_capture_of_the_source_once(reader: Reader):
    reader.put("2026/page.txt")
    assert reader.visit() == [
        Capture(
            sha256=sha256(PAGE).hexdigest(),
            name="2026/page.txt",
            media_type="text/plain",
            body=PAGE,
            fetched_at=NOW,
            source=reader.source.key,
        )
    ]
    assert reader.visit() == []
    reader.put("b.html", b"<html>b</html>")
    assert reader.names() == ["b.html"]


def test_a_file_that_changed_is_read_again(reader: Reader):
    file = reader.put("page.txt")
    reader.visit()
    file.write_bytes(PAGE * 2)
    assert [one.body for one in reader.visit() if isinstance(one, Capture)] == [PAGE * 2]
    os.utime(file, ns=(0, file.stat().st_mtime_ns + 1))
    assert reader.names() == ["page.txt"]


def test_nothing_in_the_folder_is_changed(reader: Reader):
    for name in ("a.txt", "deep/b.txt", "c.pdf", "d.part", ".e.txt"):
        reader.put(name)
    before = {path: (path.stat().st_mtime_ns, path.stat().st_mode) for path in reader.folder.rglob("*")}
    reader.visit()
    assert {path: (path.stat().st_mtime_ns, path.stat().st_mode) for path in reader.folder.rglob("*")} == before


@pytest.mark.parametrize(
    "name", ["page.txt.part", "page.txt.tmp", "page.html.crdownload", ".page.txt", "page.txt~", ".deep/page.txt"]
)
def test_a_file_that_is_not_finished_by_its_name_is_left_until_it_is_renamed(reader: Reader, name: str):
    file = reader.put(name)
    assert reader.visit() == []
    file.rename(reader.folder / "page.txt")
    assert reader.names() == ["page.txt"]


def test_a_file_written_a_moment_ago_waits_for_the_next_visit(reader: Reader):
    reader.put("page.txt")
    reader.box = Dropbox(reader.folder.parent)
    assert reader.visit() == []
    reader.box = Dropbox(reader.folder.parent, clock=lambda: time.time() + 2)
    assert reader.names() == ["page.txt"]


def test_a_file_dated_in_the_future_does_not_wait_for_ever(reader: Reader):
    file = reader.put("page.txt")
    os.utime(file, (time.time() + 1e6, time.time() + 1e6))
    assert reader.names() == ["page.txt"]


def test_a_file_that_changes_while_it_is_read_waits_for_the_next_visit(reader: Reader, monkeypatch: pytest.MonkeyPatch):
    import briefing.edges.boxes.dropbox as module  # noqa: PLC0415

    file, read = reader.put("page.txt"), module.outcomes

    def slow(*words, **options):
        yield from read(*words, **options)
        file.write_bytes(PAGE * 3)

    monkeypatch.setattr(module, "outcomes", slow)
    assert reader.visit() == []
    monkeypatch.undo()
    assert [one.body for one in reader.visit() if isinstance(one, Capture)] == [PAGE * 3]


def test_what_cannot_be_read_is_told_once(reader: Reader):
    reader.put("paper.pdf", b"%PDF")
    reader.put("bad.txt.gz", b"no gzip")
    reader.put("empty.txt", b"")
    assert reader.names() == [
        "bad.txt.gz: is not whole gzip data",
        "empty.txt: is empty",
        "paper.pdf: not a kind of file that is read: .pdf",
    ]
    assert reader.visit() == []
    reader.put("bad.txt.gz", gzip.compress(PAGE))
    assert reader.names() == ["bad.txt.gz"]


def test_links_are_not_followed(reader: Reader):
    outside = reader.folder.parent / "secret"
    outside.mkdir()
    (outside / "key.txt").write_bytes(PAGE)
    (reader.folder / "folder").symlink_to(outside)
    (reader.folder / "file.txt").symlink_to(outside / "key.txt")
    (reader.folder / "loop").symlink_to(reader.folder)
    os.mkfifo(reader.folder / "pipe.txt")
    assert reader.visit() == []


def test_a_folder_that_is_not_there_is_a_failure_of_the_source(reader: Reader):
    reader.folder.rmdir()
    (failure,) = reader.visit()
    assert isinstance(failure, Failure)
    assert (failure.subject, failure.reason) == ("Inbox", "the folder is not there")
    reader.folder.write_bytes(b"")
    assert reader.names() == ["Inbox: is no folder"]


def test_two_folders_with_the_same_names_are_told_apart(tmp_path: Path):
    one, other = Reader(tmp_path, "one"), Reader(tmp_path, "other")
    other.known = one.known
    for reader in (one, other):
        reader.put("page.txt")
        assert reader.names() == ["page.txt"]
        assert reader.names() == []
    assert len(one.known) == 2


def test_names_of_any_bytes_are_told_apart(reader: Reader):
    for name in (b"\xff.txt", b"\xfe.txt", "Я %.txt".encode()):
        Path(os.fsdecode(os.fsencode(reader.folder) + b"/" + name)).write_bytes(PAGE)
    assert reader.names() == ["Я %.txt", "\ufffd.txt", "\ufffd.txt"]
    assert reader.visit() == []


def test_after_a_crash_what_was_not_noted_comes_again(reader: Reader):
    for number in range(5):
        reader.put(f"{number}.txt", PAGE * (number + 1))
    assert len(reader.visit(stop_after=2)) == 3
    assert reader.names() == ["2.txt", "3.txt", "4.txt"]


def test_a_list_of_articles_and_a_packed_mail_are_read_too(reader: Reader):
    reader.put("list.jsonl", b'{"title": "a"}\n{"title": "b"}\n')
    reader.put("mail.eml.gz", gzip.compress(b"Subject: x\r\n\r\nwords\r\n"))
    assert [one.media_type for one in reader.visit() if isinstance(one, Capture)] == ["application/jsonl", "message/rfc822"]


def test_an_absolute_folder_is_taken_as_it_is(tmp_path: Path, reader: Reader):
    reader.put("page.txt")
    elsewhere = Dropbox(tmp_path / "nowhere", clock=lambda: time.time() + 60)
    source = Source(name="Inbox", kind="folder", url=str(reader.folder))
    assert len(list(elsewhere.letters(source, {}, now=NOW))) == 1
