"""Stage 0, beside the fetching: what a source lists, which of it is asked for and when, and how the source is doing."""
