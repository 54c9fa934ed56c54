"""Signed tokens that stand in links and return paths: who they are of, and what for."""
