"""Which editions are due, decided from what is on record: a pure rule of profile, record and time."""
