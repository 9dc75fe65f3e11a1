"""The models that can be asked for: what they can do, what they cost, and which engine makes their films."""
