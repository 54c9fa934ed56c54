"""How an edition looks and how it is marked: what the profile and its folder say of that."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

# What an edition can be made as, in the order in which it is made, and the file it is; "sources" is a folder of files.
FORMATS: Mapping[str, str] = MappingProxyType(
    {
        "md": "briefing.md",
        "html": "briefing.html",
        "pdf": "briefing.pdf",
        "pdf-1": "briefing-1.pdf",
        "pdf-a3": "briefing-a3.pdf",
        "docx": "briefing.docx",
        "epub": "briefing.epub",
        "txt": "briefing.txt",
        "atom": "briefing.atom",
        "csv": "briefing.csv",
        "json": "briefing.json",
        "sources": "sources",
    }
)
USUAL_FORMATS = ("md", "html", "pdf", "json", "sources")


@dataclass(frozen=True, kw_only=True, slots=True)
class Template:
    """A template or style sheet as text, by its name in the templates' folder; `origin` says in messages which file it is.

    `own` is true of one that the profile brings.
    """

    name: str
    text: str
    origin: str
    own: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Design:
    """What an edition is set with: templates and style sheets, the logo as a `data:` address, where editions are published.

    `logo` and `public_url` are "" where there is none.
    """

    templates: tuple[Template, ...]
    theme: str = "plain"
    logo: str = ""
    public_url: str = ""

    def text(self, name: str) -> str:
        """The text of a template. Raises `KeyError` where there is none of that name."""
        for template in self.templates:
            if template.name == name:
                return template.text
        raise KeyError(name)


@dataclass(frozen=True, kw_only=True, slots=True)
class Marks:
    """What the profile has printed on every edition: a classification line ("TLP:AMBER"), whom to ask, a disclaimer."""

    classification: str = ""
    contact: str = ""
    disclaimer: str = ""
