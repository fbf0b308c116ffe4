"""Crash dialog and crash notices."""
