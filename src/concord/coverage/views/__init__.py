"""The pages of coverage. Everything on them is counted from what the reader may see."""
