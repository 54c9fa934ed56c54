"""From a filed edition to its readers: planning the mails of an edition, sending what is owed."""
