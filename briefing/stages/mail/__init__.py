"""Mail: the text of a mail, the PDF and whom it goes to, made into a `Letter`, byte for byte as it goes over the wire."""

from briefing.stages.mail.identity import message_id, note_id, thread_id
from briefing.stages.mail.letters import Imprint, Sign, WayOut, checked, imprint, letter, plain_letter
from briefing.stages.mail.sealing import Sealed, file_name, sealed

__all__ = [
    "Imprint", "Sealed", "Sign", "WayOut", "checked", "file_name", "imprint", "letter", "message_id", "note_id", "plain_letter", "sealed", "thread_id",
]  # fmt: skip
