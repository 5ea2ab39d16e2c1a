"""Recognise what a building is made of: outlines, rooms, units, conductors, pipes, equipment."""
