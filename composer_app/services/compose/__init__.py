"""Drafts, their attachments, and the text part of their HTML."""
