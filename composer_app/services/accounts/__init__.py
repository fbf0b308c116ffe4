"""Accounts, their keys, and their API sessions."""
