"""HTTP client of the vendor's API: builds requests, parses answers, one async session. No Qt, no threads."""
