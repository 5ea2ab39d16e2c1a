"""The joint review itself: a case from upload to the sealed result."""
