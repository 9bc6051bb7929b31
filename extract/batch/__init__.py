"""Many articles: reads, extracts and writes them, and sets aside what cannot be read."""
