"""What is submitted, received, read and shown."""
