"""What the supervisor and the public see of how the office works."""
