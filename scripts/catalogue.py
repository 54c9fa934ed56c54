"""Collect the edition's own words into the catalogues: `python scripts/catalogue.py [--check] [LANGUAGE …]`.

Reads every template and module, writes briefing/locale/briefing.pot, and brings each briefing/locale/<language> up to date: new
messages stand there empty, those that are gone are dropped, no translation is guessed. A language named that has no catalogue yet
gets an empty one. `--check` writes nothing and exits with 1 where something would be written.
"""

import argparse
import re
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "briefing" / "locale"
DOMAIN = "briefing"
# Functions that a message of ours is handed to, and which of their arguments are messages.
IN_PYTHON = {"text": None, "say": None, "recorded": None, "several": (1, 2), "counted": (1, 2), "recorded_count": (1, 2)}
IN_TEMPLATES = {"_": None, "ngettext": (1, 2)}
_NO_MESSAGE = re.compile(r"[\w./-]*\.(?:css|j2|xml|json|md)|[^A-Za-z]*")  # `text` also reads templates, and draws lines of text
_SQL = re.compile(r"/edges/archive/")  # it is handed to `text` too
_UNSTEADY = re.compile(
    r'^"(?:POT-Creation-Date|PO-Revision-Date|Last-Translator|Language-Team|Generated-By|Report-Msgid-Bugs-To):.*\n', re.MULTILINE
)
_HEADER = "# The own words of Briefing's editions.\n#"


def template() -> Catalog:
    """Every message of templates and modules, by file, in the order in which they stand there."""
    found = Catalog(project="Briefing", version="1", header_comment=_HEADER)
    for file, message, plural in messages():
        found.add((message, plural) if plural else message, locations=[(file, 0)])
    return found


def messages() -> Iterator[tuple[str, str, str]]:
    """File, message and its plural ("" where there is none) of each message."""
    modules = (path for path in sorted((ROOT / "briefing").rglob("*.py")) if not _SQL.search(path.as_posix()))
    sources = [(path, "python", IN_PYTHON) for path in modules]
    sources += [(path, "jinja2.ext:babel_extract", IN_TEMPLATES) for path in sorted((ROOT / "templates").rglob("*.j2"))]
    for path, method, keywords in sources:
        name = path.relative_to(ROOT).as_posix()
        options = {"trim_blocks": "true", "lstrip_blocks": "true", "silent": "false"} if "jinja" in method else {}
        for _, found, _, _ in extract(method, BytesIO(path.read_bytes()), keywords=keywords, options=options):
            one, many = found if isinstance(found, tuple) else (found, "")
            if not _NO_MESSAGE.fullmatch(one):
                yield name, one, many


def brought_up_to_date(language: str, current: Catalog) -> Catalog:
    """The catalogue of a language with the messages of `current`, those translated already with their translation."""
    path = po_file(language)
    catalogue = Catalog(locale=language, header_comment=_HEADER, project="Briefing", version="1", fuzzy=False)
    if path.exists():
        with path.open("rb") as file:
            catalogue = read_po(file, locale=language)
    catalogue.update(current, no_fuzzy_matching=True)
    return catalogue


def po_file(language: str) -> Path:
    """Where the catalogue of a language is."""
    return LOCALE / language / "LC_MESSAGES" / f"{DOMAIN}.po"


def written(catalogue: Catalog) -> bytes:
    """The catalogue as a file, the same bytes for the same messages."""
    out = BytesIO()
    write_po(out, catalogue, width=120, include_lineno=False, ignore_obsolete=True, sort_output=False)
    return _UNSTEADY.sub("", out.getvalue().decode("utf-8")).encode("utf-8")


def main() -> int:
    """Write the catalogues, or with `--check` say which would be written."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("languages", nargs="*", metavar="LANGUAGE", help="a language to begin a catalogue for (de, fr, pl …)")
    parser.add_argument("--check", action="store_true", help="write nothing; exit with 1 where a file is out of date")
    chosen = parser.parse_args()
    current = template()
    files = {LOCALE / f"{DOMAIN}.pot": written(current)}
    for language in sorted({*chosen.languages, *(path.parent.parent.name for path in LOCALE.glob(f"*/LC_MESSAGES/{DOMAIN}.po"))}):
        catalogue = brought_up_to_date(language, current)
        files[po_file(language)] = written(catalogue)
        empty = sum(1 for one in catalogue if one.id and not all(one.string if isinstance(one.string, tuple) else (one.string,)))
        sys.stdout.write(f"{language}: {len(catalogue)} messages, {empty} not translated\n")
    stale = [path for path, content in files.items() if not path.exists() or path.read_bytes() != content]
    for path in stale:
        sys.stdout.write(f"{'out of date' if chosen.check else 'written'}: {path.relative_to(ROOT)}\n")
        if not chosen.check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(files[path])
    return 1 if stale and chosen.check else 0


if __name__ == "__main__":
    sys.exit(main())
