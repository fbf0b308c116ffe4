"""Tests of the help window."""
