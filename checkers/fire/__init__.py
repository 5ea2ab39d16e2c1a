"""Distances, lanes and grounds that let people out and firemen in."""
