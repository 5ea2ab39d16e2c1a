"""Matters: what a released opinion asks of the applicant, and their life until they are settled."""
