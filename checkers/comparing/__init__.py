"""Compare two sets of drawings: which sheets are the same, and what changed on them."""
