"""Common parts of Reports and Logs: table, filter and details of a message."""
