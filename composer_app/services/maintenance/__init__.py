"""Check, backup, restore, repair and erase."""
