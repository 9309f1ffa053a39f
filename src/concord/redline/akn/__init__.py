"""Akoma Ntoso 3.0, out and in: a `statement` with every proposal as ins and del under its organisations."""

from concord.redline.akn.imprint import Imprint
from concord.redline.akn.reader import NotAkomaNtoso, read_akn
from concord.redline.akn.writer import write_akn

__all__ = ["Imprint", "NotAkomaNtoso", "read_akn", "write_akn"]
