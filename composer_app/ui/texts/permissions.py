"""Sentences about a profile that other users of the computer could reach."""

from __future__ import annotations

from collections.abc import Sequence

from composer_app.services.runtime.profile_permissions import RightsFinding, RightsTrouble

_ORDER = (RightsTrouble.FOREIGN, RightsTrouble.OPEN, RightsTrouble.LINK)
"""What matters most comes first."""


def rights_words(findings: Sequence[RightsFinding]) -> tuple[str, str]:
    """A title and what to do, about the worst of them. There must be one."""
    worst = min(findings, key=lambda one: _ORDER.index(one.trouble))
    same = sum(one.trouble is worst.trouble for one in findings) - 1
    more = f" The same holds for {same} more in the profile." if same else ""
    match worst.trouble:
        case RightsTrouble.FOREIGN:
            return (
                "A part of the profile belongs to another user.",
                f"{worst.path} belongs to the user {worst.detail}, who can read and change it.{more} Have it given to "
                "you, or start the program with --profile and a folder of your own.",
            )
        case RightsTrouble.OPEN:
            said = f" The system says: {worst.detail}" if worst.detail else ""
            return (
                "Other users of this computer can read the profile.",
                f"The rights of {worst.path} cannot be narrowed.{more} Some disks know no rights: start the program "
                f"with --profile and a folder on another one.{said}",
            )
        case RightsTrouble.LINK:
            return (
                "A part of the profile is a link.",
                f"{worst.path} leads to {worst.detail}.{more} Whether other users can read what is there is not "
                "checked.",
            )
