"""Fetching what the service knows: reports are pulled, logs are read."""
