"""What saved pages of newspapers are made of, as far as trafilatura and htmldate do not know it."""
