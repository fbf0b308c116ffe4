"""The page of everything known of every message."""
