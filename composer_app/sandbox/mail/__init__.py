"""Mails as values: what a send request asks for, how it is checked, what the recipient gets."""
