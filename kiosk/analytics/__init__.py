"""What a council may know of visits: how pages went, how long they took, what helped. Never what was answered."""
