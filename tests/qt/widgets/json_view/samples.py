"""A JSON text of a few values, and one of many."""

from __future__ import annotations

import json

from composer_app.domain.json_outline import JsonOutline

NESTED = '{"status":{"groupId":3,"name":"DELIVERED"},"price":0.0004,"items":[1,{"name":"x"}],"empty":{}}'
"""Numbers: 0 the whole, 1 status, 2 groupId, 3 name, 4 price, 5 items, 6 1, 7 {name}, 8 name, 9 empty."""
LONG = json.dumps({"results": [{"messageId": f"m-{number}", "n": number} for number in range(20_000)], "end": 1})


def outline(text: str) -> JsonOutline:
    """A text that has been read."""
    made = JsonOutline(text)
    for _ in made.steps():
        pass
    return made
