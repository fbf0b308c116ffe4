"""What a sheet of a spreadsheet (XLSX) holds at the most."""

from __future__ import annotations

MOST_ROWS = 1_048_575
"""Below the titles."""
LONGEST_TEXT = 32_767
"""Characters of a cell."""
FIRST_YEAR = 1900
"""A sheet knows no earlier dates."""
