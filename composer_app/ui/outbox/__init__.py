"""The page that tells what became of what was sent."""
