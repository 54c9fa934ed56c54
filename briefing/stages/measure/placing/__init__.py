"""The places a sentence names and the one that governs a figure."""
