"""Report receiver: a child process that pulls delivery reports, and outlives the program.

    program: process.py ──protocol.py──▶ child.py: api.report_puller ──▶ answer_recorder.py ──▶ a file

A report is handed out once. The child writes each piece of an answer to a file, and syncs it, before anything parses
it; the death of the program does not end the child. The next start finds what was not taken over.
"""
