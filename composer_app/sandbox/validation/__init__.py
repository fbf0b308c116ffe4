"""Telling good addresses from bad ones, as ``/email/2/validation`` and ``/email/2/validations`` do."""
