"""The painted table of Reports and Logs."""
