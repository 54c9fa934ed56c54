"""Geometries of a TopoJSON file as GeoJSON, for build_map.py."""

from typing import Any

Point = tuple[float, float]


def topology_shape(topology: dict[str, Any], shape: dict[str, Any]) -> dict[str, Any]:
    """A TopoJSON geometry as GeoJSON (specification: quantised arcs of differences, "~i" for an arc backwards)."""
    arcs = decoded(topology)

    def line(indices: list[int]) -> list[Point]:
        points: list[Point] = []
        for i in indices:
            piece = arcs[i] if i >= 0 else arcs[~i][::-1]
            points += piece[1:] if points else piece
        return points

    kind = shape["type"]
    if kind in ("LineString", "MultiLineString"):
        return {"type": kind, "coordinates": [line(a) for a in ([shape["arcs"]] if kind == "LineString" else shape["arcs"])]}
    polygons = [shape["arcs"]] if kind == "Polygon" else shape["arcs"]
    return {"type": "MultiPolygon", "coordinates": [[line(ring) for ring in polygon] for polygon in polygons]}


def decoded(topology: dict[str, Any]) -> list[list[Point]]:
    """The arcs of a topology as points in degrees, worked out once."""
    if "points" not in topology:
        (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
        topology["points"] = []
        for arc in topology["arcs"]:
            x = y = 0
            line = []
            for dx, dy in arc:
                x, y = x + dx, y + dy
                line.append((x * sx + tx, y * sy + ty))
            topology["points"].append(line)
    points: list[list[Point]] = topology["points"]
    return points
