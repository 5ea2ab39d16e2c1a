"""Shelter units and their ways out."""
