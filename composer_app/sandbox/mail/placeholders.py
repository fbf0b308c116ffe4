"""Replaces ``{{name}}`` by the recipient's values."""

import re
from collections.abc import Mapping

_PLACEHOLDER = re.compile(r"\{\{([^{}]{1,200})\}\}")


def fill_in(text: str, values: Mapping[str, str]) -> str:
    """Returns the text with every known placeholder replaced; one without a value stays as it is written."""
    if "{{" not in text:
        return text
    return _PLACEHOLDER.sub(lambda found: values.get(found[1].strip(), found[0]), text)
