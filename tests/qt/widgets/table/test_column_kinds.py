"""What a model of the table has to answer."""

from __future__ import annotations

from PySide6.QtCore import Qt

from composer_app.ui.widgets.table.column_kinds import KIND_ROLE, NEW_ROLE, OUTCOME_ROLE, ColumnKind


def test_roles_are_none_of_qts_and_each_one_its_own() -> None:
    roles = {KIND_ROLE, NEW_ROLE, OUTCOME_ROLE}

    assert len(roles) == 3
    assert min(roles) > Qt.ItemDataRole.UserRole


def test_a_kind_survives_the_way_through_a_variant() -> None:
    assert [ColumnKind(int(kind)) for kind in ColumnKind] == list(ColumnKind)
