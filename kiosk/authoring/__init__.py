"""How staff change a form: the template, what changed between two wordings of it, and what that change does."""
