"""Keep what is submitted, found and decided."""
