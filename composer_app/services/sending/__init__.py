"""Sending: schedule, delivery, and the locks that decide which process sends."""
