"""The pages and addresses people open."""
