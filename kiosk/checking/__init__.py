"""What works on this machine: a file a check, a line each in table.py."""
