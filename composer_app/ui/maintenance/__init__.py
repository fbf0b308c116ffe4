"""Dialogs for check, backup, restore, repair and erase."""
