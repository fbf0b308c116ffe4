"""Makes a whole archive out of a damaged or removed one."""
