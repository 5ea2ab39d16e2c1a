"""Scenes, one file a topic; see the package ``samples.judging``."""
