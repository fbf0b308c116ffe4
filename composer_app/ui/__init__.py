"""Widgets. Asks services, knows domain; never HTTP, SQL or the keyring."""
