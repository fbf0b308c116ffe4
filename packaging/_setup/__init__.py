"""What bootstrap.py does, in order: libraries, environment, screen, command. Standard library only."""
