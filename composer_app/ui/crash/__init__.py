"""What a person is told of a fault of this program."""
