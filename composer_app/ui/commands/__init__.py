"""The commands of the program: their actions and their keys."""
