"""The vendor's contract: requests built and answers parsed, one module per resource, and one async session. No Qt, no threads."""
