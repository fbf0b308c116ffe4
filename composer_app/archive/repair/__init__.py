"""Repair of a damaged archive, and rescue of a removed one."""
