"""Drinking water kept away from what spoils it."""
