"""The page Overview: what became of the mail of a period, in figures."""
