"""Address validation, as ``/email/2/validation`` and ``/email/2/validations`` do it."""
