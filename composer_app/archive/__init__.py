"""What must survive: SQLite and the attachment store. The only place that imports sqlite3."""
