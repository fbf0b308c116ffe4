"""Every sentence that the user reads."""
