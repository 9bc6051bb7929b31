"""Speed and quality beside what one would pick instead: `make bench`."""
