"""Mail Composer: compose, send and keep track of e-mail through Infobip's HTTP API."""

__version__ = "0.1.0"
