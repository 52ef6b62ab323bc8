"""Documents and the sources in which facts were read."""
