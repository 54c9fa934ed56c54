"""A page without markup, line by line: what each line is, and which are the article."""
