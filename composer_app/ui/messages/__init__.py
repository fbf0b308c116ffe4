"""What Reports and Logs share: table, filter and details of a message."""
