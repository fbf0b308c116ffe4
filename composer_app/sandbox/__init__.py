"""A loopback server that speaks the vendor's contract. Shares no code with the rest of the program."""
