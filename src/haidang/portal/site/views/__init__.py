"""The pages, one kind of thing a file: what was asked goes to a flow, its result is told, and links are found."""
