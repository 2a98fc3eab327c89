"""Who is stuck, and what could be offered to them: rules over what happens in a visit. No answer is known here."""
