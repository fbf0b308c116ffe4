"""Typed access to a JSON body; every value of the wrong type is reported by its full path."""

from collections.abc import Iterator

from composer_app.sandbox.mail.field_checks import Checks


class JsonFields:
    """One JSON object and its place in the body.

    Names count without surrounding spaces: a released client of the vendor writes ``"clientPriority "``.
    ``null`` is absent.
    """

    def __init__(self, data: dict[str, object], checks: Checks, place: str = "") -> None:
        self._data = {name.strip(): value for name, value in data.items() if value is not None}
        self._checks = checks
        self._place = place

    def path(self, name: str) -> str:
        return f"{self._place}.{name}" if self._place else name

    def names(self) -> list[str]:
        return list(self._data)

    def get(self, name: str) -> object:
        """Returns the value as it is, None if there is none."""
        return self._data.get(name)

    def has(self, name: str) -> bool:
        return name in self._data

    def text(self, name: str) -> str | None:
        """Returns a string; an empty one is absent."""
        value = self._data.get(name)
        if value is None:
            return None
        if not isinstance(value, str):
            self._checks.note(self.path(name), "must be a string")
            return None
        if not is_storable(value):
            self._checks.note(self.path(name), "must be valid text")
            return None
        return value or None

    def flag(self, name: str) -> bool:
        value = self._data.get(name, False)
        if not isinstance(value, bool):
            self._checks.note(self.path(name), "must be true or false")
        return value is True

    def number(self, name: str) -> int | None:
        value = self._data.get(name)
        if value is None or (isinstance(value, int) and not isinstance(value, bool)):
            return value
        self._checks.note(self.path(name), "must be a whole number")
        return None

    def any_number(self, name: str) -> float | None:
        value = self._data.get(name)
        if value is None or (isinstance(value, int | float) and not isinstance(value, bool) and value == value):
            return value
        self._checks.note(self.path(name), "must be a number")
        return None

    def inner(self, name: str) -> "JsonFields":
        """Returns the object under this name, an empty one if there is none."""
        value = self._data.get(name, {})
        if not isinstance(value, dict):
            self._checks.note(self.path(name), "must be an object")
            value = {}
        return JsonFields(value, self._checks, self.path(name))

    def texts(self, name: str) -> list[str]:
        """Returns the strings of the list under this name, none if there is none."""
        value = self._data.get(name, [])
        if not isinstance(value, list):
            self._checks.note(self.path(name), "must be a list")
            return []
        found = []
        for index, item in enumerate(value):
            if isinstance(item, str) and is_storable(item):
                found.append(item)
            else:
                self._checks.note(f"{self.path(name)}[{index}]", "must be a string")
        return found

    def items(self, name: str) -> Iterator["JsonFields"]:
        """Yields the objects of the list under this name, nothing if there is none."""
        value = self._data.get(name, [])
        if not isinstance(value, list):
            self._checks.note(self.path(name), "must be a list")
            return
        for index, item in enumerate(value):
            place = f"{self.path(name)}[{index}]"
            if isinstance(item, dict):
                yield JsonFields(item, self._checks, place)
            else:
                self._checks.note(place, "must be an object")


def is_storable(text: str) -> bool:
    """Whether it can be written: JSON may hold half a character, which no mail and no database can."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
