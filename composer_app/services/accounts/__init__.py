"""Accounts, their connection test, and the watch on the keyring."""
