"""The page of one mail as it was sent, opened from Outbox, Reports and Logs."""
