"""What every set must be before anybody measures it."""
