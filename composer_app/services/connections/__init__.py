"""Keys, and one session of the API for each account."""
