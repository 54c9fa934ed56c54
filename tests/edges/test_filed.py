"""An edition is read back from the shelf whole and as it was filed, or not at all."""

import fcntl
import json
import os
import threading

import pytest
from mail_desk import DAY, PDF, PROFILE, desk_in

from briefing.edges.filed import filed, newest
from briefing.errors import UsageError


@pytest.fixture
def desk(tmp_path):
    made = desk_in(tmp_path, "smtp://mail.example")
    made.file()
    return made


def test_it_comes_back_as_it_was_filed(desk):
    root = desk.folder / "output"
    found = filed(root, PROFILE, str(DAY))
    assert (found.edition, found.pdf) == (str(DAY), PDF)
    assert json.loads(found.briefing)["profile"] == PROFILE
    desk.file(pdf=None)
    assert filed(root, PROFILE, str(DAY)).pdf is None


def test_the_newest_is_the_latest_day_that_is_whole(desk):
    root = desk.folder / "output"
    assert newest(root, PROFILE) == str(DAY)
    for name in ("2024-01-25", "2024-01-24_2024-01-26", "feed", "9999"):
        (root / PROFILE / name).mkdir()
    assert newest(root, PROFILE) == str(DAY)
    assert newest(root, "nobody") is None


@pytest.mark.parametrize("missing", ["manifest.json", ""])
def test_what_is_not_whole_or_not_there_is_none(desk, missing):
    home = desk.folder / "output" / PROFILE / str(DAY)
    if missing:
        (home / missing).unlink()
        assert filed(desk.folder / "output", PROFILE, str(DAY)) is None
    assert filed(desk.folder / "output", PROFILE, "2024-01-22") is None


@pytest.mark.parametrize(
    ("name", "body", "said"),
    [
        ("briefing.json", b"{}", "was changed after it was filed"),
        ("briefing.json", None, "is missing"),
        ("briefing.pdf", b"%PDF other", "was changed after it was filed"),
        ("manifest.json", b"[]", "is not the manifest"),
        ("manifest.json", b'{"files": {}}', "without briefing.json"),
    ],
)
def test_what_is_not_as_it_was_filed_is_said(desk, name, body, said):
    path = desk.folder / "output" / PROFILE / str(DAY) / name
    path.unlink()
    if body is not None:
        path.write_bytes(body)
    with pytest.raises(UsageError, match=said):
        filed(desk.folder / "output", PROFILE, str(DAY))


def test_a_link_leads_nowhere(desk):
    home = desk.folder / "output" / PROFILE
    (home / "2024-01-24").symlink_to(home / str(DAY))
    assert filed(desk.folder / "output", PROFILE, "2024-01-24") is None
    (home / str(DAY) / "briefing.json").unlink()
    (home / str(DAY) / "briefing.json").symlink_to("/etc/hostname")
    with pytest.raises(UsageError, match="cannot be read"):
        filed(desk.folder / "output", PROFILE, str(DAY))


def test_it_waits_for_whoever_is_filing_the_edition(desk):
    home = desk.folder / "output" / PROFILE / str(DAY)
    folder = os.open(home, os.O_RDONLY)
    fcntl.flock(folder, fcntl.LOCK_EX)
    (home / "briefing.pdf").write_bytes(b"half")

    def finish() -> None:
        (home / "briefing.pdf").write_bytes(PDF)
        os.close(folder)

    threading.Timer(0.2, finish).start()
    assert filed(desk.folder / "output", PROFILE, str(DAY)).pdf == PDF
