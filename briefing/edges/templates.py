"""The templates and style sheets of an edition, as texts by name."""

from collections.abc import Mapping
from pathlib import Path

from briefing.errors import ProfileError

NAMES = ("briefing.md.j2", "page.css", "page.html.j2", "print.css")
_PACKAGE = Path(__file__).resolve().parents[1]


def load_templates(override: Path | None = None) -> Mapping[str, str]:
    """Each template's text: from `override` where it has one of that name, else the program's own.

    The program's own lie in the package, or beside it in a checkout. Raises `ProfileError` where one cannot be read.
    """
    own = next(
        (folder for folder in (_PACKAGE / "templates", _PACKAGE.parent / "templates") if folder.is_dir()), _PACKAGE / "templates"
    )
    texts: dict[str, str] = {}
    problems: list[str] = []
    for name in NAMES:
        path = override / name if override and (override / name).is_file() else own / name
        try:
            texts[name] = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            problems.append(f"{path.name}: {error.strerror if isinstance(error, OSError) else 'is not UTF-8 text'}")
    if problems:
        raise ProfileError("the templates", tuple(problems))
    return texts
