"""Check, backup, restore, repair and erase, each with its dialog."""
