"""What travels inside the PDF that is kept (PDF/A-3): the edition as data, and its figures as a table."""

from briefing.language.catalogue import catalogue
from briefing.model import FORMATS, Attachment, Briefing


def attached(briefing: Briefing, *, data: bytes, figures: bytes) -> tuple[Attachment, ...]:
    """The files to attach: `data` is the edition's JSON, from which its text was made, `figures` its CSV; what is
    empty is not attached.
    """
    words = catalogue(briefing.language)
    files = (
        Attachment(
            name=FORMATS["json"],
            media_type="application/json",
            relationship="Source",
            description=words.text("The edition as data, from which its text was made"),
            content=data,
        ),
        Attachment(
            name=FORMATS["csv"],
            media_type="text/csv",
            relationship="Data",
            description=words.text("The edition’s figures as a table"),
            content=figures,
        ),
    )
    return tuple(file for file in files if file.content)
