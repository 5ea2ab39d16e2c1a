"""Rooms and ducts of the telecommunication network."""
