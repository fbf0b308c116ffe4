"""The version of the code that reads reports and logs."""

READER = 4
"""Increase it with every change by which `parse_reports` or `parse_logs` understands more: answers that an earlier
version could not read in full are stored with its number, and are read again at the next start."""
