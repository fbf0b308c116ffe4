"""What the two Python drivers have in common. Runs beside a client, so it imports nothing of this project."""

import json
from collections.abc import Callable
from typing import Any


class Steps:
    """Runs calls of a client and keeps what came back, an exception too."""

    def __init__(self) -> None:
        self.found: dict[str, Any] = {}

    def run(self, name: str, call: Callable[[], Any]) -> Any:
        """Returns what the call did; None if it raised."""
        try:
            answer = call()
        except Exception as error:
            data = getattr(error, "data", None)
            self.found[name] = {
                "error": type(error).__name__,
                "status": getattr(error, "status", None),
                "body": getattr(error, "body", None),
                "data": data.to_dict() if hasattr(data, "to_dict") else None,
                "text": str(error),
            }
            return None
        self.found[name] = answer.to_dict() if hasattr(answer, "to_dict") else answer
        return answer

    def print(self) -> None:
        print(json.dumps(self.found, default=str))
