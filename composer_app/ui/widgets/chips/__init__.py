"""Chip fields for recipients and files."""
