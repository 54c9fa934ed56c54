"""Claims that stand against each other."""
