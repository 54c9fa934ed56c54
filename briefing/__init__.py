"""Briefing: a daily, sourced digest of the news whose every sentence can be checked."""

__version__ = "0.1.0"
