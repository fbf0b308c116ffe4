"""What the columns of a list are used as."""

from __future__ import annotations

from composer_app.domain.merge_list import ColumnRole, ListColumnUse, MergeSettings

USES = (
    ListColumnUse(),
    ListColumnUse(ColumnRole.PLACEHOLDER, "amount"),
    ListColumnUse(ColumnRole.ADDRESS),
    ListColumnUse(ColumnRole.PLACEHOLDER, "first_name"),
)


def test_columns_are_found_by_their_use() -> None:
    settings = MergeSettings(uses=USES)

    assert settings.column_of(ColumnRole.ADDRESS) == 2
    assert settings.column_of(ColumnRole.NAME) is None
    assert settings.placeholders() == {"amount": 1, "first_name": 3}
