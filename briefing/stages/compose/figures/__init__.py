"""Figures of one event side by side: what agrees, what was revised, what differs, and the rows made of it."""
