"""Rooms, corridors and parking as people use them."""
