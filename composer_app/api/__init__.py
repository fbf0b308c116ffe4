"""The vendor's contract: requests built, answers parsed, and one async session. No Qt, no threads."""
