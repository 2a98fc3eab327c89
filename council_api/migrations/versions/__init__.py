"""The revisions. Each says what it changes in words of its own, for council_api/tables.py goes on changing."""
