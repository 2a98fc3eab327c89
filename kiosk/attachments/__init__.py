"""Files that are answers: what they are, which kinds are taken, and where they can come from without a screen."""
