"""Why an address is not fetched, as an exception that never leaves this package."""


class NotFetchedError(Exception):
    """`reason` in plain words; `closed` where we may not ask at all; `retry_after` is in seconds where asking later makes sense."""

    def __init__(self, reason: str, *, closed: bool = False, retry_after: float | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.closed = closed
        self.retry_after = retry_after
