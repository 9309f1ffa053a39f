"""Text algebra for negotiation: see README.md in this folder."""
