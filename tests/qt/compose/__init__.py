"""Tests of the compose page."""
