"""How a story is told: who speaks in it, which of their sentences are printed, and whom they are credited to."""
