"""Live blogs and digests: where each entry begins, its time, its address."""
