"""Sources of our own: mailboxes and folders, which give captures and not addresses."""
