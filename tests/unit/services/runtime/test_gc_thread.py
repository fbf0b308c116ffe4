"""Cycles are collected in the GUI thread, and nowhere else."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest

from composer_app.services.runtime.gc_thread import _YOUNG, EVERY_MS, GarbageCollector
from tests.patience import PATIENCE_S


class Cycle:
    """Is freed by the collector alone; notes in which thread."""

    def __init__(self, freed: list[int]) -> None:
        self.itself = self
        weakref.finalize(self, lambda: freed.append(threading.get_ident()))


@pytest.fixture
def collector(qapp: object) -> Iterator[GarbageCollector]:
    collector = GarbageCollector()
    yield collector
    collector.stop()


@pytest.mark.parametrize("is_automatic", [True, False])
def test_the_automatic_collector_is_off_until_the_end(qapp: object, is_automatic: bool) -> None:
    """It is left as it was found."""
    (gc.enable if is_automatic else gc.disable)()
    try:
        collector = GarbageCollector()
        assert not gc.isenabled()
        collector.stop()
        assert gc.isenabled() is is_automatic
    finally:
        gc.disable()


def test_no_test_frees_objects_of_qt_on_a_worker() -> None:
    assert not gc.isenabled()


def test_young_cycles_go_with_the_timer(collector: GarbageCollector) -> None:
    gc.collect()
    freed: list[int] = []
    cycles = [Cycle(freed) for _ in range(_YOUNG + 100)]
    assert collector.timer.isActive()
    assert collector.timer.interval() == EVERY_MS
    cycles.clear()
    assert freed == []

    collector.timer.timeout.emit()

    assert len(freed) == _YOUNG + 100
    assert set(freed) == {threading.get_ident()}


def test_old_ones_go_once_a_minute(collector: GarbageCollector) -> None:
    freed: list[int] = []
    cycle = Cycle(freed)
    gc.collect()  # it has survived: it is old now
    del cycle
    rounds = 60_000 // EVERY_MS

    for _ in range(rounds):
        collector.timer.timeout.emit()

    assert freed == [threading.get_ident()]


def test_a_worker_never_triggers_it(collector: GarbageCollector) -> None:
    freed: list[int] = []

    def make_garbage() -> None:
        for _ in range(5000):
            Cycle(freed)

    thread = threading.Thread(target=make_garbage)
    thread.start()
    thread.join(PATIENCE_S)

    assert freed == []
    gc.collect()
    assert len(freed) == 5000
