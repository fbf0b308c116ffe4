"""The table of what mail clients ignore, derived from a small checkout of caniemail."""

from __future__ import annotations

from pathlib import Path

import pytest
from client_support import table_of

NAMES = """
family:
  gmail: "Gmail"
  outlook: "Outlook"
  gmx: "GMX"
platform:
  ios: "iOS"
"""
STATS = """
stats: {
    gmail: {
        ios: {
            "2019-08":"n",
            "2024-04":"%s"
        }
    },
\toutlook: {
        windows: {
            "2016":"n #1",
            "2019":"n #1",
        },
        macos: {
            "16.80": "y"
        },
        ios: {
            "16.80": "n"
        }
    },
}
notes_by_num: {
    "1": "A note { with braces"
}
"""


@pytest.mark.parametrize(
    ("file", "title", "kind", "names"),
    [
        ("css-gap", "gap, column-gap", "properties", {"gap", "column-gap"}),
        ("css-height", "height property", "properties", {"height"}),
        ("css-unit-calc", "CSS calc() function", "functions", {"calc"}),
        ("css-unit-rem", "rem unit", "properties", set()),
        ("css-selector-id", "ID selector", "properties", set()),
        ("css-pseudo-class-lang", "lang()", "functions", set()),
        ("css-flex-wrap", "flex-wrap: wrap", "values", {"flex-wrap:wrap"}),
        ("css-at-media", "@media", "at_rules", {"media"}),
        ("html-video", "<video> element", "elements", {"video"}),
        ("html-background", "background attribute", "attributes", {"background"}),
        ("html-role", "role attribute", "attributes", set()),
        ("image-webp", "webP image format", "images", {"webp"}),
        ("image-base64", "Base 64 image format", "images", set()),
        ("_template", "margin", "properties", set()),
    ],
)
def test_each_kind_of_feature_is_found_by_its_title(
    tmp_path: Path, file: str, title: str, kind: str, names: set[str]
) -> None:
    for folder in ("_data", "_features"):
        (tmp_path / folder).mkdir()
    (tmp_path / "_data" / "nicenames.yml").write_text(NAMES, "utf-8")
    (tmp_path / "_features" / f"{file}.md").write_text(f'---\ntitle: "{title}"\n{STATS % "n"}', "utf-8")
    table = table_of(tmp_path, "2026-06-29")
    assert table["date"] == "2026-06-29"
    assert table[kind] == {name: ["Gmail", "Outlook"] for name in names}


def test_the_newest_test_of_each_client_counts(tmp_path: Path) -> None:
    for folder in ("_data", "_features"):
        (tmp_path / folder).mkdir()
    (tmp_path / "_data" / "nicenames.yml").write_text(NAMES, "utf-8")
    (tmp_path / "_features" / "html-video.md").write_text(f'title: "<video> element"\n{STATS % "a #2"}', "utf-8")
    assert table_of(tmp_path, "2026-06-29")["elements"] == {"video": ["Outlook"]}
