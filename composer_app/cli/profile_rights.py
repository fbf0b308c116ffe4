"""Keeps the profile of a command private."""

from __future__ import annotations

import sys

from composer_app.services.profile import Profile
from composer_app.services.runtime.profile_permissions import RightsTrouble, keep_private


def keep_profile_private(profile: Profile) -> None:
    """Restrict its rights, and report failures on standard error. Links are reported by the window only, since a
    command may run every ten minutes.
    """
    findings = [one for one in keep_private(profile.folder) if one.trouble is not RightsTrouble.LINK]
    if findings:
        from composer_app.ui.texts.permissions import rights_words

        print(*rights_words(findings), file=sys.stderr)
