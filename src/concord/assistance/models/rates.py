"""Annual average rates of exchange: public reference data."""

from django.db import models


class ExchangeRate(models.Model):
    """How many units of the currency bought one United States dollar on average in the year."""

    currency = models.CharField(max_length=3)
    year = models.PositiveSmallIntegerField()
    per_usd = models.DecimalField(max_digits=20, decimal_places=8)
    source = models.CharField(max_length=500)

    class Meta:
        ordering = ("currency", "year")
        constraints = (
            models.UniqueConstraint(fields=("currency", "year"), name="assistance_one_rate"),
            models.CheckConstraint(condition=models.Q(per_usd__gt=0), name="assistance_rate_positive"),
        )

    def __str__(self) -> str:
        return f"{self.currency} {self.year}: {self.per_usd}"
