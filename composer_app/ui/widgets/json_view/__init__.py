"""A JSON text as rows that fold, with a search."""
