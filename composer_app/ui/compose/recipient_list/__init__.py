"""Recipients from a list: the sheet that opens a file, and the list of the open draft on the page."""
