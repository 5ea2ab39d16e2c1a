"""What the planning authority measures on the site plan."""
