"""What the numbers of a sentence count, and as what: a grammar over classes of words."""
