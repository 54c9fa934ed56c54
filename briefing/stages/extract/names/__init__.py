"""Who is named on a page: its headline, its publisher, who wrote it, whose reporting it draws on."""
