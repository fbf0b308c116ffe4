"""The commands that need no window, and the self-check."""
