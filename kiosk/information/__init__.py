"""What people come to find out: the council's own pages, written in Markdown, and how they are read at the kiosk."""
