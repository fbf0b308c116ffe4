"""Saved drafts, attached files, and the text part of HTML."""
