"""The templates and style sheets of an edition, found and read: the profile's own first, then the program's."""

from collections.abc import Iterator
from pathlib import Path

from briefing.errors import ProfileError
from briefing.model import Design, Template

PLAIN = "plain"
THEMES = "themes"
_PACKAGE = Path(__file__).resolve().parents[1]
_KINDS = {".j2", ".css"}


def load_design(theme: str = PLAIN, *, override: Path | None = None, logo: str = "", public_url: str = "") -> Design:
    """Every template of an edition, each from the first place that has it.

    The places are the theme's folder and the plain one, in `override` first and then in the program's own templates, which
    lie in the package, or beside it in a checkout. Raises `ProfileError` where a file cannot be read or nothing is called so.
    """
    own = next(
        (folder for folder in (_PACKAGE / "templates", _PACKAGE.parent / "templates") if folder.is_dir()), _PACKAGE / "templates"
    )
    roots = [folder for folder in (override, own) if folder]
    themes = [folder / THEMES / theme for folder in roots]
    if not any(folder.is_dir() for folder in themes):
        raise ProfileError("the templates", (f"theme: there is no theme {theme!r}",))
    found: dict[str, Template] = {}
    problems: list[str] = []
    for place in [folder for pair in zip(themes, roots, strict=True) for folder in pair]:
        for path in _files(place):
            name = path.relative_to(place).as_posix()
            if name in found or name.startswith(f"{THEMES}/"):
                continue
            try:
                found[name] = Template(name=name, text=path.read_text(encoding="utf-8"), origin=str(path))
            except (OSError, UnicodeDecodeError) as error:
                problems.append(f"{path.name}: {error.strerror if isinstance(error, OSError) else 'is not UTF-8 text'}")
    if problems:
        raise ProfileError("the templates", tuple(problems))
    return Design(templates=tuple(found[name] for name in sorted(found)), theme=theme, logo=logo, public_url=public_url)


def _files(folder: Path) -> Iterator[Path]:
    if folder.is_dir():
        yield from sorted(path for path in folder.rglob("*") if path.suffix in _KINDS and path.is_file())
