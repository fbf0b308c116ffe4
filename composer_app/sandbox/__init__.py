"""The Sandbox: a loopback server that speaks Infobip's Email HTTP API over a store of its own.

It implements the vendor's contract independently, so it shares no code with the rest of the program.
Path of a request: ``web`` parses it, ``mail`` checks it, ``submit`` decides its outcome, ``store`` stores it.
"""
