"""Managers that refuse to answer until somebody says for whom the answer is."""

from collections.abc import AsyncIterator, Iterator
from typing import Any, NoReturn, Self, TypeVar

from django.db import models

M = TypeVar("M", bound=models.Model)


class Unscoped(Exception):
    """Protected rows were asked for without an actor: use ``visible(...)``, in an action ``unscoped(reason=...)``."""


class GuardedQuerySet(models.QuerySet[M]):
    """Evaluating it raises ``Unscoped`` until it was scoped; building and chaining are free."""

    _scope: str | None = None

    def scoped(self, scope: str) -> Self:
        rows = self._chain()  # type: ignore[attr-defined]  # Django's own way to copy a queryset
        rows._scope = scope  # noqa: SLF001  its own class
        return rows  # type: ignore[no-any-return]

    def unscoped(self, *, reason: str) -> Self:
        """For actions that act on all rows whoever reads them, with the reason in the code for the reviewer."""
        return self.scoped(f"unscoped: {reason}")

    def _clone(self) -> Self:
        clone = super()._clone()  # type: ignore[misc]
        clone._scope = self._scope  # noqa: SLF001  its own class
        return clone  # type: ignore[no-any-return]

    def _guard(self) -> None:
        if self._scope is None:
            raise Unscoped(f"{self.model.__name__}: say for whom, with visible(...) or unscoped(reason=...)")

    def _fetch_all(self) -> None:
        self._guard()
        super()._fetch_all()

    def iterator(self, chunk_size: int | None = None) -> Iterator[Any]:
        self._guard()
        return super().iterator(chunk_size=chunk_size)

    def count(self) -> int:
        self._guard()
        return super().count()

    def exists(self) -> bool:
        self._guard()
        return super().exists()

    def aggregate(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        self._guard()
        return super().aggregate(*args, **kwargs)

    def update(self, **kwargs: Any) -> int:
        self._guard()
        return super().update(**kwargs)

    def delete(self) -> tuple[int, dict[str, int]]:
        self._guard()
        return super().delete()

    def explain(self, *, format: Any = None, **options: Any) -> str:  # noqa: A002  Django's name
        self._guard()
        return super().explain(format=format, **options)

    def aiterator(self, chunk_size: int = 2000) -> AsyncIterator[Any]:
        self._guard()
        return super().aiterator(chunk_size=chunk_size)

    def raw(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        """SQL by hand knows no reader."""
        raise Unscoped(f"{self.model.__name__}: rows are never read by hand-written SQL")

    def _merge_sanity_check(self, other: models.QuerySet[M]) -> None:
        """Called by ``&``, ``|`` and ``^``: a scope of one side says nothing about the rows of the other."""
        _guard_of(other)
        super()._merge_sanity_check(other)  # type: ignore[misc]

    def _combinator_query(self, combinator: str, *others: models.QuerySet[M], **options: Any) -> Self:
        for other in others:
            _guard_of(other)
        rows: Self = super()._combinator_query(combinator, *others, **options)  # type: ignore[misc]
        return rows

    def resolve_expression(self, *args: Any, **kwargs: Any) -> Any:
        self._guard()
        return super().resolve_expression(*args, **kwargs)


def _guard_of(rows: models.QuerySet[Any]) -> None:
    if isinstance(rows, GuardedQuerySet):
        rows._guard()  # noqa: SLF001  its own class


class GuardedManager(models.Manager.from_queryset(GuardedQuerySet)):  # type: ignore[misc]
    """The default manager of every protected model."""
