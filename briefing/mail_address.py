"""Mail addresses as they may stand in an envelope and in a header."""
