"""What is not documented does not exist: settings, commands and acts stand in the reference as the code has them."""

import pytest
from tests.house.reference import PROJECT, pages


@pytest.mark.parametrize("name", ["settings.md", "cli.md", "acts.md"])
def test_the_reference_is_what_the_code_says(name):
    assert (PROJECT / "docs" / "reference" / name).read_text(encoding="utf-8") == pages()[name], "run `make reference`"
