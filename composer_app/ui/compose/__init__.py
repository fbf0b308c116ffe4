"""The page on which a mail is written."""
