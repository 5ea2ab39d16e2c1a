"""Who must see a case, and until when."""
