"""The second person's side of a claim: what is looked at, and what goes with it."""
