"""Fault injection: errors that a client must handle, and that a healthy server does not produce."""
