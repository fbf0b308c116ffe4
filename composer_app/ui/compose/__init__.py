"""The compose page."""
