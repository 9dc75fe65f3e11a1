"""What the operator sees of a process: metrics, traces and the log."""
