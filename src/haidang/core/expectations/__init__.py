"""Expected figures: which periods they are of, on which day they are due, who owes them."""
