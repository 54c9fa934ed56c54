"""The web service: the ways out of a list, and how the service is."""
