"""What answers on an account, as it is named in sentences: Infobip, or on the Sandbox account the Sandbox."""

from __future__ import annotations

from composer_app.domain.ids import SANDBOX_ACCOUNT, AccountId
from composer_app.ui.texts.translation import tr


def service_of(account_id: AccountId | None) -> str:
    """The name within a sentence. `None` is an account that is not known: Infobip."""
    return tr("the Sandbox") if account_id == SANDBOX_ACCOUNT else "Infobip"


def service_names(account_id: AccountId | None) -> dict[str, str]:
    """The values of `{service}` within a sentence and `{Service}` at its beginning."""
    first = tr("The Sandbox") if account_id == SANDBOX_ACCOUNT else "Infobip"
    return {"service": service_of(account_id), "Service": first}
