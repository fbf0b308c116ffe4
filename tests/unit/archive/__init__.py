"""Tests of composer_app.archive, on real SQLite files."""
