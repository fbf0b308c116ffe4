"""Mails as values: parsing and checks of send requests, and the mail that a recipient gets."""
