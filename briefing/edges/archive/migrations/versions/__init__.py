"""One module per released schema. A released one is never edited: what changes is a new one."""
