"""One file a room of the desk."""
