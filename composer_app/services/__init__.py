"""Use cases: actions of the user, and background work. QtCore at most."""
