"""Fields of chips: recipients, files, and what they share."""
