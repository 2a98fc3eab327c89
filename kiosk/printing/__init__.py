"""A paper to take home: what stands on it, the queue that prints it, and whether it came out."""
