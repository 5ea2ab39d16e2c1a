"""Air terminations and down conductors."""
