"""The filter of Reports and Logs: tokens, free text, completion."""
