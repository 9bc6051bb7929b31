"""Articles from files and streams, records into files and databases."""
