"""Which version of each endpoint a generation calls (api/README.md 1)."""

from __future__ import annotations

from composer_app.domain.account import Generation

SEND = {
    Generation.V1: "/email/1/send",
    Generation.V3: "/email/3/send",
    Generation.V4: "/email/4/messages",
}
REPORTS = {
    Generation.V1: "/email/1/reports",
    Generation.V3: "/email/1/reports",
    Generation.V4: "/email/4/reports",
}
LOGS = {
    Generation.V1: "/email/1/logs",
    Generation.V3: "/email/1/logs",
    Generation.V4: "/email/4/logs",
}
