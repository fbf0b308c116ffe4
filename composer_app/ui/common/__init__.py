"""Theme, icons and the painted components that every page shares."""
