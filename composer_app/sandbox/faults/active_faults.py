"""The active faults."""

from random import Random

from composer_app.sandbox.faults.fault import Fault


class ActiveFaults:
    """Keeps the faults in the order in which they were set; the first whose turn it is hits a request.

    Args:
        seed: the same seed makes the same choices wherever a fault has a chance.
    """

    def __init__(self, seed: int | None) -> None:
        self.faults: list[Fault] = []
        self._random = Random(seed)  # noqa: S311  # a game, not a secret
        self._last_id = 0

    def next_id(self) -> int:
        self._last_id += 1
        return self._last_id

    def add(self, fault: Fault) -> None:
        self.faults.append(fault)

    def remove(self, fault_id: int | None = None) -> int:
        """Removes one fault, or all. Returns the number removed."""
        kept = [] if fault_id is None else [fault for fault in self.faults if fault.id != fault_id]
        removed = len(self.faults) - len(kept)
        self.faults[:] = kept
        return removed

    def take(self, method: str, path: str) -> Fault | None:
        """Returns the fault that hits this request, and counts it."""
        hit = None
        for fault in self.faults:
            # Each counts what it sees, also behind one that hits.
            is_turn = fault.is_turn(method, path)
            if is_turn and hit is None and (fault.chance >= 1 or self._random.random() < fault.chance):
                hit = fault
        if hit is not None:
            hit.hit += 1
        return hit
