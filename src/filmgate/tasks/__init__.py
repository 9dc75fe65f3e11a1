"""The task: its states, how it is made, read, listed, cancelled and ended, and its one public view."""
