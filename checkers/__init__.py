"""Measure drawings against the clauses in force, without database or web."""
