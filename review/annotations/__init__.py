"""Marks, answers to findings, and opinions."""
