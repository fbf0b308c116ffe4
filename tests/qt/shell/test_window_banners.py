"""The banners of the window itself."""

from __future__ import annotations

import pytest

from composer_app.domain.account import Account
from composer_app.domain.ids import AccountId
from composer_app.domain.problem import Problem, ProblemCode
from composer_app.services.runtime.error_mapping import Failed
from composer_app.ui.shell.window_banners import archive_banner, failure_banner, is_of_the_archive, sandbox_banner
from composer_app.ui.texts.banner_spec import BannerKind

ACCOUNT = Account(id=AccountId("a1"), name="Linden Energy", base_url="https://api.example.com")


def actions_of(code: ProblemCode) -> dict[str, str]:
    pressed: list[str] = []
    spec = archive_banner(
        Failed(Problem(code)),
        repair=lambda: pressed.append("repair"),
        restore=lambda: pressed.append("restore"),
        try_again=lambda: pressed.append("try again"),
    )
    assert (spec.kind, spec.closable) == (BannerKind.ERROR, False)
    for _, action in spec.actions:
        action()
    return dict(zip((text for text, _ in spec.actions), pressed, strict=True))


@pytest.mark.parametrize(
    ("code", "actions"),
    [
        (ProblemCode.ARCHIVE_DAMAGED, {"Restore from backup…": "restore", "Repair archive…": "repair"}),
        (ProblemCode.ARCHIVE_NEWER, {}),
        (ProblemCode.ARCHIVE_FULL, {"Try again": "try again"}),
        (ProblemCode.ARCHIVE_LOCKED, {"Try again": "try again"}),
    ],
)
def test_a_broken_archive_offers_what_helps(code: ProblemCode, actions: dict[str, str]) -> None:
    assert actions_of(code) == actions
    assert is_of_the_archive(Failed(Problem(code)))


def test_a_failure_of_a_service_is_none_of_the_archive() -> None:
    refused = Failed(Problem(ProblemCode.REFUSED))

    spec = failure_banner(refused, ACCOUNT)

    assert not is_of_the_archive(refused)
    assert not is_of_the_archive(ValueError())
    assert spec.closable
    assert spec.lead


def test_the_sandbox_says_where_the_mail_goes() -> None:
    spec = sandbox_banner(more=print, add_account=print)

    assert "Nothing leaves this computer." in spec.text
    assert [text for text, _ in spec.actions] == ["More test addresses", "Add account…"]
