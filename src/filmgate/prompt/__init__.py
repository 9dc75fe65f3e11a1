"""Prompts: the shape they ask for, the language they are in, and their translation."""
