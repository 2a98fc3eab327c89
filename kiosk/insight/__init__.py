"""Where people stop and are held up, what a changed wording did, and how sure that is: from journeys alone."""
