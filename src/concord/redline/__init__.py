"""Text algebra for negotiation: see README.md in this folder."""

from concord.redline.brackets import Bracket, Bracketed, Reason, Reservation, bracketed, bracketed_text, is_clean
from concord.redline.clashes import clash, clashes
from concord.redline.comparison import Comparison, Place, Provision, apply_comparison, compare
from concord.redline.consolidation import Consolidation, WordsChanged, check_grouping, check_words, consolidate
from concord.redline.diff import diff
from concord.redline.languages import Freshness, Translation, align, freshness, stale
from concord.redline.numbering import STYLES, Style, numbers
from concord.redline.ops import OpsOverlap, OutOfText, apply, canonical
from concord.redline.rebase import Rebased, rebase
from concord.redline.references import references, resolve_references
from concord.redline.render import Clashing, apply_set, project, render
from concord.redline.spans import Span, ops_of
from concord.redline.tokens import digest, normalise, text_of, tokenise
from concord.redline.tree import Circular, Move, Node, apply_moves, between, reading_order
from concord.redline.values import Clash, ClashKind, Kind, Op, Proposal, Rendering, Segment, SegmentKind, Tokens

__all__ = [
    "STYLES",
    "Bracket",
    "Bracketed",
    "Circular",
    "Clash",
    "ClashKind",
    "Clashing",
    "Comparison",
    "Consolidation",
    "Freshness",
    "Kind",
    "Move",
    "Node",
    "Op",
    "OpsOverlap",
    "OutOfText",
    "Place",
    "Proposal",
    "Provision",
    "Reason",
    "Rebased",
    "Rendering",
    "Reservation",
    "Segment",
    "SegmentKind",
    "Span",
    "Style",
    "Tokens",
    "Translation",
    "WordsChanged",
    "align",
    "apply",
    "apply_comparison",
    "apply_moves",
    "apply_set",
    "between",
    "bracketed",
    "bracketed_text",
    "canonical",
    "check_grouping",
    "check_words",
    "clash",
    "clashes",
    "compare",
    "consolidate",
    "diff",
    "digest",
    "freshness",
    "is_clean",
    "normalise",
    "numbers",
    "ops_of",
    "project",
    "reading_order",
    "rebase",
    "references",
    "render",
    "resolve_references",
    "stale",
    "text_of",
    "tokenise",
]
