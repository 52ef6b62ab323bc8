"""One use case a file: take evidence, compute, return a result object. No file is opened here."""
