import doctest
from pathlib import Path

from concord import redline


def test_the_worked_example_works():
    readme = Path(str(redline.__file__)).with_name("README.md")
    result = doctest.testfile(str(readme), module_relative=False)
    assert (result.failed, result.attempted > 20) == (0, True)
