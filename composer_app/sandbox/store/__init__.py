"""What the Sandbox keeps: messages in SQLite, the bytes of attachments in files beside it."""
