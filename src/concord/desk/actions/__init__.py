from concord.desk.actions.digests import (
    choose_digest,
    plan_digests,
    send_digest,
    send_digests,
    send_due_digests,
)
from concord.desk.actions.looks import mark_seen

__all__ = ["choose_digest", "mark_seen", "plan_digests", "send_digest", "send_digests", "send_due_digests"]
