"""The body of a mail: HTML source, text part, find bar."""
