"""The page of delivery reports as received."""
