"""Looking after the archive: check, repair, backup, restore."""
