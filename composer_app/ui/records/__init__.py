"""What Reports and Logs share: a table over the archive, its filter, the details of one message."""
