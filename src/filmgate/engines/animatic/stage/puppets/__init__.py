"""Puppets: figures with joints, drawn by parameters and moved by cycles. One family a file."""
