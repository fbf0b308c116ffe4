"""What every use case runs on: threads, tasks, child processes, program log, crash reports."""
