"""What Handrail does for each clause of WCAG 2.2 and EN 301 549, and the documents that are made from it."""
