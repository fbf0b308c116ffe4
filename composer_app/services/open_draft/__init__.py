"""The open draft while the user edits it."""
