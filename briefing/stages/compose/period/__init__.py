"""The period at one look: its totals, its days, its places."""
