"""The read API: one description, one policy, problem documents (RFC 9457)."""

from ninja import NinjaAPI

api = NinjaAPI(
    title="Concord",
    version="1",
    urls_namespace="api",
    description="Who does what, where, with whose money. You see what was released to you; the rest does not exist.",
)
