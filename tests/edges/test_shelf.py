import fcntl
import hashlib
import json
import os
import random
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from briefing.edges import shelf
from briefing.edges.shelf import check_writable, file_edition
from briefing.errors import LockedError, UsageError
from briefing.model import Edition


def edition(profile: str = "ukraine", name: str = "2024-01-23", **bodies: bytes) -> Edition:
    """An edition of `briefing.<format>` files and the manifest that lists them."""
    files = [(f"briefing.{kind}", body) for kind, body in (bodies or {"md": b"# News\n", "html": b"<h1>News</h1>\n"}).items()]
    listed = {file: {"sha256": hashlib.sha256(body).hexdigest()} for file, body in files}
    return Edition(profile=profile, name=name, files=(*files, ("manifest.json", json.dumps({"files": listed}).encode())))


def on_the_shelf(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


def test_an_edition_lies_in_the_folder_of_its_profile_and_day(tmp_path: Path):
    paths = file_edition(tmp_path / "new" / "output", edition())
    home = tmp_path / "new" / "output" / "ukraine" / "2024-01-23"
    assert paths == (home / "briefing.md", home / "briefing.html", home / "manifest.json")
    assert [path.read_bytes() for path in paths] == [body for _, body in edition().files]
    assert sorted(path.name for path in home.iterdir()) == ["briefing.html", "briefing.md", "manifest.json"]


def test_an_edition_of_several_days_is_named_by_both_ends(tmp_path: Path):
    assert file_edition(tmp_path, edition(name="2024-01-01_2024-01-07"))[0].parent.name == "2024-01-01_2024-01-07"


def test_a_file_is_readable_to_whom_the_umask_says(tmp_path: Path):
    before = os.umask(0o027)
    try:
        path = file_edition(tmp_path, edition())[0]
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_files_that_hold_the_same_bytes_are_left_untouched(tmp_path: Path):
    def marks() -> dict[str, tuple[int, int]]:
        return {path.name: (path.stat().st_ino, path.stat().st_mtime_ns) for path in home.iterdir()}

    home = file_edition(tmp_path, edition(md=b"old", html=b"same"))[0].parent
    before = marks()
    file_edition(tmp_path, edition(md=b"old", html=b"same"))
    assert marks() == before
    file_edition(tmp_path, edition(md=b"new", html=b"same"))
    assert {name for name, mark in marks().items() if mark != before[name]} == {"briefing.md", "manifest.json"}


def test_a_format_that_is_no_longer_made_goes_and_what_others_put_there_stays(tmp_path: Path):
    home = file_edition(tmp_path, edition(md=b"md", html=b"html", pdf=b"pdf"))[0].parent
    (home / "notes.txt").write_bytes(b"mine")
    (home / "briefing.pdf").write_bytes(b"pdf with my marks")
    file_edition(tmp_path, edition(md=b"md"))
    assert sorted(path.name for path in home.iterdir()) == ["briefing.md", "briefing.pdf", "manifest.json", "notes.txt"]


@pytest.mark.parametrize(
    "manifest", [b"", b"not json", b"[]", b'{"files": 3}', b'{"files": {"../../x": {}}}', b'{"files":{"a.md":1}}', b"[" * 99_999]
)
def test_a_manifest_that_is_none_lists_nothing(tmp_path: Path, manifest: bytes):
    home = file_edition(tmp_path, edition())[0].parent
    (home / "manifest.json").write_bytes(manifest)
    (home / "a.md").write_bytes(b"a")
    file_edition(tmp_path, edition())
    assert (home / "a.md").exists()


def test_a_manifest_cannot_name_files_elsewhere(tmp_path: Path):
    outside = tmp_path / "outside.md"
    outside.write_bytes(b"keep")
    home = file_edition(tmp_path, edition())[0].parent
    listed = {"files": {name: {"sha256": hashlib.sha256(b"keep").hexdigest()} for name in ("../../outside.md", str(outside))}}
    (home / "manifest.json").write_text(json.dumps(listed))
    file_edition(tmp_path, edition())
    assert outside.exists()


def with_copies(**copies: bytes) -> Edition:
    """An edition of one Markdown file and archived copies, by the digit their names are made of."""
    files = [("briefing.md", b"# News\n"), *((f"sources/{name[-1] * 16}.html", body) for name, body in copies.items())]
    listed = {file: {"sha256": hashlib.sha256(body).hexdigest()} for file, body in files}
    return Edition(profile="ukraine", name="2024-01-23", files=(*files, ("manifest.json", json.dumps({"files": listed}).encode())))


def test_archived_copies_lie_in_a_folder_inside_the_edition_s_and_go_with_it(tmp_path: Path):
    home = file_edition(tmp_path, with_copies(_1=b"one", _2=b"two"))[0].parent
    assert {name for name in on_the_shelf(home) if "/" in name} == {f"sources/{digit * 16}.html" for digit in "12"}
    (home / "sources" / f".{'2' * 16}.html.77.tmp").write_bytes(b"left by a process that was killed")
    file_edition(tmp_path, with_copies(_2=b"two", _3=b"three"))
    assert [name for name in on_the_shelf(home) if "/" in name] == [f"sources/{digit * 16}.html" for digit in "23"]
    file_edition(tmp_path, edition(md=b"# News\n"))
    assert not (home / "sources").exists()


def test_what_others_put_beside_the_copies_stays(tmp_path: Path):
    home = file_edition(tmp_path, with_copies(_1=b"one"))[0].parent
    (home / "sources" / "notes.txt").write_bytes(b"mine")
    (home / "sources" / f"{'1' * 16}.html").write_bytes(b"one, with my marks")
    file_edition(tmp_path, edition(md=b"# News\n"))
    assert {path.name for path in (home / "sources").iterdir()} == {"notes.txt", f"{'1' * 16}.html"}


def test_a_folder_of_copies_that_is_a_link_is_refused(tmp_path: Path):
    elsewhere, home = tmp_path / "elsewhere", tmp_path / "output" / "ukraine" / "2024-01-23"
    elsewhere.mkdir()
    home.mkdir(parents=True)
    (home / "sources").symlink_to(elsewhere, target_is_directory=True)
    with pytest.raises(UsageError, match="sources is a link"):
        file_edition(tmp_path / "output", with_copies(_1=b"one"))
    assert list(elsewhere.iterdir()) == []


@pytest.mark.parametrize(
    ("profile", "name", "file"),
    [
        ("ukraine", "2024-01-23", "sources/../briefing.md"),
        ("ukraine", "2024-01-23", "sources/x.html"),
        ("ukraine", "2024-01-23", "others/0123456789abcdef.html"),
        ("ukraine", "2024-01-23", "sources/0123456789abcdef.html\n"),
        ("../etc", "2024-01-23", "briefing.md"),
        ("Ukraine", "2024-01-23", "briefing.md"),
        ("x" * 64, "2024-01-23", "briefing.md"),
        ("ukraine", "..", "briefing.md"),
        ("ukraine", "2024-01-23/..", "briefing.md"),
        ("ukraine", "2024-01-23\n", "briefing.md"),
        ("ukraine", "today", "briefing.md"),
        ("ukraine", "2024-01-23", "../briefing.md"),
        ("ukraine", "2024-01-23", "/briefing.md"),
        ("ukraine", "2024-01-23", ".md"),
        ("ukraine", "2024-01-23", "a\0b.md"),
        ("ukraine", "2024-01-23", "briefing"),
    ],
)
def test_names_outside_the_patterns_are_refused_before_anything_is_written(tmp_path: Path, profile: str, name: str, file: str):
    with pytest.raises(UsageError, match="cannot name"):
        file_edition(tmp_path / "output", Edition(profile=profile, name=name, files=((file, b"x"), ("manifest.json", b"{}"))))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("linked", ["ukraine", "ukraine/2024-01-23"])
def test_a_folder_that_is_a_link_is_refused(tmp_path: Path, linked: str):
    elsewhere, link = tmp_path / "elsewhere", tmp_path / "output" / linked
    elsewhere.mkdir()
    link.parent.mkdir(parents=True)
    link.symlink_to(elsewhere, target_is_directory=True)
    with pytest.raises(UsageError, match=f"{linked} is a link"):
        file_edition(tmp_path / "output", edition())
    assert list(elsewhere.iterdir()) == []


def test_a_link_in_place_of_a_file_is_replaced_and_not_followed(tmp_path: Path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_bytes(b"# News\n")
    home = tmp_path / "ukraine" / "2024-01-23"
    home.mkdir(parents=True)
    (home / "briefing.md").symlink_to(elsewhere)
    (home / "briefing.html").symlink_to(elsewhere)
    file_edition(tmp_path, edition())
    assert elsewhere.read_bytes() == b"# News\n"
    assert not any(path.is_symlink() for path in home.iterdir())


def test_an_output_that_is_a_link_itself_is_the_owners_choice(tmp_path: Path):
    (tmp_path / "disk").mkdir()
    (tmp_path / "output").symlink_to("disk", target_is_directory=True)
    file_edition(tmp_path / "output", edition())
    assert (tmp_path / "disk/ukraine/2024-01-23/briefing.md").is_file()


@pytest.mark.parametrize("blocked", ["output", "output/ukraine", "output/ukraine/2024-01-23"])
def test_a_file_where_a_folder_should_be_is_named(tmp_path: Path, blocked: str):
    path = tmp_path / blocked
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"")
    with pytest.raises(UsageError, match="the edition cannot be written"):
        file_edition(tmp_path / "output", edition())


def test_a_folder_where_a_file_should_be_is_named_and_nothing_is_left_beside_it(tmp_path: Path):
    (tmp_path / "ukraine/2024-01-23/briefing.html").mkdir(parents=True)
    with pytest.raises(UsageError, match="cannot be written: Is a directory"):
        file_edition(tmp_path, edition())
    assert list(on_the_shelf(tmp_path)) == ["ukraine/2024-01-23/briefing.md"]


@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")
def test_an_output_nobody_may_write_to_is_named():
    folder = Path(tempfile.mkdtemp())
    try:
        folder.chmod(0o555)
        reads, writes = os.pipe()
        child = os.fork()
        if child == 0:  # as a user without rights: the tests may be run by one who has them all
            if os.geteuid() == 0:
                os.setuid(65534)
            try:
                file_edition(folder / "output", edition())
            except UsageError as error:
                os.write(writes, str(error).encode())
            os._exit(0)
        os.waitpid(child, 0)
        os.close(writes)
        with os.fdopen(reads) as pipe:
            assert pipe.read() == f"{folder}/output/ukraine/2024-01-23: the edition cannot be written: Permission denied"
    finally:
        folder.chmod(0o755)
        shutil.rmtree(folder)


def test_what_a_killed_run_left_beside_is_cleared_away(tmp_path: Path):
    home = file_edition(tmp_path, edition())[0].parent
    (home / f".briefing.md.{os.getpid()}.tmp").write_bytes(b"half")
    (home / ".briefing.pdf.99.tmp").write_bytes(b"half")
    (home / ".mine.tmp").write_bytes(b"not ours")
    file_edition(tmp_path, edition(md=b"new"))
    assert sorted(path.name for path in home.iterdir()) == [".mine.tmp", "briefing.md", "manifest.json"]


def test_an_edition_another_process_is_filing_is_waited_for_and_then_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    home = file_edition(tmp_path, edition())[0].parent
    held = os.open(home, os.O_RDONLY)
    fcntl.flock(held, fcntl.LOCK_EX)
    monkeypatch.setattr(shelf, "_PATIENCE", 0.2)
    with pytest.raises(LockedError, match="another process"):
        file_edition(tmp_path, edition(md=b"new"))
    os.close(held)
    file_edition(tmp_path, edition(md=b"new"))


def test_the_manifest_is_put_in_place_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    placed = []
    rename = os.rename
    monkeypatch.setattr(os, "rename", lambda old, new, **where: (placed.append(new), rename(old, new, **where)))
    made = edition()
    file_edition(tmp_path, Edition(profile=made.profile, name=made.name, files=made.files[::-1]))
    assert placed == ["briefing.html", "briefing.md", "manifest.json"]


# Files the same edition in two states by turns, each file of one letter and 300,000 bytes long.
FILING = """
import sys, itertools, json, hashlib
from pathlib import Path
from briefing.edges.shelf import check_writable, file_edition
from briefing.model import Edition
print("ready", flush=True)
for letter in itertools.islice(itertools.cycle(b"ab"), int(sys.argv[2])):
    files = tuple((f"briefing.{kind}", bytes([letter]) * 300_000) for kind in ("md", "html", "pdf"))
    listed = {name: {"sha256": hashlib.sha256(body).hexdigest()} for name, body in files}
    file_edition(Path(sys.argv[1]), Edition(profile="ukraine", name="2024-01-23", files=(*files, ("manifest.json", json.dumps({"files": listed}).encode()))))
"""


def whole(body: bytes) -> bool:
    return len(body) == 300_000 and body[:1] in b"ab" and body == body[:1] * len(body)


def filing(root: Path, times: int) -> subprocess.Popen:
    process = subprocess.Popen([sys.executable, "-c", FILING, str(root), str(times)], stdout=subprocess.PIPE)
    assert process.stdout.readline() == b"ready\n"
    return process


@pytest.mark.slow
def test_no_kill_leaves_a_torn_file(tmp_path: Path):
    moments = random.Random(7)
    left_beside = 0
    for _ in range(60):
        process = filing(tmp_path, 1_000_000)
        time.sleep(moments.uniform(0, 0.08))
        process.send_signal(signal.SIGKILL)
        process.communicate()
        found = on_the_shelf(tmp_path)
        left_beside += sum(name.endswith(".tmp") for name in found)
        manifest = found.get("ukraine/2024-01-23/manifest.json")
        assert manifest is None or len(json.loads(manifest)["files"]) == 3
        for kind in ("md", "html", "pdf"):
            body = found.get(f"ukraine/2024-01-23/briefing.{kind}")
            assert whole(body) if body is not None else manifest is None
    assert left_beside > 0  # else no kill came while a file was written, and nothing was shown
    with filing(tmp_path, 1) as process:
        assert process.wait() == 0
    assert len(on_the_shelf(tmp_path)) == 4


@pytest.mark.slow
def test_readers_see_whole_files_while_two_processes_write(tmp_path: Path):
    writers = [filing(tmp_path, 150) for _ in range(2)]
    home = tmp_path / "ukraine/2024-01-23"
    torn, seen = 0, set()
    reads = 0
    while any(writer.poll() is None for writer in writers):
        for kind in ("md", "html", "pdf"):
            try:
                body = (home / f"briefing.{kind}").read_bytes()
            except FileNotFoundError:
                assert not (home / "manifest.json").exists()
                continue
            reads += 1
            torn += not whole(body)
            seen.add(body[:1])
    assert [writer.communicate() and writer.returncode for writer in writers] == [0, 0]
    assert (torn, seen) == (0, {b"a", b"b"})
    assert reads > 100


@pytest.mark.parametrize(
    "name", ["0123456789ab.html", "0123456789ab-4.html", "0123456789ab-x01234567.html", "0123456789ab-4-x01234567.html"]
)
def test_a_copy_is_filed_by_what_a_reference_calls_it(tmp_path, name):
    files = (("briefing.md", b"x"), (f"sources/{name}", b"copy"), ("manifest.json", b"{}"))
    file_edition(tmp_path, Edition(profile="ukraine", name="2024-01-23", files=files))
    assert (tmp_path / "ukraine" / "2024-01-23" / "sources" / name).read_bytes() == b"copy"


def test_an_output_folder_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "file").write_text("x")
    for root in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(UsageError, match=rf"the output folder {root} cannot be written: is no folder; --output names another"):
            check_writable(root)
    check_writable(tmp_path / "a" / "b")
    assert list((tmp_path / "a" / "b").iterdir()) == []
