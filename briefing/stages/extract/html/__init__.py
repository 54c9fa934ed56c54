"""A page with markup: its metadata, its text, its entries, what it says about itself."""
