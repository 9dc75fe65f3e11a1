"""What engines share that talk to another server: asking, ordering once, following, fetching the film."""
