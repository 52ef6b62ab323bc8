"""What templates of the desk call."""
