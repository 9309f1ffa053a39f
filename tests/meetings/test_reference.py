"""Facts of the founding document and the timeline, as loaded from the shipped data."""


def test_load(reference_case):
    assert reference_case.changed == ()
