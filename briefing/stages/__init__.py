"""The stages, pure functions from value to value, in the order `briefing.pipeline` calls them."""
