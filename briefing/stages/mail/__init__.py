"""A mail as it goes over the wire, made of the text of an edition and of whom it goes to."""
