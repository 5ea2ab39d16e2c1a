"""What a resubmission brings: sheets matched, changes, marks that travel."""
