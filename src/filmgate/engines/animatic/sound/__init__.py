"""The sound of a film, synthesised: ambience, effects and a small musical bed."""
