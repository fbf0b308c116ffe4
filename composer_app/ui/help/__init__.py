"""Help and About, inside the program."""
