"""The Sandbox: a loopback server that speaks Infobip's Email HTTP API over a store of its own.

It is the second opinion on the vendor's contract, so it shares no code with the rest of the program.
How a request travels: ``web`` reads it, ``mail`` checks it, ``desk`` decides what becomes of it, ``store``
keeps it.
"""
