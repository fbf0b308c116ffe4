"""Report receiver: a child process that pulls delivery reports, and outlives the program.

    program: process.py ──protocol.py──▶ child.py: api.report_puller ──▶ answer_recorder.py ──▶ a file

A report is handed out once. The child writes each piece of an answer to a file, and syncs it, before it is parsed; it
survives the death of the program. The next start reads answers that were not stored.
"""
