"""Use cases: what a click starts, and what runs in the background. QtCore at most."""
