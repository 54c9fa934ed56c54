"""Claims of one event that stand against each other."""

from collections.abc import Mapping, Sequence

from briefing.model import Claim, Opposed, Placed


def opposed(placed: Sequence[Placed], claims: Sequence[Claim], *, language: str) -> Mapping[int, tuple[Opposed, ...]]:
    """The clashes of each story, by its order in print."""
    del placed, claims, language
    return {}
