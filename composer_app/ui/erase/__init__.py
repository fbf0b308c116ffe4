"""Erasing what is kept of one person."""
