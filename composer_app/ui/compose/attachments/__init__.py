"""Attached files of the open draft: picker, drops, names, chips."""
