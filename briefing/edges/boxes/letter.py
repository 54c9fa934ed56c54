"""What a mailbox or a drop-box gives: a capture, and what is to be noted once it is kept."""

from dataclasses import dataclass

from briefing.model import Address, Capture


@dataclass(frozen=True, kw_only=True, slots=True)
class Letter:
    """A mail or a file. `note` says how far the source has been read; it is put down when this capture and all before it are kept.

    `capture` is None where there is nothing to keep: what could not be read has been told as a `Failure`, and shall be told once.
    """

    capture: Capture | None
    note: Address
