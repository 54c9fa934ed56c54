"""A file that travels inside another."""

from dataclasses import dataclass
from typing import Literal

Relationship = Literal["Source", "Data", "Supplement", "Alternative"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Attachment:
    """A file attached to a PDF: its name there, media type, what it is to the text (`Relationship` of PDF/A-3), and in words."""

    name: str
    media_type: str
    relationship: Relationship
    description: str
    content: bytes
