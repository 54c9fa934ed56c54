"""What a mail says of how it comes, in the words of its readers' language."""

from zoneinfo import ZoneInfo

from briefing.language.catalogue import catalogue
from briefing.stages.schedule.rule import Note


def said(note: Note | None, *, zone: ZoneInfo, language: str) -> str:
    """The sentences that stand above a late edition, or above one after missed ones; "" where there is nothing to say."""
    if note is None:
        return ""
    words = catalogue(language)
    sentences: list[str] = []
    if note.due is not None:
        due = note.due.astimezone(zone)
        sentences.append(
            words.say("This briefing is late: it was due on %(day)s at %(time)s.", day=words.day(due), time=f"{due:%H:%M}")
        )
    if len(note.filed) == 1:
        sentences.append(
            words.say("The briefing of %(day)s was missed: it is filed and was not mailed.", day=words.day(note.filed[0]))
        )
    elif note.filed:
        days = {"first": words.day(note.filed[0]), "last": words.day(note.filed[-1])}
        sentences.append(
            words.say("The briefings of %(first)s to %(last)s were missed: they are filed and were not mailed.", **days)
        )
    return " ".join(sentences)
