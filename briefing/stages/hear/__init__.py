"""Hear: articles → every claim their sentences report: who asserts what, for whom, how, about which place and day."""

from collections.abc import Sequence

from briefing.model import Article, Claim


def hear(articles: Sequence[Article]) -> tuple[Claim, ...]:
    """Every claim of the articles, in their order and the order of the text."""
    del articles
    return ()
