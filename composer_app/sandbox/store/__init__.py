"""Store of the Sandbox: messages in SQLite, bytes of attachments in files beside it."""
