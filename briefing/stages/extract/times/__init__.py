"""When a page was published: what it states, what its markup holds, what can be inferred and from what."""
