"""Colours, fonts, icons, painting and motion."""
