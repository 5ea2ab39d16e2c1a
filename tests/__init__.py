"""The same tree again, with tests."""
