"""Papers and reports as tagged PDF, readable by a screen reader: PDF/UA-1, written by typst."""

from concord.redline.pdf.letters import unprintable
from concord.redline.pdf.words import WORDS, Words
from concord.redline.pdf.writer import write, write_report

__all__ = ["WORDS", "Words", "unprintable", "write", "write_report"]
