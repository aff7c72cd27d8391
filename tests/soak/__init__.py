"""The reader under random keys for an hour, in a real terminal, and what it keeps of them. See `make soak`."""
