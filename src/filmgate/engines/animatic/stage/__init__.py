"""The stage: a layered scene with light, weather and puppets, drawn frame by frame."""
