"""The table of the workers at work, step by step."""
