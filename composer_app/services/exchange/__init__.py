"""Export of mail and reports to files, and import of them."""
