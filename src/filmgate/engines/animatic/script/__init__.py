"""Reading a prompt into a storyboard: who does what to whom, where, when, in which weather, seen how."""
