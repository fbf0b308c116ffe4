"""Erases an address, and keeps it out."""
