"""Doors to other libraries: spaCy pipelines, pandas frames, notebooks. Each module imports its library, and only it."""
