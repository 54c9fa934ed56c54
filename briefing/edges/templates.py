"""The templates and style sheets of an edition, found and read: the profile's own first, then the program's.

What the profile's folder holds is the user's, and checked: nothing in it is passed over in silence, and nothing in it makes
an edition fetch or run anything.
"""

import os
import re
import stat
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path

from briefing.errors import ProfileError
from briefing.model import Design, Template

PLAIN = "plain"
THEMES = "themes"
LARGEST = 1_000_000  # bytes of one file
MOST = 500  # files
_SOURCE = "the templates"
_THEME_STYLE = "theme.css"
_PACKAGE = Path(__file__).resolve().parents[1]
_KINDS = (".j2", ".css")
_INCLUDED = re.compile(r"\{%[-+]?\s*(?:include|import|extends|from)\s+[\"']([^\"']+)[\"']")

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_CSS_ESCAPE = re.compile(r"\\(?:(?P<code>[0-9a-fA-F]{1,6})[ \t\n\f\r]?|(?P<char>[^\n]))")
_IN_CSS = (
    (re.compile(r"</\s*style", re.IGNORECASE), "</style ends the style sheet; it cannot stand in one"),
    (re.compile(r"@import", re.IGNORECASE), "@import would fetch another file; write its rules here"),
    (re.compile(r"@charset", re.IGNORECASE), "@charset has no meaning here; the file is UTF-8"),
    (
        re.compile(r"url\(\s*(?![\"']?\s*(?:data:|#))", re.IGNORECASE),
        "url(…) would fetch a file; an edition is one file that fetches nothing (data: addresses are allowed)",
    ),
    (
        re.compile(r"(?:image-set|(?<![-\w])(?:src|image))\(", re.IGNORECASE),
        "this would fetch a file; an edition is one file that fetches nothing",
    ),
)
_REMARK = re.compile(r"\{#.*?#\}", re.DOTALL)
_IN_TEMPLATES = (
    (
        re.compile(r"<\s*/?\s*(?:script|iframe|frame|object|embed|applet|base|form|link|template|math)\b", re.IGNORECASE),
        "an edition holds no scripts, frames, forms or links to files",
    ),
    (re.compile(r"<[^>{}]*\son[a-z]+\s*=", re.IGNORECASE), "an edition holds no scripts, so no on…= either"),
    (re.compile(r"\b(?:java|vb)script\s*:", re.IGNORECASE), "an edition holds no scripts"),
    (
        re.compile(r"\b(?:src|srcset|poster|background)\s*=\s*[\"']?\s*(?:[a-z]+:)?//", re.IGNORECASE),
        "this would fetch a file; an edition is one file that fetches nothing",
    ),
    (re.compile(r"http-equiv\s*=\s*[\"']?\s*refresh", re.IGNORECASE), "an edition does not load itself again"),
)


def load_design(
    theme: str = PLAIN, *, override: Path | None = None, logo: str = "", public_url: str = "", asked: str = _SOURCE
) -> Design:
    """Every template of an edition, each from the first place that has it.

    The places are the theme's folder and the plain one, in `override` first and then in the program's own templates, which
    lie in the package, or beside it in a checkout. Raises `ProfileError` where no theme is called so, saying by what it was
    `asked` for, and where a file of `override` cannot be read or used, or replaces nothing.
    """
    own = own_templates()
    if theme not in (known := themes(override)):
        place = override / THEMES if override else Path("templates") / THEMES
        where = "" if override else " beside a profile"
        raise ProfileError(
            asked,
            (
                f"theme: there is no theme {theme!r}{nearest(theme, known)} (there are {', '.join(known)}; "
                f"one of your own is a folder {place}/NAME{where})",
            ),
        )
    problems: list[str] = []
    users = _users(override, theme, problems) if override is not None and override.resolve() != own else {}
    known_names = {path.relative_to(folder).as_posix() for folder in (own, *_folders(own / THEMES)) for path in _files(folder)}
    ours = {name: _read(path) for name, path in (_in(own) | _in(own / THEMES / theme)).items()}
    found = {name: Template(name=name, text=text, origin=_shown(name, theme, own)) for name, text in ours.items()} | users
    found.setdefault(_THEME_STYLE, Template(name=_THEME_STYLE, text="", origin=_THEME_STYLE))
    known_names |= {_THEME_STYLE, *_included(found)}
    problems += [
        f"{one.origin}: replaces nothing, and no template includes it{nearest(name, known_names)}"
        for name, one in users.items()
        if name not in known_names
    ]
    if problems:
        raise ProfileError(_SOURCE, tuple(problems))
    return Design(templates=tuple(found[name] for name in sorted(found)), theme=theme, logo=logo, public_url=public_url)


def own_templates() -> Path:
    """The folder of the program's own templates."""
    places = (_PACKAGE / "templates", _PACKAGE.parent / "templates")
    return next((folder for folder in places if folder.is_dir()), places[0])


def themes(override: Path | None = None) -> tuple[str, ...]:
    """The names of all themes, the user's in `override` among them."""
    roots = [folder / THEMES for folder in (override, own_templates()) if folder is not None]
    return tuple(sorted({folder.name for root in roots for folder in _folders(root)} | {PLAIN}))


def _in(folder: Path) -> dict[str, Path]:
    """Files of ours by name, those of themes left out."""
    names = {path.relative_to(folder).as_posix(): path for path in _files(folder)}
    return {name: path for name, path in names.items() if not name.startswith(f"{THEMES}/")}


def _files(folder: Path) -> Iterator[Path]:
    if folder.is_dir():
        yield from sorted(path for path in folder.rglob("*") if path.suffix in _KINDS and path.is_file())


def _folders(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if path.is_dir() and not path.name.startswith("."))
    except OSError:
        return []


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "is not UTF-8 text"
        raise ProfileError(_SOURCE, (f"{path.name}: {reason}",)) from None


def _shown(name: str, theme: str, own: Path) -> str:
    """A file of ours in a message: not where the program is installed, which tells nobody anything."""
    inside = f"{THEMES}/{theme}/{name}" if (own / THEMES / theme / name).is_file() else name
    return f"the program's {inside}"


def _users(override: Path, theme: str, problems: list[str]) -> dict[str, Template]:
    """The user's files by name, those of the theme before the others; what is wrong with one is added to `problems`."""
    if os.path.lexists(override) and not override.is_dir():
        problems.append(f"{override}: is no folder")
        return {}
    root = override.resolve()
    found: dict[str, Template] = {}
    for place in (override / THEMES / theme, override):
        for count, path in enumerate(_walk(place, root, problems, skip=THEMES if place == override else "")):
            if count == MOST:
                problems.append(f"{place}: holds more than {MOST} templates")
                break
            name = path.relative_to(place).as_posix()
            text = _user_text(path, problems)
            if text is not None:
                problems += _checked(path, text)
                found.setdefault(name, Template(name=name, text=text, origin=str(path), own=True))
    return found


def _walk(folder: Path, root: Path, problems: list[str], *, skip: str = "") -> Iterator[Path]:
    """The templates and style sheets below a folder of the user's; hidden files and those of other kinds are not ours to read."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except FileNotFoundError:
        return
    except OSError as error:
        problems.append(f"{folder}: {error.strerror}")
        return
    for entry in entries:
        path = Path(entry.path)
        if entry.name.startswith(".") or entry.name == skip:
            continue
        if entry.is_symlink() and not (path.exists() and path.resolve().is_relative_to(root)):
            problems.append(f"{path}: is a link that leads out of the folder of templates, or nowhere")
        elif entry.is_dir():
            if entry.is_symlink():
                problems.append(f"{path}: is a link to a folder; only files may be links")
            else:
                yield from _walk(path, root, problems)
        elif path.suffix in _KINDS:
            yield path


def _user_text(path: Path, problems: list[str]) -> str | None:
    try:
        facts = path.stat()
        if not stat.S_ISREG(facts.st_mode):
            problems.append(f"{path}: is no file")
        elif facts.st_size > LARGEST:
            problems.append(f"{path}: is larger than {LARGEST // 1_000_000} MB")
        else:
            return path.read_bytes()[: LARGEST + 1].decode("utf-8-sig")
    except OSError as error:
        problems.append(f"{path}: {error.strerror}")
    except UnicodeDecodeError as error:
        problems.append(f"{path}: is not UTF-8 text (byte {error.start})")
    return None


def _checked(path: Path, text: str) -> list[str]:
    """What a style sheet or template may not hold, with file and line."""
    style = path.suffix == ".css"
    looked = _unescaped(_blank(_COMMENT, text)) if style else _blank(_REMARK, text)
    problems = []
    for pattern, words in _IN_CSS if style else _IN_TEMPLATES:
        # `</style` ends the sheet in a comment too.
        searched = text if style and pattern is _IN_CSS[0][0] else looked
        if found := pattern.search(searched):
            line = searched.count("\n", 0, found.start()) + 1
            problems.append(f"{path}, line {line}: {words}")
    return problems


def _blank(pattern: re.Pattern[str], text: str) -> str:
    """The text without what a pattern finds, its lines kept."""
    return pattern.sub(lambda found: "\n" * found.group().count("\n"), text)


def _unescaped(css: str) -> str:
    """A style sheet with its escapes read, as a browser reads them (75 after a backslash is u); one line stays one line."""

    def read(found: re.Match[str]) -> str:
        if found["char"]:
            return found["char"]
        code = int(found["code"], 16)
        ends = "\n" if found.group().endswith("\n") else ""
        return (chr(code) if 0x20 <= code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd") + ends

    return _CSS_ESCAPE.sub(read, css)


def _included(found: Mapping[str, Template]) -> set[str]:
    return {name for template in found.values() for name in _INCLUDED.findall(template.text)}


def nearest(name: str, known: Iterable[str]) -> str:
    near = get_close_matches(name, sorted(known), n=1)
    return f"; is {near[0]!r} meant?" if near else ""
