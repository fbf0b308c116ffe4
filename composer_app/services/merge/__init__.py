"""Recipient lists: reading their files, and what the window shows of them."""
