"""Finding things by words: what is looked for among names, codes and details, and which comes first."""
