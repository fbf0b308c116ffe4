"""Runtime of the use cases: threads, tasks, child processes, program log, crash reports."""
