"""What is kept of hosts from run to run: what they said of robots, and until when they asked to be left alone."""

from typing import Protocol

from briefing.model import Rest, Robots


class Register(Protocol):
    """Where it is kept; called in a thread beside the event loop."""

    def rules(self, origin: str, /) -> Robots | None:
        """What an origin ("https://host[:port]") said of robots last."""
        ...

    def keep_rules(self, robots: Robots, /) -> None:
        """Keep what an origin says of robots now."""
        ...

    def rest(self, host: str, /) -> Rest | None:
        """The rest that a host ("host[:port]") asked for last, over or not."""
        ...

    def keep_rest(self, rest: Rest, /) -> None:
        """Keep the rest that a host asks for now; a longer one that it asked of another process stays."""
        ...
