"""Widgets. They use services and domain; never HTTP, SQL or the keyring."""
