"""Tests of what is kept, against a real PostgreSQL, a real folder and a real S3 server."""
