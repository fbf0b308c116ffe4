"""Accounts, their keys, and their connections to the API."""
