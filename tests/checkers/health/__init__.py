"""The same folder of rules, with tests."""
