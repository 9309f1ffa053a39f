"""Word both ways: real tracked changes, each under its delegation's name."""
