"""Shows a fault of this program to the user."""
