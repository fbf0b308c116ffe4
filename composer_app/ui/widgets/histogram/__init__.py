"""The histogram over time: its picture, its axis, and how one chooses a time in it."""
