"""Word both ways: real tracked changes, each under its delegation's name."""

from concord.redline.paper import Clause, Masthead, Paper, base_paper, clean_paper, compared_paper
from concord.redline.word.inspection import Refused
from concord.redline.word.reader import read
from concord.redline.word.reading import Found, Reading, Remark, Unplaced, rolling_paper
from concord.redline.word.runs import Unwritable
from concord.redline.word.settle import accept_all, own_text, reject_all
from concord.redline.word.writer import write

__all__ = [
    "Clause",
    "Found",
    "Masthead",
    "Paper",
    "Reading",
    "Refused",
    "Remark",
    "Unplaced",
    "Unwritable",
    "accept_all",
    "base_paper",
    "clean_paper",
    "compared_paper",
    "own_text",
    "read",
    "reject_all",
    "rolling_paper",
    "write",
]
