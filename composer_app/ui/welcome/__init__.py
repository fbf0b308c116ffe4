"""What a new user sees first: three ways to begin."""
