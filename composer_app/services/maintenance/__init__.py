"""Check, backup, restore, repair, erase, evidence."""
