"""What people fill in at the desk: fields and what is wrong with them, and what is proposed by what was filled in."""
