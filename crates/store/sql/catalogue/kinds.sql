-- The kinds that have outlines, and their extents.
SELECT o.kind, min(r.minx), max(r.maxx), min(r.miny), max(r.maxy)
FROM echelle_outline AS o LEFT JOIN rtree_echelle_outline_geom AS r ON r.id = o.id
GROUP BY o.kind
