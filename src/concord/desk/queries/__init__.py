from concord.desk.queries.changes import changes, count_new, last_look
from concord.desk.queries.digests import digest_of, held_digests, news, subscriptions
from concord.desk.queries.glance import Desk, desk

__all__ = [
    "Desk",
    "changes",
    "count_new",
    "desk",
    "digest_of",
    "held_digests",
    "last_look",
    "news",
    "subscriptions",
]
