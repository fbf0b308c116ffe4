"""Filter bar of Reports and Logs: tokens, free text, completion."""
