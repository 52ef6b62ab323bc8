"""Settings from the environment, addresses, and the application that a server runs."""
