from concord.ui.boundaries import cut

WORLD = {
    "type": "Topology",
    "transform": {"scale": [1, 1], "translate": [0, 0]},
    "objects": {
        "countries": {
            "type": "GeometryCollection",
            "geometries": [
                {"type": "Polygon", "id": "1", "properties": {"name": "One"}, "arcs": [[0, 1]]},
                {"type": "Polygon", "id": "2", "properties": {"name": "Two"}, "arcs": [[2, ~1]]},
                {"type": "MultiPolygon", "properties": {"name": "Three"}, "arcs": [[[3]], [[~4]]]},
            ],
        }
    },
    "arcs": [[[0, 0]], [[1, 1]], [[2, 2]], [[3, 3]], [[4, 4]]],
}


def test_keeps_the_chosen_and_renumbers_their_arcs():
    region = cut(topology=WORLD, layer="countries", ids=("2", "Three"))
    assert region["arcs"] == [[[1, 1]], [[2, 2]], [[3, 3]], [[4, 4]]]
    assert [each["arcs"] for each in region["objects"]["countries"]["geometries"]] == [[[1, ~0]], [[[2]], [[~3]]]]


def test_the_whole_world_stays_as_it_is():
    assert cut(topology=WORLD, layer="countries", ids=("1", "2", "Three")) == WORLD
