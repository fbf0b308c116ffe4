"""What the program says: problems, outcomes and faults in words for people."""
