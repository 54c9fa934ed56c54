"""The times a sentence names, what each is named for, and the day of an event."""
