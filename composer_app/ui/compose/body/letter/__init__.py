"""The letter: the mail as formatted text."""
