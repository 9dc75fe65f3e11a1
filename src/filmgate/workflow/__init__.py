"""From an accepted task to its film: the durable workflow and the worker that runs it. Only this room knows DBOS."""
