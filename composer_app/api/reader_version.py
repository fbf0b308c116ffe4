"""The version of the code that reads reports and logs."""

READER = 4
"""Raise it with every change by which `parse_reports` or `parse_logs` understands more than before: answers that an
earlier version could not read in full are kept with that version's number, and are read again at the next start."""
