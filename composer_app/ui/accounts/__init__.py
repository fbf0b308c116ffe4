"""The account menu and the account dialog."""
