"""Erasure of an address, and suppression of later reports about it."""
