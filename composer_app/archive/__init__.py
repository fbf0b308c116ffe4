"""The archive in SQLite, and the attachment store. The only package that imports sqlite3."""
