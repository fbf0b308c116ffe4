"""Values and pure rules. Imports the standard library, msgspec and email-validator; no Qt, no I/O."""
