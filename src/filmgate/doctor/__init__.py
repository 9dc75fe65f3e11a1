"""What can go wrong with an installation, checked one by one, each with how to mend it."""
